"""What a read model is: a table, and what each event means for its rows."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Protocol, TypeAlias, TypeVar

from sqlalchemy import MetaData, Table

from domain.kernel import Event

read_tables = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

Key: TypeAlias = int | str
Values: TypeAlias = Mapping[str, Any]
"""Column names and what they hold; a column that is not named holds nothing."""

E = TypeVar("E", bound=Event)


class Rows(Protocol):
    """The rows of one table. Each is named by its primary key, none is looked up."""

    def insert(self, row: Values) -> None:
        """A new row. Its key must be free, at the latest when rows are written."""

    def put(self, row: Values, changes: Values) -> None:
        """A new row; or, where there is one of its key already, only the changes."""

    def update(self, key: Key, changes: Values) -> None:
        """Nothing happens if there is no such row."""

    def delete(self, key: Key) -> None:
        """Nothing happens if there is no such row."""


Handler: TypeAlias = Callable[[Rows, E, int], None]
"""Called with the table's rows, the event, and the event's position in the log."""


class ReadModel:
    """One table and its handlers. They say what rows become; they never refuse.

    A to-do list is not rebuildable: its rows have been acted upon. ``reference`` rows
    are there from the beginning, whatever happens.
    """

    def __init__(
        self,
        table: Table,
        *,
        rebuildable: bool = True,
        reference: Sequence[Values] = (),
    ) -> None:
        self.table = table
        self.rebuildable = rebuildable
        self.reference = reference
        self.handlers: dict[type[Event], Handler[Any]] = {}

    @property
    def name(self) -> str:
        return self.table.name

    def on(self, *event_types: type[E]) -> Callable[[Handler[E]], Handler[E]]:
        """Call the function below for events of exactly these types.

        For several, say ``on(*MOVES)`` where ``MOVES: tuple[type[A | B], ...]``: then
        mypy knows that the event is one of them.
        """

        def register(handler: Handler[E]) -> Handler[E]:
            for event_type in event_types:
                if self.handlers.setdefault(event_type, handler) is not handler:
                    raise ValueError(f"{self.name} handles {event_type.TYPE} twice")
            return handler

        return register
