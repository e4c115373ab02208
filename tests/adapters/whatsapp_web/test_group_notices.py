"""A change in a group is told once, however late WhatsApp Web's notice of it comes."""

import json
import time

import pytest

from adapters.whatsapp_web.page import WebPage
from adapters.whatsapp_web.wa_js import HERE
from adapters.whatsapp_web.whatsapp_web import WhatsappWeb
from domain.whatsapp import GroupChanged
from tests.adapters.whatsapp_web.contract import Session
from tests.adapters.whatsapp_web.phones import SandboxPhone

GROUP = "120363000000000001@g.us"
ANA, BOB, EVA = (f"3460044400{it}@c.us" for it in (1, 2, 3))


@pytest.fixture(scope="class")
def whatsapp(web: WhatsappWeb) -> WhatsappWeb:
    return web


@pytest.fixture(scope="class")
def phone(sandbox_phone: SandboxPhone) -> SandboxPhone:
    return sandbox_phone


async def javascript(session: Session, expression: str) -> object:
    assert isinstance(session.page, WebPage)
    answer = await session.page.calls.devtools(
        "Runtime.evaluate", expression=expression, returnByValue=True, deadline=30.0
    )
    assert "exceptionDetails" not in answer, answer
    value: object = answer["result"].get("value")
    return value


async def wa_js_tells(session: Session, *added: str) -> None:
    change = {
        "groupId": GROUP,
        "author": ANA,
        "operation": "add",
        "participants": added,
    }
    await javascript(
        session, f"WPP.emit('group.participant_changed', {json.dumps(change)}); 0"
    )


async def noticed(session: Session, key_id: str, *added: str) -> None:
    notice = {
        "id": {"id": key_id, "remote": GROUP},
        "type": "gp2",
        "subtype": "add",
        "recipients": added,
        "author": ANA,
        "t": int(time.time()),
    }
    await javascript(session, f"WPP.emit('chat.new_message', {json.dumps(notice)}); 0")


async def told(session: Session, count: int) -> list[GroupChanged]:
    return [await session.heard.next(GroupChanged) for _ in range(count)]


@pytest.mark.asyncio(loop_scope="class")
class TestGroupNotices:
    async def test_a_late_notice_is_not_told_again(self, shared: Session) -> None:
        await wa_js_tells(shared, BOB, EVA)
        (guessed,) = await told(shared, 1)
        for key_id, person in (("late 1", BOB), ("late 2", EVA), ("again", EVA)):
            await noticed(shared, key_id, person)
        await noticed(shared, "late 2", EVA)
        await noticed(shared, "last", ANA)

        assert guessed.id.startswith("add-")
        assert [it.id for it in await told(shared, 2)] == ["again", "last"]

    async def test_a_set_of_what_was_told_keeps_the_newest(
        self, shared: Session
    ) -> None:
        source = (HERE / "hooks" / "newest.js").read_text()
        kept = await javascript(
            shared,
            f"""(() => {{ {source}
                const newest = new Newest(2);
                for (const name of ['a', 'b', 'b', 'c']) newest.add(name);
                return ['a', 'b', 'c'].filter((it) => newest.has(it));
            }})()""",
        )

        assert kept == ["b", "c"]
