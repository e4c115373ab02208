"""What every WhatsApp does with messages beyond texts. Inherited like ``contract.py``.

The test module gives the fixture ``messages`` beside ``whatsapp`` and ``phone``.
"""

import asyncio
from datetime import datetime
from pathlib import Path

import pytest

from domain.whatsapp import (
    Ack,
    Content,
    EditSeen,
    Linked,
    MessageKey,
    MessageSeen,
    PollVoteSeen,
    Presence,
    ReactionSeen,
    Refused,
    RevokeSeen,
    SendRefused,
)
from tests.adapters.whatsapp_web.contract import FRIEND, Session, text
from tests.adapters.whatsapp_web.hearing import PATIENCE_SECONDS
from tests.adapters.whatsapp_web.message_kinds import (
    FRIENDS_JID,
    INCOMING,
    OUTGOING,
    POLL,
    an_answer_to,
    file_at,
    kind_of,
    outgoing,
)
from tests.adapters.whatsapp_web.message_phones import PICTURE, MessagePhone

HAPPENINGS = (EditSeen, RevokeSeen, ReactionSeen, PollVoteSeen)


async def found_since(
    since: datetime, session: Session, *keys: MessageKey
) -> set[tuple[type, str]]:
    """What happened to these. It may take the page a while to hear of all of it."""
    ids = {key.id for key in keys}
    found: set[tuple[type, str]] = set()
    async with asyncio.timeout(PATIENCE_SECONDS):
        while len(found) < len(HAPPENINGS):
            told = await session.page.seen_since(since)
            happened = [it for it in told if isinstance(it, HAPPENINGS)]
            found |= {(type(it), it.key.id) for it in happened if it.key.id in ids}
            await asyncio.sleep(0.1)
    return found


@pytest.mark.asyncio(loop_scope="class")
class MessagesContract:
    """A linked page and messages: all tests of a class share one."""

    # --- what goes out ----------------------------------------------------------------

    @pytest.mark.parametrize("name", OUTGOING)
    async def test_every_kind_arrives_with_what_it_says(
        self, shared: Session, messages: MessagePhone, picture: Path, name: str
    ) -> None:
        content, mimetype, kind, expected = OUTGOING[name]
        file = file_at(picture, mimetype) if mimetype else None
        sent = await shared.page.send(message := outgoing(content, file))

        assert sent.key == message.key
        assert sent.ack >= Ack.SENT
        if arrived := await messages.arrived(message.key):
            assert arrived.type == kind
            assert arrived.content.items() >= expected.items()
            assert arrived.file == (PICTURE if file else None)

    async def test_a_file_is_sent_once_for_a_key(
        self, shared: Session, messages: MessagePhone, picture: Path
    ) -> None:
        content: Content = {"imageMessage": {"url": "u", "caption": "once"}}
        message = outgoing(content, file_at(picture))
        first = await shared.page.send(message)

        assert await shared.page.send(message) == first
        if arrived := await messages.arrived(message.key):
            assert arrived.file == PICTURE

    async def test_a_message_without_its_file_is_refused(self, shared: Session) -> None:
        with pytest.raises(SendRefused, match="file"):
            await shared.page.send(outgoing({"imageMessage": {"url": "u"}}))

    async def test_an_answer_names_what_it_answers(
        self, shared: Session, messages: MessagePhone
    ) -> None:
        said: Content = {"conversation": "how are you?"}
        asked = await messages.say(
            shared.number, FRIEND, {"text": "how are you?"}, said
        )
        await shared.heard.next(MessageSeen)
        await shared.page.send(own := text())
        for answered in (asked, own.key):
            answer = outgoing(an_answer_to(answered.id))
            await shared.page.send(answer)

            if arrived := await messages.arrived(answer.key):
                assert arrived.content["quoted"] == answered.id

    async def test_an_answer_to_nothing_is_refused(self, shared: Session) -> None:
        with pytest.raises(SendRefused, match="does not know"):
            await shared.page.send(outgoing(an_answer_to("3EB0NOTHING")))

    # --- what comes in ----------------------------------------------------------------

    @pytest.mark.parametrize("name", INCOMING)
    async def test_every_kind_is_told_in_the_contracts_shape(
        self, shared: Session, messages: MessagePhone, name: str
    ) -> None:
        said, content, file = INCOMING[name]
        key = await messages.say(shared.number, FRIEND, said, content, file=file)

        seen = await shared.heard.next(MessageSeen)
        assert seen.key == key
        kind, part = kind_of(seen.content)
        expected_kind, expected = kind_of(content)
        assert kind == expected_kind
        assert part.items() >= expected.items()

    async def test_a_file_that_came_is_written_where_it_is_wanted(
        self, shared: Session, messages: MessagePhone, tmp_path: Path
    ) -> None:
        said, content, file = INCOMING["image"]
        key = await messages.say(shared.number, FRIEND, said, content, file=file)
        await shared.heard.next(MessageSeen)
        downloaded = await shared.page.chats.download(key, tmp_path / "new")

        assert downloaded.mimetype == "image/png"
        assert downloaded.size == len(PICTURE)
        assert (tmp_path / "new").read_bytes() == PICTURE

    async def test_a_file_that_is_gone_is_refused(
        self, shared: Session, messages: MessagePhone, tmp_path: Path
    ) -> None:
        said, content, _ = INCOMING["image"]
        key = await messages.say(shared.number, FRIEND, said, content, file=b"other")
        await shared.heard.next(MessageSeen)
        await messages.forget_media(shared.number, key)

        with pytest.raises(Refused, match="does not have the file"):
            await shared.page.chats.download(key, tmp_path / "new")
        assert not (tmp_path / "new").exists()

    # --- what becomes of messages -----------------------------------------------------

    async def test_an_edit_arrives_and_is_told(
        self, shared: Session, messages: MessagePhone
    ) -> None:
        await shared.page.send(message := text(body="helo"))
        await shared.page.chats.edit(message.key, "hello")

        edit = await shared.heard.next(EditSeen)
        assert (edit.key, edit.content) == (message.key, {"conversation": "hello"})
        if arrived := await messages.arrived(message.key):
            assert (arrived.body, arrived.edits) == ("hello", 1)

    async def test_an_edit_can_be_asked_for_twice(
        self, shared: Session, messages: MessagePhone
    ) -> None:
        await shared.page.send(message := text(body="helo"))
        for _ in range(2):
            await shared.page.chats.edit(message.key, "hello")

        if arrived := await messages.arrived(message.key):
            assert (arrived.body, arrived.edits) == ("hello", 1)

    async def test_a_message_is_deleted_for_everyone(
        self, shared: Session, messages: MessagePhone
    ) -> None:
        await shared.page.send(message := text())
        await shared.page.chats.revoke(message.key)
        await shared.page.chats.revoke(message.key)

        assert (await shared.heard.next(RevokeSeen)).key == message.key
        if arrived := await messages.arrived(message.key):
            assert arrived.revoked
        with pytest.raises(Refused, match="deleted"):
            await shared.page.chats.edit(message.key, "too late")

    async def test_a_reaction_arrives_and_is_told(
        self, shared: Session, messages: MessagePhone
    ) -> None:
        await shared.page.send(message := text())
        await shared.page.chats.react(message.key, "👍")

        seen = await shared.heard.next(ReactionSeen)
        assert (seen.key, seen.text, seen.from_me) == (message.key, "👍", True)
        if arrived := await messages.arrived(message.key):
            assert arrived.reactions == ["👍"]
        await shared.page.chats.react(message.key, "")
        if arrived := await messages.arrived(message.key):
            assert not arrived.reactions

    async def test_what_is_not_there_can_not_be_changed(
        self, shared: Session, messages: MessagePhone
    ) -> None:
        nothing = text().key
        theirs = await messages.say(
            shared.number, FRIEND, {"text": "mine"}, {"conversation": "mine"}
        )
        await shared.heard.next(MessageSeen)
        chats = shared.page.chats
        for refused in (
            chats.edit(nothing, "x"),
            chats.revoke(nothing),
            chats.react(nothing, "x"),
            chats.edit(theirs, "x"),
            chats.revoke(theirs),
        ):
            with pytest.raises(Refused):
                await refused

    async def test_what_others_do_to_their_messages_is_told(
        self, shared: Session, messages: MessagePhone
    ) -> None:
        key = await messages.say(
            shared.number, FRIEND, {"text": "helo"}, {"conversation": "helo"}
        )
        await shared.heard.next(MessageSeen)
        await messages.edit(shared.number, key, "hello")
        edit = await shared.heard.next(EditSeen)
        assert (edit.key, edit.content) == (key, {"conversation": "hello"})

        await messages.revoke(shared.number, key)
        assert (await shared.heard.next(RevokeSeen)).key == key

    async def test_reactions_of_others_are_told(
        self, shared: Session, messages: MessagePhone
    ) -> None:
        await shared.page.send(message := text())
        for emoji in ("👍", ""):
            await messages.react(shared.number, FRIEND, message.key, emoji)
            seen = await shared.heard.next(ReactionSeen)
            assert (seen.key, seen.text) == (message.key, emoji)
            assert (seen.sender, seen.from_me) == (FRIENDS_JID, False)

    async def test_votes_are_told_and_replace_each_other(
        self, shared: Session, messages: MessagePhone
    ) -> None:
        await shared.page.send(poll := outgoing(POLL))
        for options in (("Now",), ("Later",), ()):
            await messages.vote(shared.number, FRIEND, poll.key, options)
            seen = await shared.heard.next(PollVoteSeen)
            assert (seen.key, seen.voter) == (poll.key, FRIENDS_JID)
            assert seen.options == options

    # --- chats ------------------------------------------------------------------------

    async def test_a_chat_is_marked_as_read(
        self, shared: Session, messages: MessagePhone
    ) -> None:
        key = await messages.say(
            shared.number, FRIEND, {"text": "read me"}, {"conversation": "read me"}
        )
        await shared.heard.next(MessageSeen)
        await shared.page.chats.mark_read(key)

        assert FRIENDS_JID in await messages.read_by(shared.number)

    @pytest.mark.parametrize(
        "presence", [Presence.COMPOSING, Presence.RECORDING, Presence.PAUSED]
    )
    async def test_what_we_do_is_shown_in_a_chat(
        self, shared: Session, messages: MessagePhone, presence: Presence
    ) -> None:
        await shared.page.chats.show_presence(FRIENDS_JID, presence)

        assert await messages.shown_by(shared.number, FRIENDS_JID) == presence

    async def test_coming_and_going_can_be_shown(self, shared: Session) -> None:
        for presence in (Presence.AVAILABLE, Presence.UNAVAILABLE):
            await shared.page.chats.show_presence(FRIENDS_JID, presence)

    # --- what happened while away -----------------------------------------------------

    async def test_what_happened_while_closed_is_found_afterwards(
        self, shared: Session, messages: MessagePhone
    ) -> None:
        theirs = await messages.say(
            shared.number, FRIEND, {"text": "helo"}, {"conversation": "helo"}
        )
        since = (await shared.heard.next(MessageSeen)).sent_at
        gone = await messages.say(
            shared.number, FRIEND, {"text": "oops"}, {"conversation": "oops"}
        )
        await shared.heard.next(MessageSeen)
        await shared.page.send(poll := outgoing(POLL))
        await shared.page.close()

        await messages.edit(shared.number, theirs, "hello")
        await messages.revoke(shared.number, gone)
        await messages.react(shared.number, FRIEND, poll.key, "👍")
        await messages.vote(shared.number, FRIEND, poll.key, ["Now"])
        await shared.open()
        await shared.heard.next(Linked)

        assert await found_since(since, shared, theirs, gone, poll.key) == {
            (EditSeen, theirs.id),
            (RevokeSeen, gone.id),
            (ReactionSeen, poll.key.id),
            (PollVoteSeen, poll.key.id),
        }
