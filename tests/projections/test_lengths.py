"""Whatever others write, it fits the columns: nothing may stop a reader of the log."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from sqlalchemy import String

from domain.chat_activity.chat_activity import take
from domain.kernel import Event, Invalid
from domain.message.message import Message
from domain.subscription.features import valid_feature
from domain.text import units
from domain.user.rules import valid_email, valid_name, valid_token_name
from domain.whatsapp import (
    JID_LENGTH,
    KEY_ID_LENGTH,
    BrowserLost,
    CallSeen,
    CallStatus,
    ChatReport,
    GroupAction,
    GroupChanged,
    Linked,
    MessageKey,
    MessageSeen,
    Presence,
    PresenceSeen,
    SessionReport,
    StreamLost,
    Unlinked,
)
from domain.whatsapp_session.reports import decide
from domain.whatsapp_session.rules import checked
from projections.kernel import read_tables
from tests.adapters.event_store.databases import fresh_url
from tests.domain.whatsapp_session import stages
from tests.projections.world import LIFE, World
from tests.support import a

ENDLESS = "😀\x00" * 5000
JID = "1" * (JID_LENGTH - 15) + "@s.whatsapp.net"
KEY = MessageKey(id="A" * KEY_ID_LENGTH, remote_jid=JID, from_me=False, participant=JID)
LINKED = Linked(phone_number="1" * 31, jid=JID, lid=JID, push_name=ENDLESS)
SEEN = MessageSeen(
    key=KEY, content={"conversation": "hi"}, push_name=ENDLESS, sent_at=a.NOON
)
EMAIL = "İ" * 18 + "@" + ".".join(["e" * 20] * 3)
SETTINGS = a.settings(name="😀" * 50, webhook_url="https://" + "e.com/" * 300)


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    with fresh_url(request.param, tmp_path) as tables_url:
        world = World(f"sqlite:///{tmp_path}/log.db", tables_url)
        yield world
        world.close()


def reported(report: SessionReport) -> Sequence[Event]:
    return decide(stages.need_scan.state, report, at=a.NOON)


def received() -> Sequence[Event]:
    return Message.receive(
        100_044, SEEN, session_id=a.SESSION, user_id=a.USER, logged=True, at=a.NOON
    )


def told(*reports: ChatReport) -> Sequence[Event]:
    return [
        fact
        for number, report in enumerate(reports, start=300)
        for fact in take(
            number, report, session_id=a.SESSION, user_id=a.USER, at=a.NOON
        )
    ]


CALL = CallSeen(
    id="A" * KEY_ID_LENGTH,
    caller=JID,
    status=CallStatus.ENDED,
    is_video=True,
    is_group=True,
    at=a.NOON,
)
NOTICE = GroupChanged(
    id="A" * KEY_ID_LENGTH,
    jid=JID,
    action=GroupAction.DESCRIPTION,
    participants=(JID,),
    by=JID,
    value=ENDLESS,
    changed_at=a.NOON,
)
HERE = PresenceSeen(jid=JID, participant=JID, presence=Presence.UNAVAILABLE, at=a.NOON)

WIDEST: Sequence[Event] = (
    a.user_renamed(name=valid_name("😀" * 100)),
    a.user_email_changed(email=valid_email(EMAIL)),
    a.user_logged_in(address=ENDLESS),
    a.token_issued(token_id=44, name=valid_token_name("😀" * 50)),
    a.session_changed(settings=checked(SETTINGS)),
    a.browser_opened(browser_context_id=52, node=ENDLESS),
    a.browser_unresponsive(browser_context_id=52, reason=ENDLESS),
    *reported(LINKED),
    *reported(StreamLost(reason=ENDLESS)),
    *reported(BrowserLost(reason=ENDLESS)),
    *reported(Unlinked(reason=ENDLESS)),
    a.session_disconnected(reason=ENDLESS),
    a.message_failed(reason=ENDLESS),
    *received(),
    *told(CALL, NOTICE, HERE),
)


def test_the_widest_that_can_be_told_fits_every_column(begun: World) -> None:
    begun.tell(*LIFE, *WIDEST)

    rows = begun.contents()
    for table in read_tables.sorted_tables:
        for place, column in enumerate(table.columns):
            if isinstance(column.type, String) and column.type.length:
                texts = [row[place] or "" for row in rows[table.name]]
                assert max(map(units, texts), default=0) <= column.type.length, column


def test_an_address_that_grows_in_small_letters_fits_its_column() -> None:
    with pytest.raises(Invalid):
        valid_email("İ" * 30 + EMAIL)


def test_a_feature_fits_its_column() -> None:
    with pytest.raises(Invalid):
        valid_feature("max_sessions", "0" * 1001)
