"""The driver of SQL Server is found: the system's, one from PyPI, or the remedy."""

import platform
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import make_url

from adapters.database import mssql_driver
from adapters.database.mssql_driver import NAME, DriverMissing, with_driver

URL = "mssql+pyodbc://me:secret@db.example.com:1433/gateway?Encrypt=yes"
LIBRARY = "lib/libmsodbcsql-18.6.so.2.1"


@pytest.fixture(autouse=True)
def _bare_debian(monkeypatch: pytest.MonkeyPatch) -> None:
    """With unixODBC, and no driver."""
    monkeypatch.setitem(sys.modules, "pyodbc", having())
    monkeypatch.setattr(mssql_driver, "find_spec", lambda _: None)
    monkeypatch.setattr(platform, "machine", lambda: "x86_64")
    of_debian(monkeypatch)


def of_debian(monkeypatch: pytest.MonkeyPatch, **release: str) -> None:
    monkeypatch.setattr(
        platform, "freedesktop_os_release", lambda: {"ID": "debian", **release}
    )


def having(*drivers: str) -> SimpleNamespace:
    """A pyodbc on a system with these drivers."""
    return SimpleNamespace(drivers=lambda: list(drivers))


@pytest.fixture
def libraries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Of a mssql-python-odbc that is installed."""
    for family in ("debian_ubuntu", "rhel", "suse"):
        for machine in ("x86_64", "arm64"):
            library = tmp_path / "libs" / "linux" / family / machine / LIBRARY
            library.parent.mkdir(parents=True)
            library.touch()
    spec = ModuleSpec("mssql_python_odbc", None, origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(mssql_driver, "find_spec", lambda _: spec)
    monkeypatch.setattr(mssql_driver, "CDLL", Path)
    return tmp_path / "libs" / "linux"


def driver_of(url: str) -> object:
    return with_driver(make_url(url)).query.get("driver")


def test_the_systems_driver_comes_first(
    libraries: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert libraries.is_dir()
    monkeypatch.setitem(sys.modules, "pyodbc", having("PostgreSQL Unicode", NAME))

    assert driver_of(URL) == NAME


@pytest.mark.parametrize(
    ("release", "machine", "folder"),
    [
        ({}, "x86_64", "debian_ubuntu/x86_64"),
        ({}, "aarch64", "debian_ubuntu/arm64"),
        ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, "x86_64", "debian_ubuntu"),
        ({"ID": "rocky", "ID_LIKE": "rhel centos fedora"}, "x86_64", "rhel/x86_64"),
        ({"ID": "opensuse-leap", "ID_LIKE": "suse opensuse"}, "x86_64", "suse"),
        ({"ID": "nixos"}, "x86_64", "debian_ubuntu/x86_64"),
    ],
)
def test_the_one_from_pypi_fits_the_system(
    release: dict[str, str],
    machine: str,
    folder: str,
    libraries: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    of_debian(monkeypatch, **release)
    monkeypatch.setattr(platform, "machine", lambda: machine)
    found = str(driver_of(URL))

    assert found.startswith(str(libraries / folder))
    assert Path(found).is_file()


def test_a_url_that_names_this_driver_gets_it_from_wherever_it_is(
    libraries: Path,
) -> None:
    named = f"{URL}&driver=ODBC+Driver+18+for+SQL+Server"

    assert str(driver_of(named)).startswith(str(libraries))


@pytest.mark.parametrize(
    "url",
    [
        f"{URL}&driver=FreeTDS",
        "mssql+pyodbc://me:secret@data_source",
        "mssql+pyodbc:///?odbc_connect=DSN%3Dgateway",
        "mssql+pymssql://me:secret@db.example.com/gateway",
    ],
)
def test_what_names_its_own_way_goes_it(url: str) -> None:
    assert with_driver(make_url(url)) == make_url(url)


def test_without_a_driver_the_remedy_is_said() -> None:
    with pytest.raises(DriverMissing, match=r"pip install 'messenger-brain\[mssql\]'"):
        with_driver(make_url(URL))


def test_a_library_for_another_machine_is_none(
    libraries: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert libraries.is_dir()
    monkeypatch.setattr(platform, "machine", lambda: "riscv64")
    with pytest.raises(DriverMissing):
        with_driver(make_url(URL))


def test_without_a_driver_manager_the_remedy_is_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "pyodbc", None)
    with pytest.raises(DriverMissing, match="install the package unixodbc"):
        with_driver(make_url(URL))


def test_a_driver_that_lacks_a_library_says_which(
    libraries: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert libraries.is_dir()

    def cannot_open(_: str) -> None:
        raise OSError("libgssapi_krb5.so.2: cannot open shared object file")

    monkeypatch.setattr(mssql_driver, "CDLL", cannot_open)
    with pytest.raises(DriverMissing, match=r"libgssapi_krb5\.so\.2: cannot open"):
        with_driver(make_url(URL))
