"""Browsers: one row for one life of one browser with one profile."""

from typing import NamedTuple, TypeAlias

from sqlalchemy import Column, Connection, Integer, Table, Unicode, UnicodeText, select

from domain.reference import BrowserStatus
from domain.whatsapp_session.events import (
    BrowserClosed,
    BrowserCrashed,
    BrowserOpened,
    BrowserReady,
    BrowserUnresponsive,
)
from projections.columns import (
    UtcDateTime,
    changed,
    created,
    dates,
    reference,
    row_id,
)
from projections.kernel import ReadModel, Rows, read_tables
from projections.queries import columns_of, first
from projections.reference_data import entry

browser_context = Table(
    "browser_context",
    read_tables,
    row_id(),
    *dates(),
    reference("browser_context_status_id", "browser_context_status.id"),
    # No foreign key: the session points here, and a circle has no first row.
    Column("whatsapp_session_id", Integer(), nullable=False, index=True),
    Column("node", Unicode(200), nullable=False),
    Column("profile", UnicodeText(), nullable=False),
    Column("pid", Integer()),
    Column("endpoint", UnicodeText()),
    Column("reason", UnicodeText()),
    Column("opened_at", UtcDateTime(), nullable=False),
    Column("closed_at", UtcDateTime()),
)
model = ReadModel(browser_context)


@model.on(BrowserOpened)
def open_context(rows: Rows, event: BrowserOpened, _: int) -> None:
    rows.insert(
        {
            "id": event.browser_context_id,
            "browser_context_status_id": BrowserStatus.STARTING.row_id,
            "whatsapp_session_id": event.session_id,
            "node": event.node,
            "profile": event.profile,
            "opened_at": event.at,
            **created(event),
        }
    )


@model.on(BrowserReady)
def make_ready(rows: Rows, event: BrowserReady, _: int) -> None:
    changes = changed(
        event,
        browser_context_status_id=BrowserStatus.READY.row_id,
        pid=event.pid,
        endpoint=event.endpoint,
    )
    rows.update(event.browser_context_id, changes)


@model.on(BrowserUnresponsive)
def doubt(rows: Rows, event: BrowserUnresponsive, _: int) -> None:
    changes = changed(
        event,
        browser_context_status_id=BrowserStatus.UNRESPONSIVE.row_id,
        reason=event.reason,
    )
    rows.update(event.browser_context_id, changes)


End: TypeAlias = BrowserCrashed | BrowserClosed
ENDS: dict[type[End], BrowserStatus] = {
    BrowserCrashed: BrowserStatus.CRASHED,
    BrowserClosed: BrowserStatus.CLOSED,
}


@model.on(*ENDS)
def close(rows: Rows, event: End, _: int) -> None:
    changes = changed(
        event,
        browser_context_status_id=ENDS[type(event)].row_id,
        reason=event.reason,
        closed_at=event.at,
    )
    rows.update(event.browser_context_id, changes)


class BrowserRow(NamedTuple):
    id: int
    browser_context_status_id: int
    whatsapp_session_id: int
    node: str
    profile: str
    pid: int | None
    endpoint: str | None

    @property
    def status(self) -> BrowserStatus:
        return entry(BrowserStatus, self.browser_context_status_id)


def browser_by_id(connection: Connection, context_id: int) -> BrowserRow | None:
    query = select(*columns_of(browser_context, BrowserRow))
    return first(
        connection, BrowserRow, query.where(browser_context.c.id == context_id)
    )


def sessions_of_living(connection: Connection, node: str) -> list[int]:
    """The sessions of this node's browsers that nobody has seen end."""
    it = browser_context.c
    query = select(it.whatsapp_session_id).where(
        it.node == node, it.closed_at.is_(None)
    )
    return list(connection.scalars(query.order_by(it.id)))
