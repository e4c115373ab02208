"""Rows that are not what the log says are found, and named."""

import pytest
from sqlalchemy import delete, insert

from adapters.database import writing
from projections.comparison import Difference, Verdict
from projections.maintenance import rebuild, verify
from projections.messages import messages
from projections.read_models import READ_MODELS, REBUILDABLE
from projections.system_errors import system_errors
from projections.user_status import user_status
from tests.projections.world import World
from tests.support import a

TODAY = a.NOON.date()


def first_odd(world: World) -> tuple[Verdict, Difference]:
    (found,) = [it for it in verify(world.projector, REBUILDABLE) if not it.ok]
    assert found.digest != found.digest_told
    assert found.first_difference is not None
    return found, found.first_difference


def test_rows_written_live_are_as_the_log_says(lived: World) -> None:
    verdicts = verify(lived.projector, REBUILDABLE)

    assert all(it.ok and it.digest == it.digest_told for it in verdicts)
    assert all(it.rows == it.rows_told > 0 for it in verdicts)


@pytest.mark.usefixtures("forgetful")
def test_a_replay_that_writes_often_comes_to_the_same_rows(lived: World) -> None:
    assert lived.odd() == []


def test_a_changed_row_is_named_and_so_are_its_columns(lived: World) -> None:
    lived.spoil(messages, key_id="odd")

    found, difference = first_odd(lived)

    assert (found.table, found.rows, found.rows_told) == ("messages", 3, 3)
    assert (difference.key, difference.columns) == (a.MESSAGE, ("key_id",))


def test_a_lost_row_is_named(lived: World) -> None:
    with writing(lived.rows) as rows:
        rows.execute(delete(messages).filter_by(id=a.MESSAGE))

    found, difference = first_odd(lived)

    assert (found.rows, found.rows_told) == (2, 3)
    assert (difference.key, difference.live) == (a.MESSAGE, None)


def test_a_row_that_no_event_tells_of_is_named(lived: World) -> None:
    added = {"id": 9, "log": "odd", "updated_at": TODAY, "created_at": TODAY}
    with writing(lived.rows) as rows:
        rows.execute(insert(system_errors), [added])

    _, difference = first_odd(lived)

    assert difference == Difference(9, live=added, told=None)


def test_reference_rows_are_told_by_the_program(lived: World) -> None:
    lived.spoil(user_status, description="odd")

    assert lived.odd() == ["user_status"]


def test_a_row_replaced_by_one_of_a_smaller_key_is_named(lived: World) -> None:
    lived.spoil(system_errors, id=1)

    _, difference = first_odd(lived)

    assert (difference.key, difference.told) == (1, None)
    rebuild(lived.projector, REBUILDABLE)
    assert lived.odd() == []


def test_to_do_lists_can_not_be_told_by_the_log(lived: World) -> None:
    with pytest.raises(ValueError, match="send_outbox"):
        verify(lived.projector, READ_MODELS)
