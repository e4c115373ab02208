"""WhatsApp's keys of messages, as clients give them back to us."""

from pydantic import Field

from domain.kernel import Invalid
from domain.message.rules import is_group
from domain.text import is_title
from domain.whatsapp import KEY_ID_LENGTH, MessageKey
from entrypoints.http import jids
from entrypoints.http.asking import OwnWhatsapp
from entrypoints.http.bodies import ContractBody
from projections.message_queries import messages_of_key


class KeyBody(ContractBody):
    """As webhooks tell it; ``participant`` is the author in a group."""

    id: str
    remote_jid: str = Field(alias="remoteJid")
    from_me: bool | None = Field(default=None, alias="fromMe")
    participant: str | None = None


def whole(whatsapp: OwnWhatsapp, given: KeyBody) -> MessageKey:
    """With the author in a group, where the client left that out and we know it.

    Raises Invalid. Reads a table, so not for the event loop.
    """
    if not is_title(given.id, most=KEY_ID_LENGTH):
        raise Invalid(**{"key.id": "The key.id field is no message's id."})
    key = MessageKey(
        id=given.id,
        remote_jid=jids.chat(given.remote_jid, field="key.remoteJid"),
        from_me=bool(given.from_me),
        participant=_author(given),
    )
    known = key.participant or not is_group(key.remote_jid)
    return key if known else _completed(whatsapp, key)


def _author(given: KeyBody) -> str | None:
    if not given.participant:
        return None
    return jids.person(given.participant, field="key.participant")


def _completed(whatsapp: OwnWhatsapp, key: MessageKey) -> MessageKey:
    with whatsapp.program.settled() as rows:
        known = messages_of_key(rows, whatsapp.caller.session_id, key.id)
    for row in known:
        if (row.remoteJid, row.key["fromMe"]) == (key.remote_jid, key.from_me):
            author = row.key.get("participant")
            return key.model_copy(update={"participant": author})
    return key
