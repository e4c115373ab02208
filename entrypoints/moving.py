"""Moves a session's login from one gateway to another, in one encrypted file."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO

from pydantic import AwareDatetime, ValidationError

from adapters.security.sealed_file import (
    SealedReader,
    SealedWriter,
    WrongPassphrase,
)
from adapters.whatsapp_web.profile import Profile
from adapters.whatsapp_web.profile_archive import NoArchive, Unpacking, held, pack
from domain.kernel import Invalid, Value
from domain.whatsapp import PageLost
from domain.whatsapp_session.commands import owned
from domain.whatsapp_session.errors import NoLogin, StillOpen
from domain.whatsapp_session.settings import SessionSettings
from domain.whatsapp_session.whatsapp_session import Identity
from entrypoints.program import Program


class Note(Value):
    """What is known of the session whose login a file holds."""

    identity: Identity
    settings: SessionSettings
    exported_at: AwareDatetime


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
        with _written_whole(file) as target:
            writer = SealedWriter(target, passphrase)
            pack(profile, note.model_dump_json().encode(), writer)  # type: ignore[arg-type]
            writer.finish()
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

    Raises Invalid, StillOpen, NoSuchSession, and what creating a session does.
    """
    with file.open("rb") as source, _readable():
        unpacking = Unpacking(SealedReader(source, passphrase))  # type: ignore[arg-type]
        note = Note.model_validate_json(unpacking.note)
        target = session_id or program.sessions.create(user_id, note.settings).id
        owned(program.sessions.all, target, user_id).take_login(
            note.identity, exported_at=note.exported_at, at=_now(program)
        )  # refused before anything is touched
        with _profile_of(program, target) as profile:
            unpacking.into(profile)
            program.sessions.take_login(
                target, note.identity, exported_at=note.exported_at
            )
    return target


def _now(program: Program) -> datetime:
    return program.clock.now()


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


@contextmanager
def _written_whole(file: Path) -> Iterator[IO[bytes]]:
    """Nobody else may read it, and under its name it is complete."""
    part = file.with_name(f"{file.name}.part")
    handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(handle, "wb") as target:
            yield target
            target.flush()
            os.fsync(target.fileno())
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)
