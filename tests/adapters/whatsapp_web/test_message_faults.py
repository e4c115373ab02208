"""Files that are big, lost or late; links; groups, where keys name their authors."""

import asyncio
import hashlib
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from adapters.whatsapp_web.page import WebPage
from adapters.whatsapp_web.whatsapp_web import WhatsappWeb
from domain.whatsapp import (
    Ack,
    Content,
    EditSeen,
    Linked,
    MessageSeen,
    Outgoing,
    PageLost,
    PollVoteSeen,
    ReactionSeen,
    RevokeSeen,
)
from tests.adapters.whatsapp_web.contract import FRIEND, GROUP, Session, text
from tests.adapters.whatsapp_web.message_kinds import (
    FRIENDS_JID,
    POLL,
    file_at,
    outgoing,
)
from tests.adapters.whatsapp_web.message_phones import PICTURE, SandboxMessagePhone
from tests.adapters.whatsapp_web.phones import SandboxPhone

MB = 1024**2


@pytest.fixture(scope="class")
def whatsapp(web: WhatsappWeb) -> WhatsappWeb:
    return web


@pytest.fixture(scope="class")
def phone(sandbox_phone: SandboxPhone) -> SandboxPhone:
    return sandbox_phone


@pytest.fixture(scope="class")
def messages(sandbox_url: str) -> SandboxMessagePhone:
    return SandboxMessagePhone(sandbox_url)


def image(path: Path) -> Outgoing:
    return outgoing({"imageMessage": {"url": "u"}}, file_at(path))


async def javascript(page: object, expression: str) -> None:
    assert isinstance(page, WebPage)
    await page.calls.devtools("Runtime.evaluate", expression=expression, deadline=20.0)


@pytest.mark.asyncio(loop_scope="class")
class TestFiles:
    async def test_a_document_of_50_mb_goes_out_and_comes_back(
        self, shared: Session, messages: SandboxMessagePhone, tmp_path: Path
    ) -> None:
        big = tmp_path / "big"
        big.write_bytes(b"0123456789abcdef" * (50 * MB // 16))
        content: Content = {"documentMessage": {"url": "u", "fileName": "big.bin"}}
        await shared.page.send(message := outgoing(content, file_at(big)))
        arrived = await messages.arrived(message.key)
        assert arrived.content["size"] == 50 * MB

        downloaded = await shared.page.chats.download(message.key, tmp_path / "back")
        assert downloaded.size == 50 * MB
        assert downloaded.name == "big.bin"
        assert digest(tmp_path / "back") == digest(big)

    async def test_a_lost_answer_does_not_double_a_file(
        self,
        shared: Session,
        phone: SandboxPhone,
        messages: SandboxMessagePhone,
        picture: Path,
    ) -> None:
        message = image(picture)
        await phone.lose_next_answer(shared.number)
        with suppress(PageLost):
            await shared.page.send(message)

        assert (await shared.page.send(message)).ack >= Ack.SENT
        assert (await messages.arrived(message.key)).file == PICTURE

    async def test_a_file_that_whatsapp_gave_up_can_be_sent_again(
        self,
        shared: Session,
        phone: SandboxPhone,
        messages: SandboxMessagePhone,
        picture: Path,
    ) -> None:
        message = image(picture)
        await phone.refuse_next(shared.number)
        with pytest.raises(PageLost):
            await shared.page.send(message)

        assert (await shared.page.send(message)).ack >= Ack.SENT
        assert (await messages.arrived(message.key)).file == PICTURE

    async def test_a_page_that_loads_anew_while_it_uploads_sends_once(
        self, shared: Session, messages: SandboxMessagePhone, tmp_path: Path
    ) -> None:
        big = tmp_path / "big"
        big.write_bytes(PICTURE * 100_000)
        message = image(big)
        sending = asyncio.create_task(shared.page.send(message))
        await javascript(shared.page, "setTimeout(() => location.reload(), 50)")
        with suppress(PageLost):
            await sending
        await shared.heard.next(Linked)

        assert (await shared.page.send(message)).ack >= Ack.SENT
        assert (await messages.arrived(message.key)).content["size"] == len(
            PICTURE * 100_000
        )

    async def test_two_who_ask_at_once_upload_once(
        self, shared: Session, phone: SandboxPhone, picture: Path
    ) -> None:
        message = image(picture)
        first, second = await asyncio.gather(
            shared.page.send(message), shared.page.send(message)
        )

        assert first == second
        assert await phone.arrivals_of(message.key.id) == 1

    async def test_a_file_that_is_not_there_is_a_fault_and_no_message(
        self, shared: Session, phone: SandboxPhone, tmp_path: Path
    ) -> None:
        message = image(tmp_path / "nothing")
        with pytest.raises(PageLost, match="gone"):
            await shared.page.send(message)

        assert await phone.arrivals_of(message.key.id) == 0

    async def test_a_file_written_by_the_phone_itself_is_told(
        self, shared: Session, sandbox_url: str, tmp_path: Path
    ) -> None:
        upload = {"file": ("me.png", PICTURE, "image/png")}
        async with httpx.AsyncClient(base_url=sandbox_url, timeout=30) as http:
            file = (await http.post("/phone/media", files=upload)).json()
            said = {"phone": shared.number, "to": FRIEND, "image": file}
            answer = await http.post("/phone/outgoing", json=said)
        assert answer.is_success, answer.text

        seen = await shared.heard.next(MessageSeen)
        assert seen.key.from_me
        await shared.page.chats.download(seen.key, tmp_path / "mine")
        assert (tmp_path / "mine").read_bytes() == PICTURE


@pytest.mark.asyncio(loop_scope="class")
class TestTexts:
    async def test_a_link_goes_out_with_what_whatsapp_shows_of_it(
        self, shared: Session, messages: SandboxMessagePhone
    ) -> None:
        message = text(body="see https://example.org/a")
        await shared.page.send(message)

        arrived = await messages.arrived(message.key)
        assert arrived.body == "see https://example.org/a"
        assert arrived.content["link"]["title"] == "example.org"

    async def test_a_preview_that_does_not_come_is_done_without(
        self, shared: Session, messages: SandboxMessagePhone
    ) -> None:
        await javascript(
            shared.page,
            "require('WAWebLinkPreviewChatAction').getLinkPreview ="
            " () => new Promise(() => {})",
        )
        message = text(body="see https://example.org/a")
        await shared.page.send(message)

        arrived = await messages.arrived(message.key)
        assert arrived.body == "see https://example.org/a"
        assert "link" not in arrived.content


@pytest.mark.asyncio(loop_scope="class")
class TestGroups:
    async def test_in_a_group_all_of_it_works_too(
        self,
        shared: Session,
        phone: SandboxPhone,
        messages: SandboxMessagePhone,
    ) -> None:
        theirs_id = await phone.receive(shared.number, FRIEND, "welcome", group=GROUP)
        theirs = (await shared.heard.next(MessageSeen)).key
        assert theirs.participant == FRIENDS_JID
        mine = text(GROUP)
        await shared.page.send(mine)

        await shared.page.chats.react(theirs, "👍")
        assert (await shared.heard.next(ReactionSeen)).key == theirs
        assert await messages.reactions_on(theirs) == ["👍"]
        await shared.page.chats.edit(mine.key, "better")
        assert (await shared.heard.next(EditSeen)).key == mine.key
        await messages.react(shared.number, FRIEND, mine.key, "🎉")
        seen = await shared.heard.next(ReactionSeen)
        assert (seen.key, seen.sender) == (mine.key, FRIENDS_JID)
        await messages.revoke(shared.number, theirs)
        assert (await shared.heard.next(RevokeSeen)).key == theirs
        assert theirs.id == theirs_id

    async def test_a_restarted_page_still_knows_the_groups_messages(
        self,
        shared: Session,
        phone: SandboxPhone,
        messages: SandboxMessagePhone,
    ) -> None:
        await phone.receive(shared.number, FRIEND, "welcome", group=GROUP)
        theirs = (await shared.heard.next(MessageSeen)).key
        poll = text(GROUP).model_copy(update={"content": POLL})
        await shared.page.send(poll)
        await shared.page.close()
        await shared.open()
        await shared.heard.next(Linked)

        context = {"stanzaId": theirs.id, "participant": theirs.participant}
        part = {"text": "thanks", "contextInfo": context}
        answer = text(GROUP).model_copy(
            update={"content": {"extendedTextMessage": part}}
        )
        await shared.page.send(answer)
        assert (await messages.arrived(answer.key)).content["quoted"] == theirs.id
        await messages.vote(shared.number, FRIEND, poll.key, ["Later"])
        seen = await shared.heard.next(PollVoteSeen)
        assert (seen.key, seen.options) == (poll.key, ("Later",))
        await shared.page.chats.revoke(poll.key)
        assert (await shared.heard.next(RevokeSeen)).key == poll.key

    async def test_what_is_quoted_is_told(
        self, shared: Session, messages: SandboxMessagePhone
    ) -> None:
        await shared.page.send(mine := text(body="how are you?"))
        said = {"text": "fine", "reply": mine.key.id}
        await messages.say(shared.number, FRIEND, said, {})

        seen = await shared.heard.next(MessageSeen)
        part = seen.content["extendedTextMessage"]
        assert isinstance(part, dict)
        assert part["contextInfo"] == {
            "stanzaId": mine.key.id,
            "participant": f"{shared.number}@s.whatsapp.net",
            "quotedMessage": {"conversation": "how are you?"},
        }


def digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
