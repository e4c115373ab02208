import pytest

from entrypoints.http.origin import HEADER
from entrypoints.program import Program
from tests.entrypoints.http.customers import Customer, Http, link


@pytest.mark.parametrize("path", ["/api/subscriptions", "/api/nothing", "/health/live"])
def test_a_sane_request_id_is_answered_everywhere(http: Http, path: str) -> None:
    assert http.get(path, headers={HEADER: "shop-17.4"}).headers[HEADER] == "shop-17.4"


@pytest.mark.parametrize("given", ["", "x" * 101, "a b", "<script>", "../etc"])
def test_any_other_is_replaced(http: Http, given: str) -> None:
    answered = http.get("/api/subscriptions", headers={HEADER: given}).headers[HEADER]

    assert answered != given
    assert len(answered) == 32


def test_events_know_who_caused_them_in_which_request(
    program: Program, ana: Customer
) -> None:
    ana.patch("/account", json={"name": "Ana María"}, headers={HEADER: "rename"})

    last = [
        it.envelope
        for it in program.journal.history(f"user:{ana.user_id}")
        if it.envelope.event.TYPE == "user.renamed"
    ]

    assert [(it.actor, it.correlation_id) for it in last] == [
        (f"user:{ana.user_id}", "rename")
    ]


def test_what_is_sent_with_a_key_was_caused_by_the_session(
    program: Program, ana: Customer
) -> None:
    made = ana.session()
    link(program, made)
    sent = ana.key(made).post("/send-message", json={"to": "34600111333", "text": "x"})

    stream = f"message:{sent.json()['data']['msgId']}"
    assert program.journal.history(stream)[0].envelope.actor == f"session:{made['id']}"
