"""Which message a report of WhatsApp's is about.

What came in has a claim on its key, taken in the same commit, so the log itself knows
it at once. What goes out has none, which would cost every send; but it goes out only
once the tables show it, so the tables know every message that WhatsApp can speak of.
"""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import Engine

from adapters.database import reading
from domain.message.recording import key_claim
from domain.ports import Claims
from domain.whatsapp import MessageKey
from projections.message_queries import messages_of_key

LIDS: Final = "lid"
NUMBERS: Final = "s.whatsapp.net"


class KnownMessages:
    def __init__(self, claims: Claims, tables: Engine) -> None:
        self._claims = claims
        self._tables = tables

    def find(self, session_id: int, key: MessageKey) -> int | None:
        """The id of the session's message of this key; None when none is known."""
        if not key.from_me:
            return self._in_log(session_id, key) or self._in_tables(session_id, key)
        return self._in_tables(session_id, key) or self._in_log(session_id, key)

    def _in_log(self, session_id: int, key: MessageKey) -> int | None:
        return self._claims.holder(key_claim(session_id, key))

    def _in_tables(self, session_id: int, key: MessageKey) -> int | None:
        with reading(self._tables) as rows:
            found = messages_of_key(rows, session_id, key.id)
        return next((row.id for row in found if _is_meant(row.key, key)), None)


def _is_meant(shown: Mapping[str, Any], key: MessageKey) -> bool:
    """Also where it is told in another form: a person can have a number and a LID.

    Only its owner makes ids of ``from_me``, but the id of a message that came in could
    be another's too: there the chat must be the same, and who wrote it, where told.
    """
    if shown["fromMe"] != key.from_me:
        return False
    author, told = shown.get("participant"), key.participant
    same_author = None in {author, told} or _may_be_one(str(author), str(told))
    same_chat = _may_be_one(shown["remoteJid"], key.remote_jid)
    return key.from_me or (same_chat and same_author)


def _may_be_one(shown: str, told: str) -> bool:
    """WhatsApp names who writes by a LID until it knows the number, and then by that.

    Two with numbers, or with LIDs, are two people, whoever chose the other's id.
    """
    return shown == told or {_server(shown), _server(told)} == {LIDS, NUMBERS}


def _server(jid: str) -> str:
    return jid.rpartition("@")[2]
