"""What WhatsApp and its browsers report of a session, taken into its history."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.ports import Clock, Ids, Receipt
from domain.whatsapp import (
    BrowserLost,
    Linked,
    PageNotReady,
    PageUnreachable,
    QrExhausted,
    QrShown,
    SessionReport,
    StreamLost,
    TakenOver,
    Unlinked,
    UpdateNeeded,
)
from domain.whatsapp_session import browser, login
from domain.whatsapp_session.commands import Sessions
from domain.whatsapp_session.events import SessionEvent
from domain.whatsapp_session.whatsapp_session import WhatsappSession


def decide(
    session: WhatsappSession, report: SessionReport, *, at: datetime
) -> Sequence[SessionEvent]:
    """The one table of what each report means. Raises ImpossibleMove."""
    match report:
        case QrShown():
            return login.show_qr(session, report, at=at)
        case QrExhausted():
            return login.exhaust_qr(session, at=at)
        case Linked():
            return login.link(session, report, at=at)
        case Unlinked():
            return session.unlink(reason=report.reason, at=at)
        case StreamLost():
            return login.lose_connection(session, reason=report.reason, at=at)
        case TakenOver():
            return session.disconnect(reason="opened in another window", at=at)
        case PageNotReady():
            return session.give_up_page(reason=_why_not_ready(report), at=at)
        case UpdateNeeded():
            return session.give_up_page(reason=report.reason, at=at)
        case PageUnreachable():
            return login.wait_for_page(session, reason=report.reason, at=at)
        case BrowserLost():
            return browser.crash(session, reason=report.reason, at=at)


def _why_not_ready(report: PageNotReady) -> str:
    missing = f" Missing: {', '.join(report.missing)}." if report.missing else ""
    return report.reason + missing


@dataclass(frozen=True, slots=True)
class RecordReport:
    sessions: Sessions
    clock: Clock

    def __call__(self, session_id: int, report: SessionReport) -> Receipt:
        at = self.clock.now()
        return self.sessions.change(
            session_id, lambda session: decide(session, report, at=at)
        )


@dataclass(frozen=True, slots=True)
class RecordCaughtUp:
    """All that happened ``until`` a moment has been looked for, and is recorded."""

    sessions: Sessions
    clock: Clock

    def __call__(self, session_id: int, *, until: datetime) -> Receipt:
        at = self.clock.now()
        return self.sessions.change(
            session_id, lambda session: login.catch_up(session, until=until, at=at)
        )


@dataclass(frozen=True, slots=True)
class RecordBrowser:
    """One browser's life: opened, ready, closed. BrowserLost tells of other ends."""

    sessions: Sessions
    clock: Clock
    ids: Ids

    def opened(self, session_id: int, *, node: str, profile: str) -> int:
        """The id of the new browser context."""
        context, at = self.ids.next("browser_context"), self.clock.now()
        self.sessions.change(
            session_id,
            lambda session: browser.start(
                session, context, node=node, profile=profile, at=at
            ),
        )
        return context

    def ready(self, session_id: int, *, pid: int, endpoint: str) -> Receipt:
        at = self.clock.now()
        return self.sessions.change(
            session_id,
            lambda session: browser.ready(session, pid=pid, endpoint=endpoint, at=at),
        )

    def doubted(self, session_id: int, *, reason: str) -> Receipt:
        """It may answer again: ``ready`` says so."""
        at = self.clock.now()
        return self.sessions.change(
            session_id, lambda session: browser.doubt(session, reason=reason, at=at)
        )

    def closed(self, session_id: int, *, reason: str) -> Receipt:
        at = self.clock.now()
        return self.sessions.change(
            session_id, lambda session: browser.close(session, reason=reason, at=at)
        )
