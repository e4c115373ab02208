"""What the random walks over every aggregate have in common."""

from collections.abc import Callable, Sequence
from functools import reduce
from typing import Any, ClassVar

from hypothesis import HealthCheck, settings
from hypothesis.stateful import RuleBasedStateMachine, invariant

from domain.kernel import DomainError, Event

MODERATE = settings(
    max_examples=60,
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],  # says more of the machine than of us
)


class AggregateMachine(RuleBasedStateMachine):
    """Decides on the folded history; what comes out is kept as JSON would give it.

    A rule says what its own small model expects before it decides: ``refused`` or not.
    """

    evolve: ClassVar[Callable[[Any, Any], Any]]

    def __init__(self) -> None:
        super().__init__()
        self.history: list[Event] = []

    @property
    def state(self) -> Any:
        return reduce(type(self).evolve, self.history, None)

    def record(self, events: Sequence[Event]) -> None:
        for event in events:
            stored = type(event).model_validate_json(event.model_dump_json())
            assert stored == event
            self.history.append(stored)

    def decide(
        self, decision: Callable[[Any], Sequence[Event]], *, refused: bool = False
    ) -> Sequence[Event]:
        """Take the decision; it must be refused, or not, as the model expects."""
        try:
            events = decision(self.state)
        except DomainError:
            assert refused
            return ()
        assert not refused
        self.record(events)
        return events

    def check(self) -> None:
        """Hold the folded state against the model; each machine says how."""
        raise NotImplementedError

    @invariant()
    def replaying_the_history_gives_the_expected_state(self) -> None:
        if self.history:
            self.check()
