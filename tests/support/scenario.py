"""Given these events, when this is decided, then those events."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import pytest

from domain.kernel import DomainError, Event

Evolve = Callable[[Any, Any], Any]


@dataclass(frozen=True)
class Outcome:
    decide: Callable[[], Sequence[Event]]

    def then(self, *expected: Event) -> None:
        assert tuple(self.decide()) == expected

    def then_nothing(self) -> None:
        self.then()

    def then_refused(self, error: type[DomainError]) -> None:
        with pytest.raises(error) as caught:
            self.decide()
        assert type(caught.value) is error


@dataclass(frozen=True)
class Scenario:
    """``Scenario(evolve)``; decisions that begin an aggregate need no ``given``."""

    evolve: Evolve
    history: tuple[Event, ...] = ()

    def given(self, *history: Event) -> "Scenario":
        """More of what happened before."""
        return Scenario(self.evolve, (*self.history, *history))

    def when(
        self, decision: Callable[..., Sequence[Event]], *args: Any, **kwargs: Any
    ) -> Outcome:
        """``decision`` is an unbound method; the folded state becomes its self."""
        if not self.history:
            return Outcome(lambda: decision(*args, **kwargs))
        return Outcome(lambda: decision(self.state, *args, **kwargs))

    @property
    def state(self) -> Any:
        return reduce(self.evolve, self.history, None)
