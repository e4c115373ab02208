"""Moves a session's login from one gateway to another, in one encrypted file."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from pydantic import AwareDatetime, ValidationError

from adapters.security.private_file import written_whole
from adapters.security.sealed_file import (
    SealedReader,
    SealedWriter,
    WrongPassphrase,
)
from adapters.whatsapp_web.profile import Profile
from adapters.whatsapp_web.profile_archive import (
    NoArchive,
    Unpacked,
    held,
    pack,
    unpacked,
)
from domain.kernel import Invalid, Value
from domain.whatsapp import PageLost
from domain.whatsapp_session.commands import owned
from domain.whatsapp_session.errors import NoLogin, StillOpen
from domain.whatsapp_session.login import take_login
from domain.whatsapp_session.settings import SessionSettings
from domain.whatsapp_session.whatsapp_session import Identity
from entrypoints.program import Program


class Note(Value):
    """What is known of the session whose login a file holds."""

    identity: Identity
    settings: SessionSettings
    exported_at: AwareDatetime

    @property
    def wanted(self) -> SessionSettings:
        """Of a session that takes the login: of that number, whoever scanned for it."""
        number = f"+{self.identity.phone_number}"
        return self.settings.model_copy(update={"phone_number": number})


def export_session(
    program: Program, session_id: int, file: Path, passphrase: str, *, forget: bool
) -> Note:
    """Raises StillOpen, NoLogin. With ``forget`` the login is gone here afterwards.

    The phone still shows one device: it is the same login, wherever it lives.
    """
    session = program.sessions.all.get(session_id)
    session.must_be_at_rest()
    if session.identity is None:
        raise NoLogin(f"No phone is linked to session {session_id}.")
    note = Note(
        identity=session.identity,
        settings=session.settings,
        exported_at=program.clock.now(),
    )
    with _profile_of(program, session_id) as profile:
        with written_whole(file) as target:
            writer = SealedWriter(target, passphrase)
            packed = pack(profile, note.model_dump_json().encode(), writer)  # type: ignore[arg-type]
            writer.finish()
            if not packed:
                raise NoLogin(f"The profile of session {session_id} is not here.")
        if forget:
            profile.erase()
            program.sessions.expire(session_id, reason="moved to another gateway")
    return note


def import_session(
    program: Program,
    file: Path,
    passphrase: str,
    *,
    user_id: int,
    session_id: int | None = None,
) -> int:
    """Into that session, or a new one with the settings it had. Returns its id.

    Raises Invalid, StillOpen, NoSuchSession, and what creating a session does; of a
    file that can't be read in full nothing is made, and nothing touched.
    """
    with _whole(program, file, passphrase) as (note, login):
        if session_id is None:
            session_id = program.sessions.create(user_id, note.wanted).id
        owned(program.sessions.all, session_id, user_id)
        _must_take(program, session_id, note)
        with _profile_of(program, session_id) as profile:
            _must_take(program, session_id, note)  # it may have been connected since
            login.into(profile)
            program.sessions.take_login(
                session_id, note.identity, exported_at=note.exported_at
            )
    return session_id


def _must_take(program: Program, session_id: int, note: Note) -> None:
    """Refused before anything is touched."""
    session, at = program.sessions.all.get(session_id), program.clock.now()
    take_login(session, note.identity, exported_at=note.exported_at, at=at)


@contextmanager
def _whole(
    program: Program, file: Path, passphrase: str
) -> Iterator[tuple[Note, Unpacked]]:
    with ExitStack() as until_used:
        with _readable():
            source = until_used.enter_context(file.open("rb"))
            reader = SealedReader(source, passphrase)
            login = until_used.enter_context(
                unpacked(reader, program.settings.profiles)  # type: ignore[arg-type]
            )
            note = Note.model_validate_json(login.note)
        yield note, login


@contextmanager
def _readable() -> Iterator[None]:
    try:
        yield
    except (WrongPassphrase, NoArchive, ValidationError) as error:
        what = (
            "it is not of this version."
            if isinstance(error, ValidationError)
            else error
        )
        raise Invalid(file=f"The file can't be read: {what}") from error


@contextmanager
def _profile_of(program: Program, session_id: int) -> Iterator[Profile]:
    try:
        with held(program.settings.profiles / str(session_id)) as profile:
            yield profile
    except PageLost as error:
        raise StillOpen(str(error)) from error
