"""What a customer and a phone were promised, and whether it was kept.

A call that was answered is a promise. One whose answer was lost may or may not have
had its effect: then once is right, and so is never; twice is not.
"""

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from domain.chat_activity.events import GroupChanged
from domain.reference import MessageStatus
from domain.whatsapp import GroupAction
from projections.webhook_names import GROUPS, RECEIVED, RECEIVED_FROM, WEBHOOKS
from tests.support.receiver import Receiver


@dataclass
class Ledger:
    accepted: list[str] = field(default_factory=list)
    """Texts the gateway said it would send, in that order."""
    written: dict[str, str] = field(default_factory=dict)
    """Texts that others wrote, by key id."""
    read: set[str] = field(default_factory=set)
    """Key ids of what the friend has read."""
    unanswered: list[str] = field(default_factory=list)

    def must_be_on_the_phone(
        self, sent: Sequence[dict[str, Any]], *, offered_again: int
    ) -> None:
        """WhatsApp Web itself offers what was under way when it died once more.

        It does so under the same id, by which WhatsApp knows it. Messages go out one
        after the other, so there is one such message at most for each death.
        """
        arrived = [it["body"] for it in sent]
        once(arrived, self.accepted, self.unanswered)
        assert [it for it in arrived if it in self.accepted] == self.accepted
        assert len({it["id"] for it in sent}) == len(sent)
        assert sum(it["arrivals"] - 1 for it in sent) <= offered_again

    def must_be_rows(self, home: Path) -> None:
        texts = column(home, "SELECT message ->> 'conversation' FROM messages")
        once(texts, [*self.accepted, *self.written.values()], self.unanswered)


def read_rows(home: Path) -> set[str]:
    """The key ids that the tables show as read."""
    status = MessageStatus.READ.row_id
    query = f"SELECT key_id FROM messages WHERE message_session_status_id = {status}"  # noqa: S608
    return {*column(home, query)}


def column(home: Path, query: str) -> list[str]:
    with closing(sqlite3.connect(home / "tables.db")) as tables:
        return [value for (value,) in tables.execute(query)]


def once(found: Iterable[str], sure: Iterable[str], possible: Iterable[str]) -> None:
    """All that is sure is there, once; what is possible at most once; nothing else."""
    counted = Counter(found)
    assert counted.keys() >= {*sure}
    assert counted.keys() <= {*sure, *possible}
    assert [it for it, times in counted.items() if times > 1] == []


def webhooks_due(events: Iterable[dict[str, Any]]) -> set[str]:
    """The ids of all deliveries that the log calls for."""
    names = {kind.TYPE: names for kind, names in WEBHOOKS.items()}
    return {
        f"{it['position']}.{name}"
        for it in events
        for name in (*_names(it, names), *_came_in(it))
    }


def _names(event: dict[str, Any], names: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """Of a change in a group there is one, by what changed."""
    if event["type"] != GroupChanged.TYPE:
        return names.get(event["type"], ())
    return (GROUPS.get(GroupAction(event["data"]["action"]), "groups.update"),)


def _came_in(event: dict[str, Any]) -> Sequence[str]:
    """What the person wrote on the phone itself did not come in."""
    if event["type"] != "message.received" or event["data"]["key"]["from_me"]:
        return ()
    _, _, domain = event["data"]["key"]["remote_jid"].rpartition("@")
    return (RECEIVED, RECEIVED_FROM[domain])


def each_always_says_the_same(receiver: Receiver) -> None:
    bodies = defaultdict[str, set[bytes]](set)
    for post in receiver.posts:
        bodies[post.id].add(post.raw)
    assert {name: said for name, said in bodies.items() if len(said) > 1} == {}
