"""The log in a file, and out of it again in an empty store."""

import io
import json
import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import insert, select

from adapters.event_store.envelope import enclose
from adapters.event_store.tables import id_blocks
from domain.claims import ClaimTaken
from domain.kernel import Conflict, Invalid
from entrypoints import history, importing
from entrypoints.bootstrap import bootstrap
from entrypoints.program import Program
from entrypoints.settings import Settings
from projections.maintenance import verify
from projections.read_models import REBUILDABLE
from tests.entrypoints.test_erasure import live
from tests.support import a

KEY = "5e" * 32


def opened(home: Path) -> Program:
    return bootstrap(Settings(home=home, master_key=KEY))  # type: ignore[arg-type]


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    program = opened(tmp_path / "one")
    program.subscriptions.open_catalogue()
    yield program
    program.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Program]:
    program = opened(tmp_path / "other")
    yield program
    program.close()


def file_of(lines: Sequence[str]) -> io.StringIO:
    return io.StringIO("".join(f"{line}\n" for line in lines))


def copy(source: Program, target: Program) -> None:
    file = file_of(list(history.exported(source)))
    for _ in importing.imported(target, file):
        pass
    target.projector.catch_up()


def digests(program: Program) -> dict[str, str]:
    verdicts = verify(program.projector, REBUILDABLE)
    assert all(it.ok for it in verdicts)
    return {it.table: it.digest for it in verdicts}


def numbers(program: Program) -> dict[str, int]:
    with program.events.connect() as connection:
        return {it.kind: it.last for it in connection.execute(select(id_blocks))}


def test_a_copy_has_the_same_events_and_the_same_rows(
    program: Program, other: Program
) -> None:
    live(program)

    copy(program, other)

    assert list(history.exported(other)) == list(history.exported(program))
    assert digests(other) == digests(program)


def test_a_copy_goes_on_with_new_numbers(program: Program, other: Program) -> None:
    ana = live(program)

    copy(program, other)

    new = other.users.register(
        name="Carla", email="carla@example.com", password="a long password"
    )
    assert new.id > ana


def test_numbers_given_out_here_already_are_not_given_out_again(
    program: Program, other: Program
) -> None:
    live(program)
    known = [{"kind": "users", "last": 10_000}, {"kind": "user_roles", "last": 0}]
    with other.events.begin() as connection:
        connection.execute(insert(id_blocks), known)

    copy(program, other)

    assert numbers(other) == numbers(program) | {"users": 10_000}


def test_a_copy_of_an_erased_person_is_erased(program: Program, other: Program) -> None:
    ana = live(program)
    program.users.erase(ana)
    program.personal_keys.destroy(ana)

    copy(program, other)

    assert other.personal_keys.of(ana) is None


def test_a_pipe_is_read_as_well(
    program: Program, other: Program, tmp_path: Path
) -> None:
    text = file_of(list(history.exported(program))).read()
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_text, args=[text])
    writer.start()
    with pipe.open(encoding="utf-8") as file:
        assert not file.seekable()
        assert [*importing.imported(other, file)] == [program.journal.end]
    writer.join()


def test_a_store_with_events_is_left_alone(program: Program) -> None:
    end = program.journal.end
    with pytest.raises(Conflict, match="needs an empty store"):
        copy(program, program)

    assert program.journal.end == end


def test_tables_of_another_log_are_left_alone(program: Program, tmp_path: Path) -> None:
    live(program)
    program.projector.catch_up()
    one = tmp_path / "one"
    new = bootstrap(
        Settings(
            home=one,
            master_key=KEY,  # type: ignore[arg-type]
            events_url=f"sqlite:///{tmp_path / 'new.db'}",
        )
    )

    with pytest.raises(Conflict, match="needs an empty store"):
        copy(program, new)
    new.close()


def test_an_interrupted_import_is_begun_again_in_an_empty_store(
    program: Program, other: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    live(program)
    monkeypatch.setattr(importing, "PAGE", 5)
    lines = list(history.exported(program))
    assert next(importing.imported(other, file_of(lines))) == 5

    assert numbers(other) == numbers(program)
    with pytest.raises(Conflict, match="begin again: delete both databases"):
        copy(program, other)


def test_nobody_else_may_write_meanwhile(
    program: Program, other: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(importing, "PAGE", 1)
    file = file_of(list(history.exported(program)))
    importing_ = importing.imported(other, file)
    next(importing_)
    other.journal.append(enclose("email:x", 0, [ClaimTaken(holder=1, at=a.NOON)]))

    with pytest.raises(Conflict, match="Somebody else writes"):
        next(importing_)


def changed(line: str, **fields: Any) -> str:
    return json.dumps(json.loads(line) | fields)


@pytest.mark.parametrize(
    ("spoil", "why"),
    [
        (lambda lines: lines[:0], "header"),
        (lambda lines: lines[1:], "header"),
        (lambda lines: [changed(lines[0], ids={"users": -1}), *lines[1:]], "header"),
        (lambda lines: [lines[0], *lines[2:]], "Line 2 .* position 2, not 1"),
        (lambda lines: lines[:-1], "cut off"),
        (lambda lines: [*lines[:-1], lines[-1][:-9]], "is not an event"),
        (lambda lines: [*lines, changed(lines[-1], position=len(lines))], "version"),
        (lambda lines: [*lines[:3], "{nonsense", *lines[4:]], "Line 4"),
        (lambda lines: [*lines[:3], "[1]", *lines[4:]], "Line 4"),
        (lambda lines: [*lines[:-1], changed(lines[-1], type="x.y")], "newer version"),
        (lambda lines: [*lines[:-1], changed(lines[-1], data={})], "is not an event"),
    ],
    ids=[
        "empty",
        "no header",
        "a wrong header",
        "an event is missing",
        "cut off",
        "cut off in a line",
        "one too many",
        "nonsense",
        "another JSON",
        "of a newer version",
        "no data",
    ],
)
def test_a_spoilt_file_writes_nothing(
    program: Program,
    other: Program,
    spoil: Callable[[Sequence[str]], Sequence[str]],
    why: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(importing, "PAGE", 1)
    lines = list(history.exported(program))

    with pytest.raises(Invalid, match=why) as refused:
        next(importing.imported(other, file_of(spoil(lines))))
    assert "\n" not in str(refused.value)
    assert (other.journal.end, numbers(other)) == (0, {})


def test_a_file_that_is_no_text_is_refused(other: Program) -> None:
    file = io.TextIOWrapper(io.BytesIO(b"\xff\xfe\x00"), encoding="utf-8")

    with pytest.raises(Invalid, match="UTF-8"):
        next(importing.imported(other, file))
