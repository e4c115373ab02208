"""A linked number goes to another gateway in a file, and needs no scan there."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from adapters.security import sealed_file
from adapters.whatsapp_web.sandbox.server import sandbox_in_thread
from adapters.whatsapp_web.whatsapp_web import WhatsappWeb
from domain.reference import MessageStatus, SessionStatus
from entrypoints.bootstrap import bootstrap
from entrypoints.moving import export_session, import_session
from entrypoints.settings import Settings
from entrypoints.workers import Crew
from tests.entrypoints.workers.office import PHONE, Office
from tests.support.customer import Phone, eventually

PASSPHRASE = "correct horse battery"


@contextmanager
def gateway(home: Path, sandbox: str) -> Iterator[Office]:
    """With a real browser, and a session that nobody has linked yet."""
    program = bootstrap(Settings(home=home))
    whatsapp = WhatsappWeb(program.settings.profiles, url=sandbox)
    with closing(program), Crew(program, whatsapp):
        yield Office(program)


def is_now(office: Office, status: SessionStatus) -> bool:
    return office.row().status is status


def test_a_moved_number_connects_without_a_scan_and_has_missed_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealed_file, "COST", 2)
    file = tmp_path / "shop.session"
    with sandbox_in_thread() as sandbox, closing(Phone(sandbox)) as phone:
        with gateway(tmp_path / "old", sandbox) as old:
            old.program.sessions.connect(old.id)
            phone.scan(eventually(lambda: old.row().qr_code))
            eventually(lambda: is_now(old, SessionStatus.CONNECTED))
            old.program.sessions.disconnect(old.id)
            eventually(lambda: old.row().browser_context_id is None)
            export_session(old.program, old.id, file, PASSPHRASE, forget=True)
        phone.write("written on the way")

        with gateway(tmp_path / "new", sandbox) as new:
            sessions = new.program.sessions
            moved = import_session(
                new.program, file, PASSPHRASE, user_id=new.user_id, session_id=new.id
            )
            sessions.connect(moved)
            eventually(lambda: is_now(new, SessionStatus.CONNECTED))

            assert "whatsapp_session.qr_shown" not in new.told()
            sent = new.send("from here now")
            message = new.program.messages.all
            eventually(lambda: message.get(sent).status is not MessageStatus.PENDING)
            eventually(
                lambda: [
                    it
                    for it in new.messages()
                    if it.message == {"conversation": "written on the way"}
                ]
            )
            identity = sessions.all.get(moved).identity
            assert identity is not None
            assert identity.phone_number == PHONE
