"""Whatever was written once can be read for ever. Never edit a golden file."""

from pathlib import Path

import pytest

from adapters.event_store.event_types import EVENT_TYPES
from adapters.event_store.vault import SEPARATOR
from tests.adapters.event_store.golden import FOLDER, MAPPER, examples, stored

GOLDEN = sorted(FOLDER.iterdir())


def type_of(path: Path) -> str:
    return ".".join(path.name.split(".")[:2])


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_an_event_written_long_ago_is_still_readable(path: Path) -> None:
    body = path.read_bytes().rstrip()
    event = MAPPER.envelope("golden:1", 1, type_of(path), body).event

    assert type_of(path) == event.TYPE


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_it_is_readable_without_what_was_private_too(path: Path) -> None:
    public = path.read_bytes().partition(SEPARATOR)[0]

    assert type_of(path) == EVENT_TYPES.read(type_of(path), public).data.TYPE


def test_every_event_has_a_golden_file() -> None:
    assert EVENT_TYPES.names() == {type_of(path) for path in GOLDEN}


def test_a_new_shape_has_a_golden_file_of_its_own() -> None:
    """What is written today is in one of the files, word for word."""
    kept = {path.read_bytes().rstrip() for path in GOLDEN}

    assert [it.TYPE for it in examples() if stored(it) not in kept] == []
