"""Sessions in memory, of people whose plan allows two."""

from dataclasses import dataclass, field

import pytest

from domain.subscription.features import Features
from domain.whatsapp_session.commands import CreateSession, IssueKey
from domain.whatsapp_session.events import SessionEvent
from domain.whatsapp_session.evolve import evolve
from domain.whatsapp_session.reports import RecordBrowser, RecordReport
from domain.whatsapp_session.whatsapp_session import WhatsappSession
from tests.support.clock import FixedClock
from tests.support.memory import (
    CountingIds,
    CountingSecrets,
    MemoryAggregates,
    MemoryClaims,
)


@dataclass
class Numbers:
    claims: MemoryClaims = field(default_factory=MemoryClaims)
    secrets: CountingSecrets = field(default_factory=CountingSecrets)
    clock: FixedClock = field(default_factory=FixedClock)
    ids: CountingIds = field(default_factory=CountingIds)

    def __post_init__(self) -> None:
        self.sessions = MemoryAggregates[WhatsappSession, SessionEvent](
            evolve, self.claims
        )
        self.issue_key = IssueKey(self.secrets, self.ids)
        self.report = RecordReport(self.sessions, self.clock)
        self.browser = RecordBrowser(self.sessions, self.clock, self.ids)
        self.create = self.creating(self.claims)

    def creating(self, claims: MemoryClaims) -> CreateSession:
        """With its own view of which claims are free."""
        return CreateSession(
            self.sessions,
            self.allowance,
            claims,
            self.issue_key,
            self.secrets,
            self.clock,
            self.ids,
        )

    def allowance(self, _: int) -> Features:
        return Features(max_sessions=2)

    def last(self, count: int = 1) -> list[SessionEvent]:
        """The newest events of the first session."""
        return self.sessions.streams[1][-count:]


@pytest.fixture
def numbers() -> Numbers:
    return Numbers()
