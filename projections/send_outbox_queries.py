"""What waits to be sent: whose it is, how much, and what nobody will send."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from domain.reference import SessionStatus
from projections.reference_data import entry
from projections.send_outbox import send_outbox
from projections.whatsapp_sessions import whatsapp_sessions

_it = send_outbox.c


def messages_of(connection: Connection, user_id: int) -> list[int]:
    """The user's messages that are not sent yet, in the order of acceptance."""
    query = select(_it.message_id).where(_it.user_id == user_id)
    return list(connection.scalars(query.order_by(_it.position)))


def count_waiting(connection: Connection) -> int:
    """Messages that were accepted and have no outcome yet, due or not."""
    return connection.scalar(select(func.count()).select_from(send_outbox)) or 0


class Abandoned(NamedTuple):
    """A message that nobody will send, and how its session stands."""

    message_id: int
    attempts: int
    status_id: int
    deleted_at: datetime | None

    @property
    def is_deleted(self) -> bool:
        return self.deleted_at is not None

    @property
    def status(self) -> SessionStatus:
        return entry(SessionStatus, self.status_id)


def abandoned(connection: Connection, *, before: datetime) -> list[Abandoned]:
    """Those whose session's login is gone, or who waited for one since ``before``."""
    session = whatsapp_sessions.c
    status = session.whatsapp_session_status_id
    gone = [SessionStatus.LOGGED_OUT.row_id, SessionStatus.EXPIRED.row_id]
    too_old = (_it.accepted_at < before) & (status != SessionStatus.CONNECTED.row_id)
    query = (
        select(_it.message_id, _it.attempts, status, session.deleted_at)
        .join(whatsapp_sessions, session.id == _it.whatsapp_session_id)
        .where(session.deleted_at.is_not(None) | status.in_(gone) | too_old)
    )
    found = connection.execute(query.order_by(_it.position))
    return [Abandoned(*row) for row in found]


def sessions_with_work(connection: Connection) -> list[int]:
    """The sessions that have something to send, due or not."""
    query = select(_it.whatsapp_session_id).distinct()
    return list(connection.scalars(query.order_by(_it.whatsapp_session_id)))
