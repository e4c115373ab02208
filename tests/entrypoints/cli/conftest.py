import io
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from adapters.database import dispose, engines
from entrypoints.cli import main


@dataclass(frozen=True)
class Said:
    """What a command printed, and its exit status."""

    status: int
    out: str
    err: str

    @property
    def lines(self) -> Sequence[str]:
        return self.out.splitlines()

    @property
    def json(self) -> Any:
        """The last line."""
        return json.loads(self.lines[-1])


class Shell:
    """``messenger-brain`` in this process, in a directory of its own."""

    def __init__(
        self,
        home: Path,
        monkeypatch: pytest.MonkeyPatch,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        self.home = home
        self._patch = monkeypatch
        self._capsys = capsys
        self.set(home=home)

    def set(self, **settings: object) -> None:
        for name, value in settings.items():
            self._patch.setenv(f"MESSENGER_BRAIN_{name.upper()}", str(value))

    def __call__(self, *arguments: str, stdin: str = "") -> Said:
        self._patch.setattr(sys, "stdin", io.StringIO(stdin))
        self._capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        said = self._capsys.readouterr()
        return Said(int(ended.value.code or 0), said.out, said.err)

    def refused(self, *arguments: str, stdin: str = "") -> str:
        """The one line, and nothing else, of what can't be done: exit status 2."""
        said = self(*arguments, stdin=stdin)
        assert (said.status, said.out) == (2, "")
        line = said.err.removesuffix("\n")
        assert "\n" not in line
        return line

    def user(self, email: str = "ana@example.com", *, plan: str = "pro") -> Any:
        return self(
            *("users", "create", "--name", "Ana", "--email", email),
            *("--password-stdin", "--subscription", plan, "--json"),
            stdin="correct horse battery\n",
        ).json


@pytest.fixture
def shell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Shell]:
    yield Shell(tmp_path / "home", monkeypatch, capsys)
    for engine in [*engines._engines.values()]:  # noqa: SLF001 - opened in vain
        dispose(engine)
