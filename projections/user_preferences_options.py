"""The details of a user's preference: theme, language, method ..."""

from sqlalchemy import Column, Table, Unicode

from domain.user.events import PreferenceOptionRemoved, PreferenceOptionSet
from projections.columns import changed, created, dates, reference, row_id, slug
from projections.kernel import ReadModel, Rows, read_tables

user_preferences_options = Table(
    "user_preferences_options",
    read_tables,
    row_id(),
    reference("user_preferences_id", "user_preferences.id", index=True),
    slug(),
    Column("value", Unicode(100), nullable=False),
    *dates(),
)
model = ReadModel(user_preferences_options)


@model.on(PreferenceOptionSet)
def set_option(rows: Rows, event: PreferenceOptionSet, _: int) -> None:
    row = {
        "id": event.option_id,
        "user_preferences_id": event.user_preference_id,
        "slug": event.slug,
        "value": event.value,
        **created(event),
    }
    rows.put(row, changed(event, value=event.value))


@model.on(PreferenceOptionRemoved)
def remove_option(rows: Rows, event: PreferenceOptionRemoved, _: int) -> None:
    rows.delete(event.option_id)
