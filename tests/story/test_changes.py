"""What becomes of messages, from the phone to the owner's receiver and back."""

from typing import Any

from tests.support.customer import FRIEND, PHONE, Customer, Phone, eventually
from tests.support.gateway_process import GatewayProcess
from tests.support.receiver import Receiver


def test_what_becomes_of_messages_is_told_once(
    gateway: GatewayProcess, customer: Customer, phone: Phone, receiver: Receiver
) -> None:
    gateway.start()
    customer.register()
    customer.create_session(receiver.url)
    customer.link(phone)
    poll = {"question": "When?", "options": ["At nine", "At ten"]}
    asked = customer.try_to_send("", poll=poll).json()["data"]["msgId"]
    said = customer.send("hello")
    sent = eventually(lambda: phone.sent() if len(phone.sent()) == 2 else None)
    poll_id, text_id = (it["id"] for it in sent)

    phone.do("vote", phone=PHONE, id=poll_id, options=["At ten"], **{"from": FRIEND})
    phone.do("reaction", phone=PHONE, id=text_id, text="👍", **{"from": FRIEND})
    theirs = phone.write("helo")
    phone.do("edit", phone=PHONE, id=theirs, text="hello!", **{"from": FRIEND})
    eventually(lambda: told(receiver, "messages.update", theirs), why="the edit")
    phone.do("revoke", phone=PHONE, id=theirs, **{"from": FRIEND})
    answer = customer.call(
        "PUT", f"/messages/{said}", token=customer.key, json={"text": "hello again"}
    )
    assert answer.is_success, answer.text
    phone.do("call", phone=PHONE, **{"from": FRIEND})

    wanted = {"messages.delete", "messages.reaction", "poll.results", "call"}
    eventually(lambda: wanted <= {*receiver.events()}, why="all that happened")
    assert customer.info(said)["message"] == {"conversation": "hello again"}
    assert gateway.stop() == 0
    gateway.start()
    customer.until("connected")
    later = phone.write("later")
    eventually(lambda: told(receiver, "messages.received", later), why="the last one")
    assert len(distinct(receiver, "poll.results")) == 1
    (results, *_) = receiver.of("poll.results")
    assert results.body["data"]["pollResult"][1]["name"] == "At ten"
    assert len(results.body["data"]["pollResult"][1]["voters"]) == 1
    assert types(gateway, f"message:{asked}").count("message.poll_voted") == 1
    assert types(gateway, f"message:{said}").count("message.edited") == 1
    assert types(gateway, f"message:{said}").count("message.reacted") == 1
    assert len(distinct(receiver, "messages.delete")) == 1
    gateway.command("projections", "verify")


def distinct(receiver: Receiver, name: str) -> set[str]:
    """Webhooks come at least once: one that comes again has the same id."""
    return {post.id for post in receiver.of(name)}


def told(receiver: Receiver, name: str, key_id: str) -> list[Any]:
    return [post for post in receiver.of(name) if f'"{key_id}"' in post.raw.decode()]


def types(gateway: GatewayProcess, stream: str) -> list[str]:
    return [it["type"] for it in gateway.events() if it["stream"] == stream]
