"""A person who asks to be forgotten is, in every table and in every file."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from pydantic import SecretStr

from adapters.database import sqlite
from adapters.event_store.vault import WrongMasterKey
from domain.kernel import DomainError, Unavailable
from domain.message.errors import NoSuchSender
from domain.reference import UserStatus
from domain.whatsapp import (
    CallSeen,
    CallStatus,
    ChatReport,
    EditSeen,
    GroupAction,
    GroupChanged,
    Linked,
    MessageKey,
    MessageReport,
    MessageSeen,
    PollVoteSeen,
    Presence,
    PresenceSeen,
    QrShown,
    ReactionSeen,
)
from domain.whatsapp_session.settings import SessionSettings
from entrypoints.bootstrap import bootstrap
from entrypoints.erasure import erase_user
from entrypoints.program import Program
from entrypoints.settings import Settings
from projections.maintenance import verify
from projections.message_queries import message_by_id
from projections.read_models import REBUILDABLE
from projections.users import user_by_id
from tests.support import a
from tests.support.a import SOON

SECRETS = (
    b"Ana Ortiz",
    b"ana@example.com",
    b"34600111222",
    b"34600999888",
    b"Meet me at nine",
    b"I shall be there",
    b"Benito",
    b"hooks.example.com",
    b"Meet me at ten",
    b"as you like",
    b"The green table",
    b"Friends of Ana",
    b"2@qr-of-ana",
    b"token of ana",
)


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    program = bootstrap(Settings(home=tmp_path))
    program.subscriptions.open_catalogue()
    yield program
    program.close()


def live(program: Program) -> int:
    """Ana registers, links a number, writes and is written to; her id."""
    ana = program.users.register(
        name="Ana Ortiz", email="ana@example.com", password="a long password"
    ).id
    program.users.issue_token(ana, name="token of ana")
    program.subscriptions.take(ana, "trial")
    session = program.sessions.create(
        ana,
        SessionSettings(
            name="Shop of Ana Ortiz",
            phone_number="+34600111222",
            account_protection=False,
            log_messages=True,
            webhook_url="https://hooks.example.com/ana",
            webhook_enabled=True,
        ),
    ).id
    program.sessions.connect(session)
    report = program.sessions.record_report
    report(session, QrShown(code="2@qr-of-ana", ttl_seconds=20))
    jid = "34600111222@s.whatsapp.net"
    report(
        session,
        Linked(phone_number="34600111222", jid=jid, lid=None, push_name="Ana Ortiz"),
    )
    mine = program.messages.send(session, to="+34600999888", text="Meet me at nine").key
    program.messages.record_received(
        session,
        MessageSeen(
            key=THEIRS,
            content={"conversation": "I shall be there"},
            push_name="Benito",
            sent_at=a.NOON,
        ),
    )
    program.projector.catch_up()
    change(program, session, mine)
    program.projector.catch_up()
    return ana


THEIRS = MessageKey(id="3A01", remote_jid="34600999888@s.whatsapp.net", from_me=False)


def change(program: Program, session: int, mine: MessageKey) -> None:
    """The message is edited, reacted to and voted in; there is a group and a call."""
    about: list[MessageReport] = [
        EditSeen(key=mine, content={"conversation": "Meet me at ten"}, edited_at=SOON),
        ReactionSeen(
            key=mine,
            id="3A02",
            sender=THEIRS.remote_jid,
            from_me=False,
            text="as you like",
            reacted_at=SOON,
        ),
        PollVoteSeen(
            key=mine,
            voter=THEIRS.remote_jid,
            options=("The green table",),
            voted_at=SOON,
        ),
    ]
    for report in about:
        assert program.messages.record_seen(session, report)
    around: list[ChatReport] = [
        GroupChanged(
            id="3A03",
            jid="34600999888-1@g.us",
            action=GroupAction.SUBJECT,
            participants=(THEIRS.remote_jid,),
            by=THEIRS.remote_jid,
            value="Friends of Ana",
            changed_at=SOON,
        ),
        CallSeen(
            id="7F41",
            caller=THEIRS.remote_jid,
            status=CallStatus.OFFER,
            is_video=False,
            is_group=False,
            at=SOON,
        ),
        PresenceSeen(jid=THEIRS.remote_jid, presence=Presence.COMPOSING, at=SOON),
    ]
    for happening in around:
        assert program.chat_activity.record(session, happening)


def found_in_files(home: Path) -> set[bytes]:
    files = [path.read_bytes() for path in home.iterdir() if ".db" in path.name]
    return {secret for secret in SECRETS if any(secret in file for file in files)}


def test_the_log_never_holds_private_facts_in_clear(
    program: Program, tmp_path: Path
) -> None:
    live(program)

    log = b"".join(path.read_bytes() for path in tmp_path.glob("events.db*"))

    assert [secret for secret in SECRETS if secret in log] == []


def test_the_tables_hold_them_while_the_person_is_here(
    program: Program, tmp_path: Path
) -> None:
    live(program)

    assert found_in_files(tmp_path) >= {b"Ana Ortiz", b"Meet me at ten"}


def test_nothing_is_left_of_an_erased_person_in_any_database_file(
    program: Program, tmp_path: Path
) -> None:
    erase_user(program, live(program))

    assert found_in_files(tmp_path) == set()


def test_rows_say_erased_and_are_what_the_log_tells(program: Program) -> None:
    ana = live(program)

    erase_user(program, ana)

    with program.reading() as rows:
        user, message = user_by_id(rows, ana), message_by_id(rows, 1)
    assert user is not None
    assert message is not None
    assert (user.name, user.email, user.state) == (
        "erased",
        "erased",
        UserStatus.ERASED,
    )
    assert message.message == {"conversation": "erased"}
    assert message.remoteJid == "erased"
    assert all(it.ok for it in verify(program.projector, REBUILDABLE))


def test_another_person_is_not_touched(program: Program) -> None:
    other = program.users.register(
        name="Carla", email="carla@example.com", password="a long password"
    ).id

    erase_user(program, live(program))

    assert program.users.all.get(other).name == "Carla"


def test_the_address_is_free_for_a_new_account(program: Program) -> None:
    erase_user(program, live(program))

    assert live(program)


def test_nobody_comes_in_as_an_erased_person(program: Program) -> None:
    erase_user(program, live(program))

    with pytest.raises(DomainError):
        program.users.log_in(email="ana@example.com", password="a long password")


def test_erasing_again_finishes_what_was_interrupted(
    program: Program, tmp_path: Path
) -> None:
    ana = live(program)
    program.users.erase(ana)  # and then the power went

    erase_user(program, ana)

    assert found_in_files(tmp_path) == set()


def test_another_process_sees_that_the_key_is_gone(
    program: Program, tmp_path: Path
) -> None:
    ana = live(program)
    assert program.personal_keys.of(ana) is not None

    other = bootstrap(Settings(home=tmp_path))
    try:
        erase_user(other, ana)
    finally:
        other.journal.close()

    assert program.personal_keys.of(ana) is None


def test_nothing_comes_in_for_an_erased_person(program: Program) -> None:
    erase_user(program, live(program))
    late = MessageSeen(
        key=MessageKey(id="3A02", remote_jid="1@s.whatsapp.net", from_me=False),
        content={"conversation": "Too late"},
        push_name=None,
        sent_at=a.NOON,
    )

    with pytest.raises(NoSuchSender):
        program.messages.record_received(1, late)


def test_it_is_said_when_a_long_read_keeps_what_was_deleted(
    program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sqlite, "BUSY_SECONDS", 1)
    ana = live(program)
    with closing(sqlite3.connect(tmp_path / "tables.db")) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT * FROM users").fetchall()

        with pytest.raises(Unavailable, match="still reads"):
            erase_user(program, ana)

    erase_user(program, ana)
    assert found_in_files(tmp_path) == set()


def test_a_lost_or_wrong_master_key_is_refused_before_anything_is_written(
    program: Program, tmp_path: Path
) -> None:
    live(program)
    end = program.journal.end
    wrong = Settings(home=tmp_path, master_key=SecretStr("ab" * 32))

    with pytest.raises(WrongMasterKey):
        bootstrap(wrong)
    (tmp_path / "master.key").unlink()
    with pytest.raises(ValueError, match="put it back"):
        bootstrap(Settings(home=tmp_path))

    assert program.journal.end == end
    assert not (tmp_path / "master.key").exists()
