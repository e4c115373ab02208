from entrypoints.settings import Settings
from tests.docs.pages import REFERENCE, codes, rows

PREFIX = Settings.model_config["env_prefix"]
DOCUMENTED = {
    codes(variable)[0]: default
    for variable, default, _ in rows(REFERENCE / "settings.md", "Variable")
}


def test_every_setting_is_described() -> None:
    assert set(DOCUMENTED) == {
        f"{PREFIX}{name.upper()}" for name in Settings.model_fields
    }


def test_defaults_are_told_as_they_are() -> None:
    fixed = {
        f"{PREFIX}{name.upper()}": str(field.default)
        for name, field in Settings.model_fields.items()
        if field.default_factory is None and field.default is not None
    }
    told = {it: codes(default) for it, default in DOCUMENTED.items()}

    assert {it: told[it] for it in fixed} == {it: [text] for it, text in fixed.items()}
