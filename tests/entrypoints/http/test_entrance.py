from datetime import timedelta

import pytest

from entrypoints.program import Program
from tests.entrypoints.http.customers import PASSWORD, Bearer, Customer, Http
from tests.support.clock import FixedClock

EVA = {"name": "Eva", "email": "eva@example.com", "password": PASSWORD}


def test_who_registers_is_let_in_with_the_token_and_has_a_trial(http: Http) -> None:
    answer = http.post("/api/auth/register", json=EVA)
    welcome = answer.json()["data"]
    eva = Bearer(http, welcome["token"])

    assert answer.status_code == 201
    assert eva.get("/account").json()["data"] == welcome["user"]
    assert welcome["user"] == {
        "id": welcome["user"]["id"],
        "name": "Eva",
        "email": "eva@example.com",
        "email_verified": False,
        "status": "pending",
        "roles": ["customer"],
    }
    subscription = eva.get("/account/subscription").json()["data"]
    assert subscription["subscription"] == "trial"
    assert subscription["status"] == "trialing"


@pytest.mark.usefixtures("ana")
def test_a_taken_email_is_a_conflict(http: Http) -> None:
    again = {**EVA, "email": "ANA@example.com"}

    answer = http.post("/api/auth/register", json=again)

    assert answer.status_code == 409
    assert answer.json()["code"] == "user.email_taken"


def test_registering_with_an_unknown_plan_leaves_no_account_behind(http: Http) -> None:
    refused = http.post("/api/auth/register", json={**EVA, "subscription": "gold"})
    then = http.post("/api/auth/register", json={**EVA, "subscription": "pro"})

    assert refused.status_code == 422
    assert "subscription" in refused.json()["errors"]
    assert then.status_code == 201


def test_every_wrong_field_of_a_registration_is_named(http: Http) -> None:
    answer = http.post("/api/auth/register", json={"name": None, "email": 7, "age": 3})

    assert answer.status_code == 422
    assert answer.json()["errors"] == {
        "name": ["The name field is required."],
        "email": ["The email field must be a string."],
        "password": ["The password field is required."],
        "age": ["There is no field 'age'."],
    }


def test_a_login_gives_a_token_and_logging_out_ends_it(
    http: Http, ana: Customer
) -> None:
    credentials = {"email": "ana@example.com", "password": PASSWORD}
    answer = http.post("/api/auth/login", json=credentials)
    login = Bearer(http, answer.json()["data"]["token"])

    assert answer.status_code == 200
    assert login.get("/account").json()["data"]["id"] == ana.user_id
    assert login.post("/auth/logout").json()["success"] is True
    assert login.get("/account").status_code == 401
    assert ana.get("/account").status_code == 200


@pytest.mark.usefixtures("ana")
def test_a_wrong_password_and_an_unknown_email_are_told_alike(http: Http) -> None:
    answers = [
        http.post("/api/auth/login", json={"email": email, "password": "not it at all"})
        for email in ("ana@example.com", "nobody@example.com")
    ]

    assert {answer.status_code for answer in answers} == {401}
    assert answers[0].json() == answers[1].json()


@pytest.mark.usefixtures("ana")
def test_a_login_expires(http: Http, clock: FixedClock) -> None:
    credentials = {"email": "ana@example.com", "password": PASSWORD}
    token = http.post("/api/auth/login", json=credentials).json()["data"]["token"]

    clock.move(timedelta(days=31))
    answer = Bearer(http, token).get("/account")

    assert answer.status_code == 401
    assert answer.json()["code"] == "auth.expired_token"
    assert answer.json()["message"] == "Invalid API key"


def test_a_suspended_account_is_kept_out_with_all_its_keys(
    program: Program, ana: Customer
) -> None:
    key = ana.key(ana.session())
    program.users.suspend(ana.user_id, reason="unpaid")

    answers = [ana.get("/account"), key.get("/status")]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert answers[0].json()["code"] == "user.suspended"
