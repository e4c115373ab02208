"""Grants: which roles a person has. Slug and description are as they were then."""

from sqlalchemy import Table

from domain.user.events import RoleGranted, RoleRevoked
from projections.columns import created, dates, description, reference, row_id, slug
from projections.kernel import ReadModel, Rows, read_tables

user_roles = Table(
    "user_roles",
    read_tables,
    row_id(),
    slug(),
    description(),
    reference("user_id", "users.id", index=True),
    reference("role_id", "roles.id"),
    *dates(),
)
model = ReadModel(user_roles)


@model.on(RoleGranted)
def grant(rows: Rows, event: RoleGranted, _: int) -> None:
    rows.insert(
        {
            "id": event.user_role_id,
            "slug": event.role.value,
            "description": event.role.description,
            "user_id": event.user_id,
            "role_id": event.role.row_id,
            **created(event),
        }
    )


@model.on(RoleRevoked)
def revoke(rows: Rows, event: RoleRevoked, _: int) -> None:
    rows.delete(event.user_role_id)
