"""Folding a log into changes of rows, slice by slice.

That takes most of a rebuild's time, and a slice knows nothing but its own events: so
slices may be folded side by side, as long as they are written in order.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from sqlalchemy import Engine

from adapters.event_store.facts import Facts
from projections.changes import Changes, Fold
from projections.kernel import ReadModel
from projections.read_models import READ_MODELS

SLICE = 10_000
"""Events. Each changes a handful of rows, and those of one slice are in memory."""

PAGE_SIZE = 500


class Slice(NamedTuple):
    """The events after a position, up to another."""

    after: int
    upto: int


class Replay:
    """What the log makes of some tables' rows.

    It may be pickled when its tables are this program's own: then another process goes
    on with the same log, by its address.
    """

    def __init__(
        self, facts: Facts, models: Sequence[ReadModel], tables: Engine
    ) -> None:
        self._facts = facts
        self._models = models
        self._tables = tables
        self._fold = Fold(models, tables.dialect)

    def __reduce__(self) -> tuple[Callable[..., "Replay"], tuple[Any, ...]]:
        names = [model.name for model in self._models]
        return _of_named, (self._facts, names, self._tables)

    @property
    def travels(self) -> bool:
        """Whether another process can do the same."""
        known = all(model in READ_MODELS for model in self._models)
        return known and self._facts.shared

    def fold(self, these: Slice) -> Sequence[Changes]:
        """The changes of each table."""
        self._fold.forget()
        for page in self._facts.pages(
            after=these.after, upto=these.upto, size=PAGE_SIZE
        ):
            self._fold.apply(page)
        return self._fold.taken()


def slices(*, after: int, upto: int) -> Sequence[Slice]:
    """In order, and all together what was asked for."""
    ends = [*range(after, upto, SLICE), upto]
    return [Slice(*ends) for ends in pairwise(ends)]


def _of_named(facts: Facts, names: Sequence[str], tables: Engine) -> Replay:
    models = {model.name: model for model in READ_MODELS}
    return Replay(facts, [models[name] for name in names], tables)
