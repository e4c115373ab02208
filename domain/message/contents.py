"""What WhatsApp is to get of a draft, in the contract's shape, for each kind there is.

What a message answers or mentions is its ``contextInfo``. An answer names WhatsApp's
id of the other message as ``stanzaId``, and as ``participant`` who wrote that; of what
was written here there is no ``participant``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, TypeAlias

from pydantic import JsonValue

from domain.kernel import Invalid
from domain.message.drafts import Draft
from domain.message.kinds import MediaKind
from domain.message.parts import contact, document, location, media, poll
from domain.message.rules import checked_text, is_channel, jid_of, text_content
from domain.whatsapp import Content

__all__ = ["MediaKind", "content_of", "media_of", "words_of"]

CAPTION_LENGTH: Final = 1024
MENTIONS: Final = 1024
"""As many as a group has members."""

Part: TypeAlias = dict[str, JsonValue]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of message; ``field`` is what asks for it in the contract."""

    field: str
    attribute: str
    part: str
    build: Callable[[Draft], Part]
    captioned: bool = False
    once: bool = False
    """Whether it can be for one view only."""


def _file(kind: MediaKind, *, captioned: bool = False, once: bool = False) -> Kind:
    attribute = f"{kind}_url"
    build = document if kind is MediaKind.DOCUMENT else media(kind)
    return Kind(kind.field, attribute, kind.part, build, captioned, once)


KINDS: Final = (
    _file(MediaKind.IMAGE, captioned=True, once=True),
    _file(MediaKind.VIDEO, captioned=True, once=True),
    _file(MediaKind.DOCUMENT, captioned=True),
    _file(MediaKind.AUDIO, once=True),
    _file(MediaKind.STICKER),
    Kind("contact", "contact", "contactMessage", contact),
    Kind("location", "location", "locationMessage", location),
    Kind("poll", "poll", "pollCreationMessage", poll),
)
"""Whatever is not text."""


def content_of(draft: Draft, answered: Mapping[str, str] | None = None) -> Content:
    """``answered`` is what the message replies to. Raises Invalid, by field."""
    kind = _kind_of(draft)
    context = {**(answered or {}), **_mentions(draft)}
    _check_channel(draft, kind, context)
    if draft.view_once and not (kind and kind.once):
        raise Invalid(viewOnce="Only an image, a video or audio can be view once.")
    if kind is None:
        return _text(draft.text or "", context)
    part = {**kind.build(draft), **_caption(draft, kind)}
    if draft.view_once:
        part["viewOnce"] = True
    return {kind.part: {**part, "contextInfo": context} if context else part}


def media_of(content: Content) -> tuple[MediaKind, str] | None:
    """The file that is to go out with it, and where it is; None when there is none."""
    for kind in MediaKind:
        part = content.get(kind.part)
        if isinstance(part, dict) and isinstance(url := part.get("url"), str):
            return kind, url
    return None


def words_of(content: Content) -> str:
    """What a person would read of it: the text, or a file's caption."""
    plain = content.get("conversation")
    if isinstance(plain, str):
        return plain
    for part in content.values():
        if isinstance(part, dict):
            words = part.get("text") or part.get("caption")
            if isinstance(words, str):
                return words
    return ""


def _kind_of(draft: Draft) -> Kind | None:
    """What it is beside text. Raises Invalid when it is more than one thing."""
    chosen = [kind for kind in KINDS if getattr(draft, kind.attribute)]
    alone = "A message has one content; send the {} as a message of its own."
    if others := chosen[1:]:
        raise Invalid(**{it.field: alone.format(it.field) for it in others})
    if chosen and _said(draft) and not chosen[0].captioned:
        raise Invalid(text=f"A caption can't go with {chosen[0].field}; send it alone.")
    return chosen[0] if chosen else None


def _said(draft: Draft) -> bool:
    return bool(draft.text and draft.text.strip())


def _check_channel(
    draft: Draft, kind: Kind | None, context: Mapping[str, object]
) -> None:
    if not (kind or context) or not is_channel(jid_of(draft.to)):
        return
    if kind:
        raise Invalid(**{kind.field: "A channel takes text only."})
    if context:
        field = "replyTo" if "stanzaId" in context else "mentions"
        raise Invalid(**{field: "A channel takes text only."})


def _text(text: str, context: Part) -> Content:
    plain = text_content(text)
    if not context:
        return plain
    return {"extendedTextMessage": {"text": text, "contextInfo": context}}


def _caption(draft: Draft, kind: Kind) -> Part:
    if not kind.captioned or not _said(draft):
        return {}
    return {"caption": checked_text(draft.text or "", most=CAPTION_LENGTH)}


def _mentions(draft: Draft) -> Part:
    if len(draft.mentions) > MENTIONS:
        raise Invalid(mentions=f"The mentions may be {MENTIONS} at most.")
    jids = [jid_of(it, field="mentions") for it in draft.mentions]
    return {"mentionedJid": [*dict.fromkeys(jids)]} if jids else {}
