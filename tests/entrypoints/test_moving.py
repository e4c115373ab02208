"""A login that moves in a file: whatever is wrong with it, no login is lost by it."""

import os
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from adapters.security import sealed_file
from adapters.security.sealed_file import SealedWriter
from adapters.whatsapp_web.profile_archive import NOTE, held, pack
from domain.kernel import Invalid, NotFound
from domain.whatsapp import Linked
from domain.whatsapp_session.errors import NoLogin, NoSuchSession
from entrypoints.bootstrap import bootstrap
from entrypoints.moving import Note, export_session, import_session
from entrypoints.settings import Settings
from tests.entrypoints.workers.office import PHONE, Office

PASSPHRASE = "correct horse battery"
KEYS = "Default/IndexedDB/keys"


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """Its session is linked and at rest; its profile has more than two pieces."""
    monkeypatch.setattr(sealed_file, "COST", 2)
    with closing(bootstrap(Settings(home=tmp_path / "home"))) as program:
        office = Office(program)
        link(office, office.id)
        keys = profile(office) / KEYS
        keys.parent.mkdir(parents=True)
        keys.write_bytes(os.urandom(2_500_000))
        yield office


def link(office: Office, session_id: int) -> None:
    jid = f"{PHONE}@s.whatsapp.net"
    office.program.sessions.connect(session_id)
    office.program.sessions.record_report(
        session_id, Linked(phone_number=PHONE, jid=jid, lid=None, push_name="Ana")
    )
    office.program.sessions.disconnect(session_id)


def profile(office: Office, session_id: int | None = None) -> Path:
    return office.program.settings.profiles / str(session_id or office.id)


def export(office: Office, file: Path, *, forget: bool = False) -> Note:
    return export_session(office.program, office.id, file, PASSPHRASE, forget=forget)


def take_in(office: Office, file: Path, session_id: int | None = None) -> int:
    return import_session(
        office.program,
        file,
        PASSPHRASE,
        user_id=office.user_id,
        session_id=session_id,
    )


def refused(office: Office, file: Path, session_id: int | None = None) -> str:
    """Why; there is no session more, and no file of a profile is another."""
    before = files(office)
    with pytest.raises(Invalid) as why:
        take_in(office, file, session_id)
    assert files(office) == before
    with pytest.raises(NotFound):
        office.program.sessions.all.get(office.id + 1)
    return str(why.value)


def files(office: Office) -> dict[Path, bytes]:
    found = office.program.settings.profiles.rglob("*")
    return {
        it: it.read_bytes()
        for it in found
        if it.is_file() and it.name != "gateway.lock"
    }


@pytest.mark.parametrize("into_it", [False, True])
@pytest.mark.parametrize("length", [500_000, 1_500_000, 2_400_000])
def test_of_a_file_that_was_cut_off_nothing_is_made_or_touched(
    office: Office, tmp_path: Path, length: int, *, into_it: bool
) -> None:
    file = tmp_path / "it"
    export(office, file)
    os.truncate(file, length)

    assert "cut off" in refused(office, file, office.id if into_it else None)


@pytest.mark.parametrize("place", [1_200_000, -1])
def test_nor_of_one_that_was_changed(
    office: Office, tmp_path: Path, place: int
) -> None:
    file = tmp_path / "it"
    export(office, file)
    content = bytearray(file.read_bytes())
    content[place] ^= 1
    file.write_bytes(content)

    assert "changed" in refused(office, file)


def test_a_login_without_files_is_not_exported(office: Office, tmp_path: Path) -> None:
    (profile(office) / KEYS).unlink()

    with pytest.raises(NoLogin):
        export(office, tmp_path / "it", forget=True)
    assert not [*tmp_path.glob("it*")]
    assert office.program.sessions.all.get(office.id).identity


def test_a_file_without_a_login_erases_none(office: Office, tmp_path: Path) -> None:
    note = export(office, tmp_path / "it").model_dump_json().encode()
    empty = tmp_path / "empty"
    with empty.open("wb") as target, held(tmp_path / "nobody") as nobody:
        writer = SealedWriter(target, PASSPHRASE)
        assert pack(nobody, note, writer) == 0  # type: ignore[arg-type]
        writer.finish()

    assert "no login in it" in refused(office, empty, office.id)
    assert not [*profile(office).parent.rglob(NOTE)]


def test_a_login_is_erased_when_its_file_and_the_name_of_it_are_on_disk(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, flushed, really = tmp_path / "it", list[tuple[str, bool]](), os.fsync

    def flush(descriptor: int) -> None:
        really(descriptor)
        name = Path(f"/proc/self/fd/{descriptor}").readlink().name
        if name in {"it.part", tmp_path.name}:
            assert profile(office).exists()
            flushed.append((name, file.exists()))

    monkeypatch.setattr(os, "fsync", flush)
    export(office, file, forget=True)

    assert flushed == [("it.part", False), (tmp_path.name, True)]
    assert not profile(office).exists()


def test_what_lay_in_the_way_of_the_file_is_not_written_to(
    office: Office, tmp_path: Path
) -> None:
    other, file = tmp_path / "other", tmp_path / "it"
    other.write_text("somebody's")
    other.chmod(0o644)
    (tmp_path / "it.part").symlink_to(other)

    export(office, file)

    assert other.read_text() == "somebody's"
    assert not file.is_symlink()
    assert file.stat().st_mode & 0o777 == 0o600


def test_an_open_draft_that_others_may_read_is_not_gone_on_with(
    office: Office, tmp_path: Path
) -> None:
    draft, file = tmp_path / "it.part", tmp_path / "it"
    draft.touch(0o644)
    with draft.open("rb") as theirs:
        export(office, file)
        assert theirs.read() == b""

    assert file.stat().st_mode & 0o777 == 0o600


def test_what_a_killed_import_left_is_swept_once_it_is_nobodys(
    office: Office, tmp_path: Path
) -> None:
    profiles = office.program.settings.profiles
    old, new = profiles / "importing-old", profiles / "importing-new"
    for left in (old, new):
        left.mkdir()
    os.utime(old, (0, 0))
    export(office, tmp_path / "login")

    take_in(office, tmp_path / "login", office.id)
    assert not old.exists()
    assert new.exists()


def test_number_nought_is_no_session(office: Office, tmp_path: Path) -> None:
    export(office, tmp_path / "it")

    with pytest.raises(NoSuchSession):
        take_in(office, tmp_path / "it", 0)
    with pytest.raises(NotFound):
        office.program.sessions.all.get(office.id + 1)


def test_the_login_of_another_number_than_was_wanted_gets_a_session_of_its_own(
    office: Office, tmp_path: Path
) -> None:
    """The person scanned with another phone than they had said."""
    office.id = office.new_session(phone_number="+34600777666")
    link(office, office.id)
    profile(office).mkdir()
    (profile(office) / "keys").write_text("of the other phone")
    export(office, tmp_path / "it")

    new = take_in(office, tmp_path / "it")
    settings = office.program.sessions.all.get(new).settings
    assert settings.phone_number == f"+{PHONE}"
    assert (profile(office, new) / "keys").read_text() == "of the other phone"
