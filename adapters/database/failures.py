"""Database failures by the names the rest of the program knows."""

from eventsourcing import persistence
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, OperationalError

from adapters.database import mssql

_NAMES: dict[type[DBAPIError], type[persistence.DatabaseError]] = {
    IntegrityError: persistence.IntegrityError,
    OperationalError: persistence.OperationalError,
    DataError: persistence.DataError,
}


class ConnectionLost(persistence.OperationalError):
    """The database went away, or can't be reached.

    ``committing``: it may have committed first, and only its answer was lost.
    """

    def __init__(self, message: str, *, committing: bool) -> None:
        super().__init__(message)
        self.committing = committing


def translated(
    error: DBAPIError, *, committing: bool = True
) -> persistence.DatabaseError:
    """The eventsourcing library's exception for one of SQLAlchemy's."""
    if error.connection_invalidated:
        return ConnectionLost(str(error), committing=committing)
    if mssql.is_passing(error):
        return persistence.OperationalError(str(error))
    return _NAMES.get(type(error), persistence.DatabaseError)(str(error))
