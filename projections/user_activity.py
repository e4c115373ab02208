"""What a person did, in words, for that person to read."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple, TypeAlias

from sqlalchemy import Column, Connection, Index, Table, Unicode, select

from domain.subscription.events import (
    SubscriptionCancelled,
    SubscriptionExpired,
    SubscriptionPlanChanged,
    SubscriptionRenewed,
    SubscriptionTaken,
)
from domain.text import cut
from domain.user.events import (
    PreferenceDisabled,
    PreferenceEnabled,
    PreferenceOptionRemoved,
    PreferenceOptionSet,
    TokenIssued,
    TokenRevoked,
    UserEmailChanged,
    UserEmailVerified,
    UserLoggedIn,
    UserPasswordChanged,
    UserRegistered,
    UserRenamed,
)
from domain.whatsapp_session.events import (
    ApiKeyRegenerated,
    SessionChanged,
    SessionConnected,
    SessionCreated,
    SessionDeleted,
    SessionDisconnected,
    SessionLoggedOut,
)
from projections.columns import (
    UtcDateTime,
    created,
    dates,
    description,
    reference,
    row_id,
    slug,
)
from projections.kernel import ReadModel, Rows, read_tables
from projections.queries import Page, columns_of, page_of

Act: TypeAlias = (
    UserRegistered
    | UserEmailVerified
    | UserLoggedIn
    | UserRenamed
    | UserEmailChanged
    | UserPasswordChanged
    | TokenIssued
    | TokenRevoked
    | PreferenceEnabled
    | PreferenceDisabled
    | PreferenceOptionSet
    | PreferenceOptionRemoved
    | SubscriptionTaken
    | SubscriptionRenewed
    | SubscriptionPlanChanged
    | SubscriptionCancelled
    | SubscriptionExpired
    | SessionCreated
    | SessionChanged
    | ApiKeyRegenerated
    | SessionConnected
    | SessionDisconnected
    | SessionLoggedOut
    | SessionDeleted
)
ACTS: dict[type[Act], tuple[str, str]] = {
    UserRegistered: ("user.registered", "Registered"),
    UserEmailVerified: ("user.email_verified", "Verified the e-mail address"),
    UserLoggedIn: ("user.logged_in", "Logged in"),
    UserRenamed: ("user.renamed", "Changed the name"),
    UserEmailChanged: ("user.email_changed", "Changed the e-mail address"),
    UserPasswordChanged: ("user.password_changed", "Changed the password"),
    TokenIssued: ("token.issued", "Issued the token {0.token_id}: {0.token_type}"),
    TokenRevoked: ("token.revoked", "Revoked the token {0.token_id}"),
    PreferenceEnabled: ("preference.enabled", "Enabled {0.preference}"),
    PreferenceDisabled: ("preference.disabled", "Disabled {0.preference}"),
    PreferenceOptionSet: ("preference.option_set", "Set {0.slug} to {0.value}"),
    PreferenceOptionRemoved: ("preference.option_removed", "Removed {0.slug}"),
    SubscriptionTaken: ("subscription.taken", "Took the plan {0.plan_id}"),
    SubscriptionRenewed: ("subscription.renewed", "Renewed the subscription"),
    SubscriptionPlanChanged: (
        "subscription.plan_changed",
        "Changed to the plan {0.plan_id}",
    ),
    SubscriptionCancelled: ("subscription.cancelled", "Cancelled the subscription"),
    SubscriptionExpired: ("subscription.expired", "The subscription expired"),
    SessionCreated: ("session.created", "Created the session {0.session_id}"),
    SessionChanged: ("session.changed", "Changed the session {0.session_id}"),
    ApiKeyRegenerated: (
        "session.api_key_regenerated",
        "Regenerated the API key of the session {0.session_id}",
    ),
    SessionConnected: ("session.connected", "Connected the session {0.session_id}"),
    SessionDisconnected: (
        "session.disconnected",
        "Disconnected the session {0.session_id}: {0.reason}",
    ),
    SessionLoggedOut: (
        "session.logged_out",
        "Logged out the session {0.session_id}: {0.reason}",
    ),
    SessionDeleted: ("session.deleted", "Deleted the session {0.session_id}"),
}
"""Which events count: the slug of each, and its description made of the event."""

user_activity = Table(
    "user_activity",
    read_tables,
    row_id(),
    slug(),
    description(1000),
    *dates(),
    reference("user_id", "users.id"),
    Column("address", Unicode(100)),
    Column("at", UtcDateTime(), nullable=False),
    Index(None, "user_id", "id"),
)
model = ReadModel(user_activity)


@model.on(*ACTS)
def add(rows: Rows, event: Act, position: int) -> None:
    """The id is the event's position: a number that a rebuild gives again."""
    name, words = ACTS[type(event)]
    rows.insert(
        {
            "id": position,
            "slug": name,
            "description": cut(words.format(event), most=1000),
            "user_id": event.user_id,
            "address": event.address if isinstance(event, UserLoggedIn) else None,
            "at": event.at,
            **created(event),
        }
    )


class ActivityRow(NamedTuple):
    id: int
    slug: str
    description: str
    address: str | None
    at: datetime


def activity_of(
    connection: Connection, user_id: int, page: Page
) -> tuple[Sequence[ActivityRow], int]:
    """The newest first, and how many there are in all."""
    query = select(*columns_of(user_activity, ActivityRow)).where(
        user_activity.c.user_id == user_id
    )
    newest_first = query.order_by(user_activity.c.id.desc())
    return page_of(connection, ActivityRow, newest_first, page)
