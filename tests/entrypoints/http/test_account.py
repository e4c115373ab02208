import pytest

from tests.entrypoints.http.customers import Customer


def test_a_profile_is_changed_field_by_field(ana: Customer) -> None:
    renamed = ana.patch("/account", json={"name": "Ana María", "email": None})
    moved = ana.patch("/account", json={"email": "Ana.Maria@example.com"})

    assert renamed.json()["data"]["name"] == "Ana María"
    assert renamed.json()["data"]["email"] == "ana@example.com"
    assert moved.json()["data"]["email"] == "ana.maria@example.com"


@pytest.mark.usefixtures("ana")
def test_an_email_of_somebody_else_is_refused(bob: Customer) -> None:
    answer = bob.patch("/account", json={"email": "ana@example.com"})

    assert answer.status_code == 409
    assert bob.get("/account").json()["data"]["email"] == "bob@example.com"


def test_preferences_begin_with_defaults_and_are_chosen(ana: Customer) -> None:
    before = ana.get("/account/preferences").json()["data"]
    chosen = ana.put(
        "/account/preferences", json={"appearance": {"options": {"theme": "dark"}}}
    )
    off = ana.put("/account/preferences", json={"appearance": {"enabled": False}})

    assert before["appearance"]["options"] == {"theme": "system", "language": "en"}
    assert before["two-factor"] == {"enabled": False, "options": {}}
    assert chosen.json()["data"]["appearance"]["options"]["theme"] == "dark"
    assert off.json()["data"]["appearance"]["enabled"] is False


def test_an_option_that_is_not_offered_is_refused(ana: Customer) -> None:
    answer = ana.put(
        "/account/preferences", json={"appearance": {"options": {"theme": "pink"}}}
    )

    assert answer.status_code == 422
    assert "dark" in answer.json()["message"]


def test_a_preference_nobody_knows_is_named(ana: Customer) -> None:
    answer = ana.put("/account/preferences", json={"appearance": {"colour": "red"}})

    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["appearance.colour"]


def test_activity_tells_what_the_caller_did(ana: Customer, bob: Customer) -> None:
    ana.session()

    page = ana.get("/account/activity").json()["data"]
    others = bob.get("/account/activity").json()["data"]

    assert "session.created" in [row["activity"] for row in page["data"]]
    assert "session.created" not in [row["activity"] for row in others["data"]]


def test_a_subscription_is_cancelled_and_another_taken(ana: Customer) -> None:
    twice = ana.post("/account/subscription", json={"subscription": "pro"})
    cancelled = ana.delete("/account/subscription")
    taken = ana.post("/account/subscription", json={"subscription": "pro"})

    assert twice.status_code == 409
    assert cancelled.json()["data"]["status"] == "cancelled"
    assert taken.status_code == 201
    assert taken.json()["data"]["features"]["max_sessions"] == 10
    assert ana.get("/account/subscription").json() == taken.json()


def test_the_catalogue_is_public(ana: Customer) -> None:
    plans = ana.http.get("/api/subscriptions").json()["data"]

    assert [plan["slug"] for plan in plans] == ["trial", "basic", "pro"]
    assert plans[2]["features"]["max_sessions"] == 10
