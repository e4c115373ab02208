"""A file of events, written into an empty store: same positions, ids and rows.

The file is read twice. First all of it is checked, so that one that is cut off or
spoilt writes nothing; then it is written, the numbers that are given out first of all,
so that whatever interrupts it, no number is given out twice. The store needs the
master key of the one that was exported.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import islice
from shutil import copyfileobj
from tempfile import TemporaryFile
from typing import Annotated, Final, Literal, TextIO, TypeAlias

from pydantic import BaseModel, Field, ValidationError
from sqlalchemy import insert, select, update

from adapters.database import writing
from adapters.event_store.envelope import Envelope
from adapters.event_store.event_types import EVENT_TYPES
from adapters.event_store.tables import id_blocks
from adapters.event_store.unreadable import UnknownEvent
from domain.kernel import Conflict, Invalid
from domain.user.events import UserErased
from entrypoints.program import Program

PAGE: Final = 500

Number: TypeAlias = Annotated[int, Field(ge=0, lt=2**31)]


class Header(BaseModel):
    """The first line: how many events follow, and the last id of each kind."""

    format: Literal[1]
    events: int
    ids: dict[str, Number]


class Place(BaseModel):
    """Where an event was recorded, and what as."""

    position: int
    stream: str = Field(max_length=100)
    version: int
    type: str


def imported(program: Program, file: TextIO) -> Iterator[int]:
    """Write a file into an empty store; yields how many events are written so far.

    Raises Conflict when the store is not empty, and Invalid when the file is no whole
    export; nothing was written then. Raises Conflict, too, when somebody else writes.
    """
    _must_be_empty(program)
    with _rereadable(file) as events:
        start = events.tell()
        header = _checked(events)
        _continue_ids(program, header.ids)
        events.seek(start)
        events.readline()
        yield from _written(program, events)


def _must_be_empty(program: Program) -> None:
    if count := max(program.journal.end, program.projector.position):
        raise Conflict(
            f"Import needs an empty store; in this one there are {count} events. After "
            "an interrupted import begin again: delete both databases, the log's and "
            "the tables', or let EVENTS_URL and TABLES_URL name new ones."
        )


@contextmanager
def _rereadable(file: TextIO) -> Iterator[TextIO]:
    """The file; or, of a pipe, a copy that has no name and goes when it is closed."""
    try:
        if file.seekable():
            yield file
            return
        with TemporaryFile("w+", encoding="utf-8") as copy:
            copyfileobj(file, copy)
            copy.seek(0)
            yield copy
    except UnicodeDecodeError as error:
        raise Invalid(file=f"The file is not text in UTF-8: {error.reason}.") from error


def _checked(file: TextIO) -> Header:
    """The header of a file that is a whole export. Raises Invalid."""
    header = _header(file)
    versions: Counter[str] = Counter()
    count = 0
    for count, line in enumerate(file, start=1):
        envelope = _read(count, line)
        versions[envelope.stream] += 1
        if envelope.version != versions[envelope.stream]:
            raise _spoilt(
                count, f"it can't be version {envelope.version} of its stream"
            )
    if count != header.events:
        raise Invalid(
            file=f"The header says {header.events} events, and there are {count}: "
            "the file was cut off, or changed."
        )
    return header


def _written(program: Program, file: TextIO) -> Iterator[int]:
    """The file stands after its header, and was checked."""
    lines = enumerate(file, start=1)
    while chunk := list(islice(lines, PAGE)):
        envelopes = [_read(number, line) for number, line in chunk]
        end = program.journal.append(envelopes)
        if end != chunk[-1][0]:
            raise Conflict("Somebody else writes to this store: begin again, alone.")
        for envelope in envelopes:
            if isinstance(envelope.event, UserErased):
                program.personal_keys.destroy(envelope.event.user_id)
        yield end


def _header(file: TextIO) -> Header:
    try:
        return Header.model_validate_json(file.readline())
    except ValidationError as error:
        raise Invalid(
            file="The first line is not the header that `events export` writes."
        ) from error


def _read(number: int, line: str) -> Envelope:
    try:
        place = Place.model_validate_json(line)
        body = EVENT_TYPES.read(place.type, line.encode())
    except ValidationError as error:
        raise _spoilt(number, error.errors()[0]["msg"]) from error
    except (UnknownEvent, ValueError, LookupError, TypeError) as error:
        raise _spoilt(number, str(error)) from error
    if place.position != number:
        raise _spoilt(number, f"it has position {place.position}, not {number}")
    return Envelope(
        place.stream,
        place.version,
        body.data,
        body.id,
        body.recorded_at,
        body.actor,
        body.correlation_id,
    )


def _spoilt(number: int, why: str) -> Invalid:
    """Of the event that has this number: the header is the line before the first."""
    return Invalid(file=f"Line {number + 1} is not an event of a whole export: {why}.")


def _continue_ids(program: Program, ids: Mapping[str, int]) -> None:
    """New things get numbers after these; those given out here are not forgotten."""
    with writing(program.events) as connection:
        for kind, last in ids.items():
            this = id_blocks.c.kind == kind
            known = connection.scalar(select(id_blocks.c.last).where(this))
            if known is None:
                connection.execute(insert(id_blocks).values(kind=kind, last=last))
            elif known < last:
                connection.execute(update(id_blocks).where(this).values(last=last))
