"""A built wheel, and an empty environment that has it. Neither needs a network."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
WHEELHOUSE = ROOT / ".make" / "wheelhouse"

SOURCES = (
    *("domain", "adapters", "projections", "entrypoints"),
    *("messenger_brain.py", "pyproject.toml", "README.md", "LICENSE"),
)


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy: building leaves traces beside the sources."""
    copy = tmp_path_factory.mktemp("sources")
    for name in SOURCES:
        _copy(ROOT / name, copy / name)
    build = (sys.executable, "-m", "build", "--wheel", "--no-isolation")
    _run(*build, "--outdir", copy / "dist", cwd=copy)
    (built,) = (copy / "dist").glob("*.whl")
    return built


@pytest.fixture(scope="session")
def contents(wheel: Path) -> set[str]:
    """The names of the files in the wheel."""
    with ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="session")
def environment(
    wheel: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Path]:
    """The folder of programs of an environment with the wheel and what it needs."""
    if not WHEELHOUSE.is_dir():
        pytest.skip("`make setup` downloads the packages that this installs.")
    folder = tmp_path_factory.mktemp("environment")
    _run(sys.executable, "-m", "uv", "venv", "--python", sys.executable, folder)
    _run(
        *(sys.executable, "-m", "uv", "pip", "install"),
        *("--python", folder / "bin" / "python"),
        *("--no-index", "--find-links", WHEELHOUSE),
        *("--constraints", ROOT / "requirements.lock"),
        *("--cache-dir", folder / "cache"),
        wheel,
    )
    yield folder / "bin"
    shutil.rmtree(folder)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, target)


def _run(*command: str | Path, cwd: Path = ROOT) -> None:
    """What it says is shown when the test fails."""
    subprocess.run(command, check=True, cwd=cwd)  # noqa: S603 - our own arguments
