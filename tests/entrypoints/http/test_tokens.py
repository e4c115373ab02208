from datetime import timedelta

from entrypoints.program import Program
from tests.entrypoints.http.customers import Bearer, Customer, Http
from tests.support.clock import FixedClock


def test_a_token_is_issued_listed_used_and_revoked(http: Http, ana: Customer) -> None:
    issued = ana.post("/account/tokens", json={"name": "Server"})
    new = issued.json()["data"]
    server = Bearer(http, new["token"])

    assert issued.status_code == 201
    assert server.get("/account").status_code == 200
    listed = {it["id"]: it for it in server.get("/account/tokens").json()["data"]}
    assert listed[new["id"]]["current"] is True
    assert "token" not in listed[new["id"]]

    assert ana.delete(f"/account/tokens/{new['id']}").status_code == 204
    assert server.get("/account").status_code == 401


def test_sessions_keys_are_not_among_an_accounts_tokens(ana: Customer) -> None:
    ana.session()

    listed = ana.get("/account/tokens").json()["data"]

    assert [it["type"] for it in listed] == ["personal_access"]


def test_a_token_of_somebody_else_can_not_be_revoked(
    ana: Customer, bob: Customer
) -> None:
    theirs = bob.token.partition("|")[0]

    assert ana.delete(f"/account/tokens/{theirs}").status_code == 404
    assert bob.get("/account").status_code == 200


def test_a_token_expires_when_it_says(
    http: Http, ana: Customer, clock: FixedClock
) -> None:
    tomorrow = (clock.now() + timedelta(days=1)).isoformat()
    wish = {"name": "Short", "expires_at": tomorrow}
    token = ana.post("/account/tokens", json=wish).json()["data"]["token"]
    short = Bearer(http, token)

    assert short.get("/account").status_code == 200
    clock.move(timedelta(days=2))
    assert short.get("/account").status_code == 401


def test_an_expiry_in_the_past_is_refused(ana: Customer) -> None:
    wish = {"name": "Late", "expires_at": "2001-01-01T00:00:00Z"}

    answer = ana.post("/account/tokens", json=wish)

    assert answer.status_code == 422
    assert list(answer.json()["errors"]) == ["expires_at"]


def test_the_use_of_a_token_is_written_down_once_a_day(
    program: Program, ana: Customer, clock: FixedClock
) -> None:
    for _ in range(3):
        ana.get("/account")
    clock.move(timedelta(days=1))
    ana.get("/account")

    history = program.journal.history(f"user:{ana.user_id}")
    used = [it for it in history if it.envelope.event.TYPE == "user.token_used"]

    assert len(used) == 2
