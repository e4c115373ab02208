"""Each webhook's body, byte for byte, as in the files of ``golden/``.

Clients in the field read these shapes: a file may be added, never edited.
"""

import json
from functools import reduce
from pathlib import Path
from typing import Any

import pytest

from adapters.webhooks import payloads
from adapters.webhooks.activities import ActivityFact
from adapters.webhooks.payloads import SessionFact
from domain.message.events import MessageEvent
from domain.message.evolve import evolve
from domain.message.message import Message
from domain.whatsapp import Ack, CallStatus, GroupAction
from domain.whatsapp_session.rules import WEBHOOK_EVENTS
from projections.webhook_names import RECEIVED_FROM, WEBHOOKS, webhooks_of
from tests.support import a

GOLDEN = Path(__file__).parent / "golden"

LID_KEY = a.THEIR_KEY.model_copy(update={"remote_jid": "1234567890@lid"})
CHANNEL_KEY = a.THEIR_KEY.model_copy(update={"remote_jid": "120363000@newsletter"})
IMAGE = {"imageMessage": {"caption": "Look!", "mimetype": "image/jpeg"}}

POLL = {
    "pollCreationMessage": {
        "name": "When?",
        "options": [{"optionName": "At nine"}, {"optionName": "At ten"}],
        "selectableOptionsCount": 0,
    }
}

VALUES = {
    GroupAction.ANNOUNCE: "true",
    GroupAction.RESTRICT: "false",
    GroupAction.INVITE: "AbCdEf",
    GroupAction.PICTURE: None,
}
MEMBERS = (
    GroupAction.ADDED,
    GroupAction.REMOVED,
    GroupAction.PROMOTED,
    GroupAction.DEMOTED,
)

STORIES: dict[str, tuple[MessageEvent, ...]] = {
    "sent": (a.message_accepted(), a.message_sent()),
    "failed": (
        a.message_accepted(),
        a.message_failed(reason="34600111222 is not on WhatsApp."),
    ),
    "read": (
        a.message_accepted(),
        a.message_sent(),
        a.message_acknowledged(ack=Ack.READ),
    ),
    "received": (a.message_received(),),
    "from-hidden-number": (a.message_received(key=LID_KEY),),
    "in-group": (a.message_received(key=a.GROUP_KEY),),
    "in-channel": (a.message_received(key=CHANNEL_KEY, push_name=None),),
    "image": (a.message_received(content=IMAGE),),
    "edited": (a.message_accepted(), a.message_sent(), a.message_edited()),
    "revoked": (a.message_accepted(), a.message_sent(), a.message_revoked()),
    "reacted": (a.message_accepted(), a.message_sent(), a.message_reacted()),
    "reacted-in-group": (
        a.message_received(key=a.GROUP_KEY),
        a.message_reacted(key=a.GROUP_KEY, message_id=100043),
    ),
    "reaction-of-ours": (
        a.message_received(),
        a.message_reacted(
            key=a.THEIR_KEY, message_id=100043, from_me=True, reaction_id=None
        ),
    ),
    "voted": (
        a.message_accepted(content=POLL),
        a.message_sent(),
        a.message_poll_voted(options=("At ten",)),
        a.message_poll_voted(voter="34600111223@s.whatsapp.net"),
        a.message_poll_voted(options=("At ten", "Never")),
    ),
    "from-own-phone": (a.message_received(key=a.KEY, push_name=None),),
}
"""What happened to one message; the webhooks of the last event are written."""

MOVES: dict[str, SessionFact] = {
    "connecting": a.session_connecting(),
    "need_scan": a.session_qr_shown(),
    "connected": a.session_connected(),
    "disconnected": a.session_disconnected(),
    "logged_out": a.session_logged_out(),
    "expired": a.session_expired(),
}

ACTIVITIES: dict[str, ActivityFact] = {
    "offered": a.call_seen(),
    "ended": a.call_seen(status=CallStatus.ENDED, is_video=True),
    **{
        action.value: a.group_changed(
            action=action, participants=(), value=VALUES.get(action, "Friends")
        )
        for action in GroupAction
        if action not in MEMBERS
    },
    **{it.value: a.group_changed(action=it) for it in MEMBERS},
}


def written() -> dict[str, bytes]:
    """Every body, by the name of its file."""
    bodies = {}
    for story, events in STORIES.items():
        message, last = reduce(evolve, events, None), events[-1]
        assert isinstance(message, Message)
        for name in webhooks_of(last):  # type: ignore[arg-type]
            data = payloads.message_data(name, last, message)  # type: ignore[arg-type]
            bodies[f"{name}.{story}"] = payloads.body(name, 12, last.at, data)
    for happening, fact in {**MOVES, **ACTIVITIES}.items():
        for name in webhooks_of(fact):
            data = payloads.fact_data(name, fact)
            bodies[f"{name}.{happening}"] = payloads.body(name, 12, fact.at, data)
    return bodies


@pytest.mark.parametrize("name", written())
def test_a_body_is_what_clients_know(name: str) -> None:
    body: Any = json.loads(written()[name])

    assert body == json.loads((GOLDEN / f"{name}.json").read_text())


def test_every_file_is_still_written() -> None:
    assert {path.stem for path in GOLDEN.iterdir()} == {*written()}


def test_every_webhook_is_one_that_can_be_chosen() -> None:
    names = {name for names in WEBHOOKS.values() for name in names}

    assert names | {*RECEIVED_FROM.values()} <= WEBHOOK_EVENTS
