"""Which ODBC driver is to speak with SQL Server: the system's, or one from PyPI."""

import platform
from ctypes import CDLL
from importlib.util import find_spec
from pathlib import Path

from sqlalchemy import URL

NAME = "ODBC Driver 18 for SQL Server"

REMEDY = (
    f"There is no {NAME}. Install it with pip install 'messenger-brain[mssql]', "
    "or as Microsoft's package msodbcsql18."
)
NO_MANAGER = "SQL Server needs unixODBC: install the package unixodbc ({error})."
NOT_LOADED = "Install what the driver needs, as libgssapi-krb5-2 and libssl3 ({error})."

_LIBRARIES = ("linux/*/*/lib/libmsodbcsql-*.so*", "macos/*/lib/libmsodbcsql.*.dylib")
_MACHINES = {"aarch64": "arm64"}
_FAMILIES = {
    "debian": "debian_ubuntu",
    "ubuntu": "debian_ubuntu",
    "rhel": "rhel",
    "fedora": "rhel",
    "suse": "suse",
    "sles": "suse",
    "alpine": "alpine",
}


class DriverMissing(ImportError):
    """The message says what to install."""


def with_driver(address: URL) -> URL:
    """The same database by way of a driver that is there, unless the URL names one.

    Raises DriverMissing. A URL with a data source is the driver manager's business.
    """
    source = {"odbc_connect", "dsn"} & address.query.keys() or not address.database
    if source or address.get_driver_name() != "pyodbc":
        return address
    wanted = address.query.get("driver", NAME)
    driver = _found() if wanted == NAME else wanted
    return address.update_query_dict({"driver": driver})


def _found() -> str:
    """The system's comes first: it is the one that gets security updates."""
    if NAME in _installed():
        return NAME
    library = _bundled()
    if library is None:
        raise DriverMissing(REMEDY)
    try:
        CDLL(str(library))  # the driver manager would say "file not found"
    except OSError as error:
        raise DriverMissing(NOT_LOADED.format(error=error)) from error
    return str(library)


def _installed() -> list[str]:
    try:
        import pyodbc  # noqa: PLC0415 - it needs unixODBC, which others do not
    except ImportError as error:
        raise DriverMissing(NO_MANAGER.format(error=error)) from error
    return list(pyodbc.drivers())


def _bundled() -> Path | None:
    """Of the package mssql-python-odbc, the one made for a system like this."""
    spec = find_spec("mssql_python_odbc")
    if spec is None or spec.origin is None:
        return None
    folder = Path(spec.origin).parent / "libs"
    machine = _MACHINES.get(platform.machine(), platform.machine())
    found = sorted(it for pattern in _LIBRARIES for it in folder.glob(pattern))
    fitting = [it for it in found if machine in it.parts]
    family = _family()
    return next((it for it in fitting if family in it.parts), next(iter(fitting), None))


def _family() -> str | None:
    """Distributions of one family have the same libraries."""
    try:
        release = platform.freedesktop_os_release()
    except OSError:  # no Linux
        return None
    names = f"{release['ID']} {release.get('ID_LIKE', '')}".split()
    return next((_FAMILIES[name] for name in names if name in _FAMILIES), None)
