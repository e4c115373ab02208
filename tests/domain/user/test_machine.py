"""Random walks over every decision of an account, held against a small model."""

from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from domain.reference import Role, SystemPreference, TokenType, UserStatus
from domain.user.evolve import evolve
from domain.user.rules import OPTIONS
from domain.user.user import User
from tests.domain.machine import MODERATE, AggregateMachine
from tests.support import a

ROLES, PREFERENCES = st.sampled_from(Role), st.sampled_from(SystemPreference)
CHOICES = st.sampled_from(
    [
        (preference, slug, value)
        for preference, options in OPTIONS.items()
        for slug, values in options.items()
        for value in values
    ]
)


class UserMachine(AggregateMachine):
    evolve = evolve
    state: User

    @initialize()
    def register(self) -> None:
        self.record([a.user_registered()])
        self.at, self.ids = a.NOON, 100
        self.verified, self.stopped, self.active = False, False, False
        self.roles: dict[Role, int] = {}
        self.enabled: dict[SystemPreference, bool] = {}
        self.options: dict[tuple[SystemPreference, str], str] = {}
        self.tokens: dict[int, TokenType] = {}
        self.rows: dict[object, int] = {}

    def next_id(self) -> int:
        self.ids += 1
        return self.ids

    @rule()
    def verify_email(self) -> None:
        self.decide(lambda it: it.verify_email(at=self.at), refused=self.stopped)
        if not self.stopped:
            self.verified = self.active = True

    @rule(email=st.sampled_from(["ana@example.com", "bea@example.com"]))
    def change_email(self, email: str) -> None:
        if self.decide(lambda it: it.change_email(email, at=self.at)):
            self.verified = False

    @rule()
    def suspend(self) -> None:
        self.decide(lambda it: it.suspend("spam", at=self.at))
        self.stopped = True

    @rule()
    def reactivate(self) -> None:
        self.decide(lambda it: it.reactivate(at=self.at), refused=not self.stopped)
        self.active, self.stopped = self.active or self.stopped, False

    @rule()
    def log_in(self) -> None:
        self.decide(
            lambda it: it.log_in(address=None, at=self.at), refused=self.stopped
        )

    @rule(role=ROLES)
    def grant(self, role: Role) -> None:
        number = self.next_id()
        self.decide(lambda it: it.grant_role(role, user_role_id=number, at=self.at))
        self.roles.setdefault(role, number)

    @rule(role=ROLES)
    def revoke(self, role: Role) -> None:
        self.decide(lambda it: it.revoke_role(role, at=self.at))
        self.roles.pop(role, None)

    @rule(preference=PREFERENCES, on=st.booleans())
    def switch(self, preference: SystemPreference, on: bool) -> None:  # noqa: FBT001
        number = self.next_id()
        decision = User.enable if on else User.disable
        self.decide(
            lambda it: decision(it, preference, preference_id=number, at=self.at)
        )
        self.rows.setdefault(preference, number)
        self.enabled[preference] = on

    @rule(choice=CHOICES)
    def choose(self, choice: tuple[SystemPreference, str, str]) -> None:
        preference, slug, value = choice
        number = self.next_id()
        self.decide(
            lambda it: it.choose(
                preference,
                {slug: value},
                preference_id=number,
                option_ids={slug: number},
                at=self.at,
            )
        )
        self.rows.setdefault(preference, number)
        self.rows.setdefault((preference, slug), number)
        self.enabled[preference] = True
        self.options[preference, slug] = value

    @rule(choice=CHOICES)
    def forget(self, choice: tuple[SystemPreference, str, str]) -> None:
        preference, slug, _ = choice
        self.decide(lambda it: it.forget_option(preference, slug, at=self.at))
        self.options.pop((preference, slug), None)
        self.rows.pop((preference, slug), None)

    @rule(token_type=st.sampled_from(TokenType))
    def issue(self, token_type: TokenType) -> None:
        number = self.next_id()
        self.decide(
            lambda it: it.issue_token(
                token_type,
                token_id=number,
                digest="a" * 64,
                name="mine",
                abilities=("*",),
                expires_at=None,
                at=self.at,
            ),
            refused=self.stopped,
        )
        if not self.stopped:
            self.tokens[number] = token_type

    @precondition(lambda self: self.ids > 100)
    @rule(data=st.data())
    def use_and_revoke(self, data: st.DataObject) -> None:
        number = data.draw(st.integers(101, self.ids))
        unknown = number not in self.tokens
        self.decide(lambda it: it.use_token(number, at=self.at), refused=unknown)
        self.decide(lambda it: it.revoke_token(number, at=self.at), refused=unknown)
        self.tokens.pop(number, None)

    @rule(days=st.integers(0, 2))
    def change_password(self, days: int) -> None:
        self.at += timedelta(days=days)
        self.decide(lambda it: it.change_password("$argon2id$b", at=self.at))
        logins = [n for n, it in self.tokens.items() if it is TokenType.LOGIN]
        for number in logins:
            del self.tokens[number]

    def check(self) -> None:
        user = self.state
        active = UserStatus.ACTIVE if self.active else UserStatus.PENDING
        assert user.status is (UserStatus.SUSPENDED if self.stopped else active)
        assert user.email_verified is self.verified
        assert user.roles == self.roles
        assert {n: it.type for n, it in user.tokens.items()} == self.tokens
        held = user.preferences.items()
        assert {name: it.enabled for name, it in held} == self.enabled
        options = [(n, s, it) for n, held in held for s, it in held.options.items()]
        assert {(n, slug): it.value for n, slug, it in options} == self.options
        rows = {n: it.id for n, it in held} | {(n, s): it.id for n, s, it in options}
        assert rows == self.rows


TestUser = UserMachine.TestCase
TestUser.settings = MODERATE
