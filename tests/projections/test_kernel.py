import pytest
from sqlalchemy import Column, Integer, MetaData, Table

from domain.user.events import UserRenamed
from projections.kernel import ReadModel
from projections.read_models import READ_MODELS, REBUILDABLE
from tests.support import a


def test_a_read_model_handles_an_event_in_one_place() -> None:
    model = ReadModel(Table("twice", MetaData(), Column("id", Integer())))
    model.on(UserRenamed)(lambda *_: None)

    with pytest.raises(ValueError, match=r"twice handles user\.renamed twice"):
        model.on(UserRenamed)(lambda *_: None)


def test_every_event_of_an_aggregate_means_something_for_some_row() -> None:
    handled = {event for model in READ_MODELS for event in model.handlers}
    claims = {type(a.claim_taken()), type(a.claim_released())}

    assert handled == set(a.EVERY) - claims


def test_only_to_do_lists_are_never_rebuilt() -> None:
    to_do = {model.name for model in READ_MODELS} - {it.name for it in REBUILDABLE}

    assert to_do == {"send_outbox", "webhook_outbox"}


def test_foreign_keys_point_to_tables_that_come_before() -> None:
    before: set[Table] = set()
    for model in READ_MODELS:
        wanted = {key.column.table for key in model.table.foreign_keys}
        assert wanted <= before, model.name
        before.add(model.table)
