"""Whether a user makes use of a system preference."""

from sqlalchemy import Table

from domain.reference import PreferenceStatus
from domain.user.events import PreferenceDisabled, PreferenceEnabled
from projections.columns import changed, created, dates, reference, row_id
from projections.kernel import ReadModel, Rows, read_tables

user_preferences = Table(
    "user_preferences",
    read_tables,
    row_id(),
    reference("user_id", "users.id", index=True),
    reference("system_preference_id", "system_preferences.id"),
    reference("status", "user_preferences_status.id"),
    *dates(),
)
model = ReadModel(user_preferences)


@model.on(PreferenceEnabled)
def enable(rows: Rows, event: PreferenceEnabled, _: int) -> None:
    _switch(rows, event, PreferenceStatus.ENABLED)


@model.on(PreferenceDisabled)
def disable(rows: Rows, event: PreferenceDisabled, _: int) -> None:
    _switch(rows, event, PreferenceStatus.DISABLED)


def _switch(
    rows: Rows,
    event: PreferenceEnabled | PreferenceDisabled,
    status: PreferenceStatus,
) -> None:
    """Either may be the first that is heard of this preference."""
    row = {
        "id": event.user_preference_id,
        "user_id": event.user_id,
        "system_preference_id": event.preference.row_id,
        "status": status.row_id,
        **created(event),
    }
    rows.put(row, changed(event, status=status.row_id))
