"""``sessions export`` and ``import``; the way with a real browser is in the story."""

from pathlib import Path

import pytest

from adapters.security import sealed_file
from domain.whatsapp import Linked
from domain.whatsapp_session.settings import SessionSettings
from entrypoints.bootstrap import bootstrap
from entrypoints.settings import Settings
from tests.entrypoints.cli.conftest import Said, Shell

PASSPHRASE = "correct horse battery\n"
LINKED = Linked(
    phone_number="34600111222",
    jid="34600111222@s.whatsapp.net",
    lid=None,
    push_name="Ana",
)


@pytest.fixture(autouse=True)
def _cheap_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed_file, "COST", 2)


@pytest.fixture
def linked(shell: Shell) -> Path:
    """Session 1, disconnected; the directory of its profile."""
    shell.user()
    program = bootstrap(Settings(home=shell.home))
    settings = SessionSettings(
        name="Shop",
        phone_number="+34600111222",
        account_protection=False,
        log_messages=True,
    )
    program.sessions.create(1, settings)
    program.sessions.connect(1)
    program.sessions.record_report(1, LINKED)
    program.sessions.disconnect(1)
    profile = program.settings.profiles / "1"
    program.close()
    for name in ("Default/IndexedDB/keys", "Default/Cache/big", "browser.json"):
        (profile / name).parent.mkdir(parents=True, exist_ok=True)
        (profile / name).write_text(f"what is in {name}")
    return profile


def export(shell: Shell, to: Path, *more: str) -> Said:
    command = ("sessions", "export", "1", "--to", str(to), "--passphrase-stdin")
    return shell(*command, *more, stdin=PASSPHRASE)


def take_in(shell: Shell, file: Path, *more: str) -> Said:
    command = ("sessions", "import", str(file), "--user", "1", "--passphrase-stdin")
    return shell(*command, "--json", *more, stdin=PASSPHRASE)


def state(shell: Shell, session_id: int) -> str:
    return shell("events", "state", f"whatsapp_session:{session_id}").out


def test_a_login_goes_into_a_new_session_without_caches(
    shell: Shell, linked: Path, tmp_path: Path
) -> None:
    file = tmp_path / "shop.session"
    assert export(shell, file).status == 0
    assert file.stat().st_mode & 0o777 == 0o600

    target = take_in(shell, file).json["session_id"]
    profile = linked.with_name(str(target))
    found = {str(it.relative_to(profile)) for it in profile.rglob("*") if it.is_file()}
    assert found == {"Default/IndexedDB/keys", "gateway.lock"}
    assert "34600111222@s.whatsapp.net" in state(shell, target)


def test_it_replaces_what_a_session_of_the_number_had(
    shell: Shell, linked: Path, tmp_path: Path
) -> None:
    file = tmp_path / "shop.session"
    export(shell, file)
    (linked / "Default/IndexedDB/keys").write_text("other keys")
    (linked / "Default/left").write_text("over")

    assert take_in(shell, file, "--session", "1").json == {"session_id": 1}
    assert (linked / "Default/IndexedDB/keys").read_text().startswith("what is in")
    assert not (linked / "Default/left").exists()


def test_with_forget_it_is_gone_where_it_was(
    shell: Shell, linked: Path, tmp_path: Path
) -> None:
    assert export(shell, tmp_path / "shop.session", "--forget").status == 0

    assert not linked.exists()
    assert '"expired"' in state(shell, 1)


@pytest.mark.usefixtures("linked")
def test_a_session_that_may_be_open_is_not_touched(
    shell: Shell, tmp_path: Path
) -> None:
    program = bootstrap(Settings(home=shell.home))
    program.sessions.connect(1)
    program.close()

    assert "disconnect it first" in export(shell, tmp_path / "it").err
    assert not (tmp_path / "it").exists()


def test_a_session_of_another_number_is_refused(
    shell: Shell, linked: Path, tmp_path: Path
) -> None:
    export(shell, tmp_path / "it")
    program = bootstrap(Settings(home=shell.home))
    other = program.sessions.all.get(1).settings
    changed = other.model_copy(update={"phone_number": "+34600999888"})
    target = program.sessions.create(1, changed).id
    program.close()

    assert (
        "+34600111222" in take_in(shell, tmp_path / "it", "--session", f"{target}").err
    )
    assert not linked.with_name(str(target)).exists()


@pytest.mark.usefixtures("linked")
def test_another_passphrase_is_refused_and_leaves_no_session(
    shell: Shell, tmp_path: Path
) -> None:
    export(shell, tmp_path / "it")

    said = shell.refused(
        *("sessions", "import", str(tmp_path / "it"), "--user", "1"),
        "--passphrase-stdin",
        stdin="wrong horse battery\n",
    )
    assert "passphrase is another" in said
    assert "Refused" in shell("events", "state", "whatsapp_session:2").err


@pytest.mark.usefixtures("linked")
def test_a_short_passphrase_is_refused(shell: Shell, tmp_path: Path) -> None:
    said = shell.refused(
        *("sessions", "export", "1", "--to", str(tmp_path / "it")),
        "--passphrase-stdin",
        stdin="short\n",
    )
    assert "12 characters" in said


@pytest.mark.usefixtures("linked")
def test_a_session_that_nobody_linked_has_nothing_to_export(
    shell: Shell, tmp_path: Path
) -> None:
    export(shell, tmp_path / "shop.session", "--forget")

    assert "No phone is linked" in export(shell, tmp_path / "again").err
