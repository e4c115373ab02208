"""Every route of the API's own description, held against who may call it."""

from typing import Any, NamedTuple

import pytest

from tests.entrypoints.http.customers import Bearer, Customer, Http

METHODS = {"get", "post", "put", "patch", "delete"}
ACCOUNT: dict[str, list[str]] = {"personalAccessToken": []}
SESSION: dict[str, list[str]] = {"sessionApiKey": []}
OPEN = {"/api/auth/register", "/api/auth/login", "/api/subscriptions"}


class Route(NamedTuple):
    method: str
    path: str
    opened_by: list[dict[str, Any]]

    def at(self, number: object) -> str:
        """The path below /api, with the same number for every parameter."""
        parts = self.path.removeprefix("/api").split("/")
        return "/".join(str(number) if it.startswith("{") else it for it in parts)


@pytest.fixture
def routes(http: Http) -> list[Route]:
    paths = http.app.openapi_schema.to_schema()["paths"]
    return [
        Route(method.upper(), path, operation.get("security", []))
        for path, item in paths.items()
        for method, operation in item.items()
        if method in METHODS and path.startswith("/api")
    ]


@pytest.fixture
def guarded(routes: list[Route]) -> list[Route]:
    return [route for route in routes if route.opened_by]


def test_only_the_entrance_and_the_catalogue_are_open(routes: list[Route]) -> None:
    assert {route.path for route in routes if not route.opened_by} == OPEN


@pytest.mark.parametrize("headers", [{}, {"Authorization": "Basic eDp5"}])
def test_no_route_answers_without_a_token(
    http: Http, guarded: list[Route], headers: dict[str, str]
) -> None:
    for route in guarded:
        path = f"/api{route.at(1)}"
        answer = http.request(route.method, path, headers=headers)
        assert answer.status_code == 401, route
        assert answer.json()["message"] == "API key is required"
        assert answer.json()["error"] == "API key is required"
        assert answer.headers["www-authenticate"] == "Bearer"


def test_no_route_answers_to_a_token_that_is_wrong(
    http: Http, guarded: list[Route], ana: Customer
) -> None:
    number, _, secret = ana.token.partition("|")
    wrong = [
        f"{number}|{'x' * 48}",
        f"{int(number) + 900}|{secret}",
        f"{number}{secret}",
        f"{'9' * 30}|{secret}",
        "0" * 64,
        "é|ü",
    ]
    for route in guarded:
        for token in wrong:
            answer = Bearer(http, token)(route.method, route.at(1))
            assert answer.status_code == 401, (route, token)
            assert answer.json()["message"] == "Invalid API key"


def test_no_route_answers_to_a_token_of_the_other_kind(
    guarded: list[Route], ana: Customer
) -> None:
    made = ana.session()
    for route in guarded:
        if route.opened_by == [ACCOUNT]:
            answer = ana.key(made)(route.method, route.at(made["id"]))
        elif route.opened_by == [SESSION]:
            answer = ana(route.method, route.at(made["id"]))
        else:
            continue
        assert answer.status_code == 401, route
        assert answer.json()["message"] == "Invalid API key"


def test_what_is_somebody_elses_is_as_good_as_nothing(
    guarded: list[Route], ana: Customer, bob: Customer
) -> None:
    """Of what has a number of ours; whom WhatsApp knows is nobody's secret here."""
    theirs, own = ana.session(), bob.session()
    for route in (it for it in guarded if "_id}" in it.path):
        body: Any = {} if route.method in {"POST", "PUT"} else None
        caller = bob if ACCOUNT in route.opened_by else bob.key(own)
        there = caller(route.method, route.at(theirs["id"]), json=body)
        nowhere = caller(route.method, route.at(4711), json=body)

        assert there.status_code == nowhere.status_code == 404, route
        assert _masked(there.text, theirs["id"]) == _masked(nowhere.text, 4711)


def _masked(text: str, number: int) -> str:
    return text.replace(f" {number}.", " N.")


def test_a_key_opens_no_other_session(ana: Customer, bob: Customer) -> None:
    theirs, own = ana.session(), bob.session()

    assert bob.key(own).get(f"/sessions/{theirs['id']}/status").status_code == 404
    assert bob.key(own).get(f"/sessions/{own['id']}/status").status_code == 200


def test_asking_which_methods_a_route_takes_needs_no_token(http: Http) -> None:
    assert http.options("/api/whatsapp-sessions").status_code == 204
    assert http.options("/api/send-message").headers["allow"] == "OPTIONS, POST"


def test_numbers_that_are_none_are_no_route(ana: Customer) -> None:
    for number in ("abc", "1.5", "²", "%00", "-"):
        assert ana.get(f"/whatsapp-sessions/{number}").status_code == 404
