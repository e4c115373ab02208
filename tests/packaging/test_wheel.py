"""What people install works, away from the checkout and without a network."""

import os
import subprocess
from pathlib import Path

import pytest

from adapters.whatsapp_web import wa_js
from tests.packaging.conftest import ROOT

WEB = "adapters/whatsapp_web"


def test_it_carries_every_file_beside_the_python_modules(contents: set[str]) -> None:
    folders = (ROOT / WEB / "hooks", ROOT / WEB / "sandbox" / "static")
    files = {
        str(path.relative_to(ROOT))
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
    }
    assert files
    assert files <= contents


def test_it_carries_wa_js_and_both_licences(contents: set[str]) -> None:
    assert f"{WEB}/{wa_js.BUNDLE.relative_to(wa_js.HERE)}" in contents
    licences = {name for name in contents if ".dist-info/licenses/" in name}
    assert {Path(name).name for name in licences} == {"LICENSE", "wa-js.LICENSE.txt"}


def test_it_carries_no_tests_and_none_of_our_tools(contents: set[str]) -> None:
    ours = {name.partition("/")[0] for name in contents if ".dist-info" not in name}
    assert ours == {
        *("domain", "adapters", "projections", "entrypoints"),
        "messenger_brain.py",
    }


def test_the_library_example_runs(environment: Path, tmp_path: Path) -> None:
    example = ROOT / "docs" / "tutorial" / "library.md"
    run(environment / "python", "-m", "doctest", example, cwd=tmp_path)


def test_the_doctor_finds_nothing_missing(environment: Path, tmp_path: Path) -> None:
    findings = run(environment / "messenger-brain", "doctor", cwd=tmp_path)
    assert "wa-js" in findings


def run(*command: str | Path, cwd: Path) -> str:
    """Its output, which is also what is told when it fails."""
    environment = {name: it for name, it in os.environ.items() if "PYTHON" not in name}
    done = subprocess.run(  # noqa: S603 - our own arguments
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        pytest.fail(done.stdout + done.stderr)
    return done.stdout
