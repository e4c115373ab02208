"""Random walks of a session, its phone, its browser and its owner at once."""

from collections.abc import Sequence

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from domain.kernel import Event
from domain.reference import SessionStatus
from domain.whatsapp import Linked, QrShown, SessionReport
from domain.whatsapp_session import browser
from domain.whatsapp_session.evolve import evolve
from domain.whatsapp_session.reports import decide
from domain.whatsapp_session.whatsapp_session import WhatsappSession
from tests.domain.machine import MODERATE, AggregateMachine
from tests.domain.whatsapp_session import reported
from tests.support import a

CONNECTING, NEED_SCAN = SessionStatus.CONNECTING, SessionStatus.NEED_SCAN
CONNECTED, DISCONNECTED = SessionStatus.CONNECTED, SessionStatus.DISCONNECTED
LOGGED_OUT, EXPIRED = SessionStatus.LOGGED_OUT, SessionStatus.EXPIRED

OPEN = {CONNECTING, NEED_SCAN, CONNECTED}
ENDS = {DISCONNECTED, LOGGED_OUT, EXPIRED}

ALONG = {
    DISCONNECTED: {CONNECTING, LOGGED_OUT, EXPIRED},
    CONNECTING: {NEED_SCAN, CONNECTED, *ENDS},
    NEED_SCAN: {NEED_SCAN, CONNECTED, CONNECTING, *ENDS},
    CONNECTED: {CONNECTED, CONNECTING, *ENDS},
    LOGGED_OUT: {CONNECTING},
    EXPIRED: {CONNECTING},
}
"""Where a session can go from where it stands, in one event."""


class SessionMachine(AggregateMachine):
    evolve = evolve
    state: WhatsappSession

    @initialize()
    def create(self) -> None:
        self.record([a.session_created()])
        self.status, self.deleted = DISCONNECTED, False
        self.settings, self.key = a.settings(), a.API_KEY
        self.browser: int | None = None
        self.browsers = 50

    def record(self, events: Sequence[Event]) -> None:
        """Every event is held against the map of the ways a session can go."""
        for event in events:
            before = self.state.status if self.history else None
            super().record([event])
            after = self.state.status
            assert before in {None, after} or after in ALONG[before]

    def must(self, to: SessionStatus, decision: str, **facts: object) -> None:
        """Only a deleted session refuses."""
        self.decide(
            lambda it: getattr(it, decision)(at=a.NOON, **facts), refused=self.deleted
        )
        self.status = self.status if self.deleted else to

    @rule()
    def connect(self) -> None:
        wanted = self.status in OPEN
        self.must(self.status if wanted else CONNECTING, "connect")
        self.browser = self.browser if wanted or self.deleted else None

    @rule()
    def disconnect(self) -> None:
        to = DISCONNECTED if self.status in OPEN else self.status
        self.must(to, "disconnect", reason="requested")

    @rule()
    def retry(self) -> None:
        due = not self.deleted and self.state.retry_at is not None
        told = self.decide(lambda it: it.retry(at=a.LATER))
        assert bool(told) is due
        self.status = CONNECTING if due else self.status

    @rule()
    def expire(self) -> None:
        gone = self.status in {LOGGED_OUT, EXPIRED}
        self.must(self.status if gone else EXPIRED, "expire", reason="idle")

    @rule(name=st.sampled_from(["The shop", "The other shop"]))
    def change(self, name: str) -> None:
        linked = self.state.identity is not None
        self.must(self.status, "change", settings=a.settings(name=name))
        if not self.deleted:
            number = {"phone_number": f"+{reported.LINKED.phone_number}"}
            self.settings = a.settings(name=name, **(number if linked else {}))

    @rule()
    def regenerate_key(self) -> None:
        key = self.key.model_copy(update={"token_id": self.key.token_id + 1})
        self.must(self.status, "regenerate_key", api_key=key)
        self.key = self.key if self.deleted else key

    @rule()
    def restart(self) -> None:
        refused = self.deleted or self.status is not CONNECTED
        self.decide(lambda it: browser.restart(it, at=a.NOON), refused=refused)
        if not refused:
            self.status, self.browser = CONNECTING, None

    @rule(sure=st.integers(0, 3))
    def delete(self, sure: int) -> None:
        if sure:  # rarely: little can happen afterwards
            return
        self.decide(lambda it: it.delete(at=a.NOON), refused=self.deleted)
        self.status = DISCONNECTED if self.status in OPEN else self.status
        self.deleted = True

    @rule()
    def open_browser(self) -> None:
        self.browsers += 1
        refused = self.deleted or self.status not in OPEN
        self.decide(
            lambda it: browser.start(
                it, self.browsers, node="host-1", profile="profiles/12", at=a.NOON
            ),
            refused=refused,
        )
        if not refused:
            self.status, self.browser = CONNECTING, self.browsers

    @rule()
    def hear_of_browser(self) -> None:
        for told in (
            self.decide(lambda it: browser.ready(it, pid=1, endpoint="ws", at=a.NOON)),
            self.decide(lambda it: browser.doubt(it, reason="slow", at=a.NOON)),
        ):
            assert len(told) <= (self.browser is not None)

    @rule()
    def close_browser(self) -> None:
        self.decide(lambda it: browser.close(it, reason="stopped", at=a.NOON))
        self.browser = None

    @rule()
    def browser_dies(self) -> None:
        self.decide(lambda it: decide(it, reported.DIED, at=a.NOON))
        self.browser = None
        self.status = CONNECTING if self.status in OPEN else self.status

    @rule(
        report=st.sampled_from(
            [reported.QR, reported.LINKED, reported.DROPPED, reported.UNREACHABLE]
        )
    )
    def lives(self, report: SessionReport) -> None:
        refused = self.deleted or self.status not in OPEN
        refused |= self.status is CONNECTED and report is reported.QR
        self.decide(lambda it: decide(it, report, at=a.NOON), refused=refused)
        if not refused:
            match report:
                case QrShown():
                    self.status = NEED_SCAN
                case Linked():
                    self.status = CONNECTED
                case _:
                    self.status = CONNECTING

    @rule(
        report=st.sampled_from(
            [
                reported.EXHAUSTED,
                reported.TAKEN_OVER,
                reported.UNUSABLE,
                reported.OUTDATED,
            ]
        )
    )
    def stops(self, report: SessionReport) -> None:
        refused = self.deleted
        refused |= self.status is CONNECTED and report is reported.EXHAUSTED
        self.decide(lambda it: decide(it, report, at=a.NOON), refused=refused)
        if not refused and self.status in OPEN:
            self.status = DISCONNECTED

    @rule()
    def unlinked(self) -> None:
        self.decide(
            lambda it: decide(it, reported.UNLINKED, at=a.NOON), refused=self.deleted
        )
        if not self.deleted and self.status is not EXPIRED:
            self.status = LOGGED_OUT

    def check(self) -> None:
        session = self.state
        assert (session.status, session.deleted) == (self.status, self.deleted)
        assert (session.settings, session.api_key) == (self.settings, self.key)
        assert session.browser_context_id == self.browser
        assert (session.qr is not None) is (self.status is NEED_SCAN)
        if self.status in {CONNECTED, LOGGED_OUT, EXPIRED}:
            assert (session.identity is not None) is (self.status is CONNECTED)
        assert session.retry_at is None or self.status is DISCONNECTED
        assert (session.identity is None) is (session.linked_at is None)


TestSession = SessionMachine.TestCase
TestSession.settings = MODERATE
