"""What SQL Server has to be told, and what it means by its complaints."""

import re

from eventsourcing import persistence
from sqlalchemy import Connection, Engine, event, text
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DBAPIError

LOCK_SECONDS = 60

_LOCK = text(
    "DECLARE @granted int; "
    "EXEC @granted = sp_getapplock @Resource = :name, @LockMode = 'Exclusive', "
    "@LockOwner = 'Transaction', @LockTimeout = :milliseconds; "
    "SELECT @granted AS granted"
)
_KEEPS_ROW_VERSIONS = text(
    "SELECT is_read_committed_snapshot_on FROM sys.databases "
    "WHERE database_id = DB_ID()"
)

# pyodbc knows neither as an OperationalError, and no more than the SQLSTATE of a
# deadlock. The numbers stand in the text of the error.
_DEADLOCK = "40001"
_PASSING = frozenset(
    {
        *(1204, 1205, 1222),  # locks: none left, deadlock, waited too long
        *(1105, 9002, 3906),  # no room for data, for the log; read-only for now
        *(4060, 18456),  # the database is not open, or doesn't know us yet
        *(976, 983),  # a replica that is not the primary one
        *(10928, 10929, 40197, 40501, 40613, 49918, 49919, 49920),  # Azure's
    }
)
_NUMBER = re.compile(r"\((\d+)\)(?= \(SQL|;|$)")


def prepare(engine: Engine) -> None:
    """Set up every connection of a pool."""
    event.listen(engine, "connect", _set_up)


def _set_up(raw: DBAPIConnection, _: object) -> None:
    """The server's settings may differ, and these decide what is true here.

    Claims and checkpoints are won by the count of rows; a refused append must not
    take the whole transaction with it.
    """
    cursor = raw.cursor()
    cursor.execute("SET NOCOUNT OFF; SET XACT_ABORT OFF")
    cursor.close()
    raw.commit()


def take_turns(
    connection: Connection, name: str, *, patience: int = LOCK_SECONDS
) -> None:
    """Hold a lock of this name until the transaction ends.

    Raises eventsourcing's OperationalError when somebody else keeps it for longer than
    ``patience``, in seconds.
    """
    asked = {"name": name, "milliseconds": patience * 1000}
    if connection.execute(_LOCK, asked).scalar_one() < 0:
        raise persistence.OperationalError(f"Another process keeps the lock {name}.")


def is_passing(error: DBAPIError) -> bool:
    """Whether the same statement may well work later, although pyodbc doesn't say so.

    Errors of other drivers never are.
    """
    state, *_ = getattr(error.orig, "args", ()) or (None,)
    numbers = {int(it) for it in _NUMBER.findall(str(error.orig))}
    return state == _DEADLOCK or not _PASSING.isdisjoint(numbers)


def advice(connection: Connection) -> str | None:
    """What the database's owner had better change; None if nothing, or elsewhere."""
    if connection.dialect.name != "mssql":
        return None
    if connection.execute(_KEEPS_ROW_VERSIONS).scalar_one():
        return None
    return "readers wait for writers: ALTER DATABASE ... SET READ_COMMITTED_SNAPSHOT ON"
