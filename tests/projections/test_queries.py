"""What readers can ask."""

from datetime import timedelta

import pytest

from domain.reference import (
    MessageStatus,
    PlanStatus,
    SessionStatus,
    SubscriptionStatus,
    TokenType,
    UserStatus,
)
from projections.browser_context import browser_by_id
from projections.chat_activity import ActivityKind, activity_page
from projections.message_queries import (
    message_by_id,
    message_by_key,
    messages_of_key,
    messages_page,
    recent_unfinished,
)
from projections.queries import Page
from projections.send_messages_jobs import job_by_id
from projections.subscriptions import plan_by_slug
from projections.suscriptions_features import catalogue, features_of
from projections.system_errors import latest_errors
from projections.tokens import token_by_digest, token_by_id
from projections.user_activity import activity_of
from projections.user_suscription import subscription_of
from projections.users import user_by_id, users_list
from projections.whatsapp_session_logs import session_logs_page
from projections.whatsapp_session_queries import (
    session_by_id,
    sessions_of,
    sessions_wanting_browser,
)
from tests.projections.world import World
from tests.support import a


@pytest.fixture
def talking(begun: World) -> World:
    """Messages 1 to 5, a minute apart; the first was read, the second has failed."""
    for number in range(1, 6):
        at = a.NOON + timedelta(minutes=number)
        key = a.KEY.model_copy(update={"id": f"KEY{number}"})
        job = a.LONE_JOB.model_copy(update={"job_id": number})
        begun.record(a.message_accepted(message_id=number, key=key, job=job, at=at))
    second = a.LONE_JOB.model_copy(update={"job_id": 2})
    begun.record(
        a.message_acknowledged(message_id=1),
        a.message_failed(message_id=2, job=second),
        a.message_received(message_id=6),
    )
    begun.projector.catch_up()
    return begun


def test_users(begun: World) -> None:
    with begun.reading() as rows:
        user = user_by_id(rows, a.USER)
        assert user is not None
        assert (user.email, user.state) == ("ana@example.com", UserStatus.PENDING)
        assert users_list(rows) == [user]
        assert user_by_id(rows, 8) is None


def test_tokens(begun: World) -> None:
    begun.tell(a.token_issued(expires_at=a.LATER))
    with begun.reading() as rows:
        token = token_by_digest(rows, "a" * 64)
        assert token is not None
        assert (token.type, token.expires_at) == (TokenType.PERSONAL_ACCESS, a.LATER)
        assert token_by_id(rows, a.TOKEN) == token
        key = token_by_digest(rows, "c" * 64)
        assert key is not None
        assert key.whatsapp_session_id == a.SESSION
        assert token_by_digest(rows, "b" * 64) is None


def test_the_catalogue_shows_plans_on_sale_with_their_features(begun: World) -> None:
    begun.tell(a.plan_feature_set(), a.plan_added(plan_id=3, slug="draft"))
    with begun.reading() as rows:
        ((plan, features),) = catalogue(rows)
        assert (plan.slug, features) == ("basic", {"max_sessions": "3"})
        assert features_of(rows, 3) == {}
        draft = plan_by_slug(rows, "draft")
        assert draft is not None
        assert draft.status is PlanStatus.DRAFT


def test_a_user_has_the_subscription_taken_last(begun: World) -> None:
    begun.tell(
        a.subscription_taken(subscription_id=17),
        a.subscription_cancelled(subscription_id=17),
        a.subscription_taken(subscription_id=18),
    )
    with begun.reading() as rows:
        held = subscription_of(rows, a.USER)
        assert held is not None
        assert (held.id, held.plan_id) == (18, a.PLAN)
        assert held.status is SubscriptionStatus.TRIALING
        assert subscription_of(rows, 8) is None


def test_sessions(begun: World) -> None:
    begun.tell(a.session_connecting())
    with begun.reading() as rows:
        session = session_by_id(rows, a.SESSION)
        assert session is not None
        assert session.status is SessionStatus.CONNECTING
        assert sessions_of(rows, a.USER) == [session]
        assert sessions_wanting_browser(rows) == [session]
        assert sessions_of(rows, 8) == []


def test_a_stopped_session_wants_no_browser(begun: World) -> None:
    with begun.reading() as rows:
        assert sessions_wanting_browser(rows) == []


def test_a_deleted_session_is_invisible(begun: World) -> None:
    begun.tell(a.session_connecting(), a.session_deleted())
    with begun.reading() as rows:
        assert session_by_id(rows, a.SESSION) is None
        assert sessions_of(rows, a.USER) == []
        assert sessions_wanting_browser(rows) == []


def test_browsers(begun: World) -> None:
    begun.tell(a.browser_opened(), a.browser_ready())
    with begun.reading() as rows:
        browser = browser_by_id(rows, a.BROWSER)
    assert browser is not None
    assert (browser.pid, browser.status.value) == (4242, "ready")


def test_the_story_of_a_session_comes_in_pages_the_newest_first(begun: World) -> None:
    begun.tell(a.session_connecting(), a.session_qr_shown())
    with begun.reading() as rows:
        logs, total = session_logs_page(rows, a.SESSION, Page(1, 2))
        rest, _ = session_logs_page(rows, a.SESSION, Page(2, 2))
    assert [it.status for it in logs] == ["need_scan", "connecting"]
    assert ([it.status for it in rest], total) == (["disconnected"], 3)


def test_messages_are_found_by_number_and_by_key(talking: World) -> None:
    with talking.reading() as rows:
        message = message_by_id(rows, 1)
        assert message is not None
        assert message.status is MessageStatus.READ
        assert message_by_key(rows, a.SESSION, "KEY1") == message
        assert message_by_key(rows, 13, "KEY1") is None


def test_messages_come_in_pages_the_newest_first(talking: World) -> None:
    pending = [MessageStatus.PENDING]
    with talking.reading() as rows:
        found, total = messages_page(rows, a.SESSION, statuses=pending, page=Page(1, 2))
        everything, count = messages_page(rows, a.SESSION, page=Page())
    assert ([it.id for it in found], total) == ([5, 4], 3)
    assert ([it.id for it in everything], count) == ([5, 4, 3, 2, 1, 6], 6)


def test_unfinished_messages_come_oldest_first(talking: World) -> None:
    with talking.reading() as rows:
        assert [it.id for it in recent_unfinished(rows, a.SESSION)] == [3, 4, 5]
        newest = recent_unfinished(rows, a.SESSION, limit=2)
    assert [it.id for it in newest] == [4, 5]


def test_jobs(talking: World) -> None:
    with talking.reading() as rows:
        job = job_by_id(rows, 2)
    assert job is not None
    assert (job.status.value, job.log[0]["outcome"]) == ("failed", "failed")


def test_what_a_person_did_the_newest_first(begun: World) -> None:
    begun.tell(a.user_logged_in())
    with begun.reading() as rows:
        acts, total = activity_of(rows, a.USER, Page(1, 2))
    assert [it.slug for it in acts] == ["user.logged_in", "session.created"]
    assert total == 3


def test_the_latest_errors(begun: World) -> None:
    begun.tell(*(a.system_error_recorded(system_error_id=it) for it in (1, 2, 3)))
    with begun.reading() as rows:
        assert [it.id for it in latest_errors(rows, limit=2)] == [3, 2]


def test_two_senders_may_have_chosen_the_same_key(talking: World) -> None:
    twin = a.GROUP_KEY.model_copy(update={"id": "KEY1"})
    talking.tell(a.message_received(message_id=7, key=twin))

    with talking.reading() as rows:
        found = messages_of_key(rows, a.SESSION, "KEY1")
        none = messages_of_key(rows, 99, "KEY1")

    assert [row.id for row in found] == [1, 7]
    assert none == []


def test_what_happened_around_messages_is_listed_newest_first(begun: World) -> None:
    begun.tell(a.call_seen(called_at=a.LATER), a.group_changed(), a.presence_changed())
    with begun.reading() as rows:
        every, total = activity_page(rows, a.SESSION, Page())
        calls, _ = activity_page(rows, a.SESSION, Page(), kinds=[ActivityKind.CALL])
        _, of_others = activity_page(rows, 99, Page())

    assert [it.id for it in every] == [a.ACTIVITY + n for n in (0, 2, 1)]
    assert (total, of_others) == (3, 0)
    assert [it.what for it in calls] == ["offer"]
