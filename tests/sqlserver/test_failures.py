"""SQL Server's failures by the names the program knows, as pyodbc hands them over."""

import pytest
from eventsourcing import persistence
from sqlalchemy.exc import DBAPIError

from adapters.database import mssql, translated
from tests.sqlserver.driver import Driver
from tests.sqlserver.recording import Tape

DRIVER = "[Microsoft][ODBC Driver 18 for SQL Server]"
SERVER = f"{DRIVER}[SQL Server]"


def failure(state: str, text: str, *, lost: bool = False) -> DBAPIError:
    original = Driver.Error(state, f"[{state}] {text}")
    return DBAPIError("SELECT 1", None, original, connection_invalidated=lost)


LOGIN_FAILED = f"{SERVER}Login failed for user 'me'. (18456) (SQLDriverConnect)"


@pytest.mark.parametrize(
    ("state", "text"),
    [
        ("40001", f"{SERVER}Transaction (Process ID 52) was deadlocked (1205) (SQLE)"),
        ("42000", f"{SERVER}Lock request time out period exceeded. (1222) (SQLFetch)"),
        ("42000", f"{SERVER}The transaction log is full (9002) (SQLExecDirectW)"),
        ("28000", LOGIN_FAILED),
        ("28000", f"{LOGIN_FAILED}; [42000] {SERVER}Cannot open database. (4060)"),
    ],
)
def test_what_may_work_later_is_operational(state: str, text: str) -> None:
    assert type(translated(failure(state, text))) is persistence.OperationalError


@pytest.mark.parametrize(
    "text",
    [
        f"{SERVER}Invalid object name 'people'. (208) (SQLExecDirectW)",
        f"{SERVER}There are 1205 of them, or (1205) perhaps. (50000) (SQLExecute)",
    ],
)
def test_what_will_never_work_is_not(text: str) -> None:
    assert type(translated(failure("42S02", text))) is persistence.DatabaseError


def test_a_lost_connection_is_operational() -> None:
    lost = failure("08S01", f"{DRIVER}TCP Provider: Error code 0x68 (104)", lost=True)

    assert isinstance(translated(lost), persistence.OperationalError)


def test_a_lock_that_is_kept_too_long_is_operational(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tape = Tape()
    with tape.engine.begin() as connection:
        mssql.take_turns(connection, "granted")
        monkeypatch.setitem(tape.answers, "SELECT @granted", (-1,))
        with pytest.raises(persistence.OperationalError, match="keeps the lock mine"):
            mssql.take_turns(connection, "mine")


def test_readers_that_wait_for_writers_are_worth_advice() -> None:
    tape = Tape()
    tape.answers["is_read_committed_snapshot_on"] = (False,)
    with tape.engine.connect() as connection:
        assert "READ_COMMITTED_SNAPSHOT ON" in str(mssql.advice(connection))
