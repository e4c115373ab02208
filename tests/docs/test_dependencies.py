import json
import re
import tomllib
from collections.abc import Iterable

from tests.docs.pages import REFERENCE, ROOT, codes, rows

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PACKAGE = json.loads((ROOT / "package.json").read_text("utf-8"))


def test_every_dependency_has_a_reason() -> None:
    described = {
        name
        for package, *_ in rows(REFERENCE / "dependencies.md", "Package")
        for name in codes(package)
    }

    assert described == {
        *_names(PROJECT["project"]["dependencies"]),
        *_names(PROJECT["project"]["optional-dependencies"]["postgresql"]),
        *_names(PROJECT["dependency-groups"]["dev"]),
        *PACKAGE["dependencies"],
    }


def _names(requirements: Iterable[str]) -> set[str]:
    return {re.split(r"[\[<>=~! ]", it)[0] for it in requirements}
