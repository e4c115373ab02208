"""Accounts in memory, with one customer who has just registered."""

from dataclasses import dataclass, field

import pytest

from domain.user.commands import RegisterUser
from domain.user.events import UserEvent
from domain.user.evolve import evolve
from domain.user.logins import IssueToken, LogIn
from domain.user.user import User
from tests.support.clock import FixedClock
from tests.support.memory import (
    CountingIds,
    CountingSecrets,
    MemoryAggregates,
    MemoryClaims,
    PlainPasswords,
)

EMAIL, PASSWORD = "ana@example.com", "a long password"


@dataclass
class Accounts:
    claims: MemoryClaims = field(default_factory=MemoryClaims)
    passwords: PlainPasswords = field(default_factory=PlainPasswords)
    secrets: CountingSecrets = field(default_factory=CountingSecrets)
    clock: FixedClock = field(default_factory=FixedClock)
    ids: CountingIds = field(default_factory=CountingIds)

    def __post_init__(self) -> None:
        self.users = MemoryAggregates[User, UserEvent](evolve, self.claims)
        self.register = RegisterUser(self.users, self.passwords, self.clock, self.ids)
        self.issue_token = IssueToken(self.users, self.secrets, self.clock, self.ids)
        self.log_in = LogIn(
            self.users, self.claims, self.passwords, self.issue_token, self.clock
        )

    def last(self, count: int = 1) -> list[UserEvent]:
        """The newest events of the first account."""
        return self.users.streams[1][-count:]


@pytest.fixture
def accounts() -> Accounts:
    it = Accounts()
    it.register(name="Ana", email=EMAIL, password=PASSWORD)
    return it
