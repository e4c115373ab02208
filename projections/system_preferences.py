"""The things every user can set."""

from sqlalchemy import Column, Table, Unicode

from domain.reference import SystemPreference
from projections.columns import dates, description, row_id, slug
from projections.kernel import ReadModel, read_tables
from projections.reference_data import reference_rows

system_preferences = Table(
    "system_preferences",
    read_tables,
    row_id(),
    slug(),
    Column("name", Unicode(200), nullable=False),
    description(),
    *dates(),
)
model = ReadModel(
    system_preferences,
    reference=[
        {**row, "name": preference.label}
        for row, preference in zip(
            reference_rows(SystemPreference), SystemPreference, strict=True
        )
    ],
)
