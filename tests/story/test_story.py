"""From an empty directory to a message read, and over a restart."""

from typing import Any

from tests.support.customer import FRIEND, PHONE, Customer, Phone, eventually
from tests.support.gateway_process import GatewayProcess
from tests.support.receiver import Receiver


def test_the_whole_story(
    gateway: GatewayProcess, customer: Customer, phone: Phone, receiver: Receiver
) -> None:
    gateway.start()
    customer.register()
    customer.create_session(receiver.url)
    assert customer.status() == "disconnected"
    customer.link(phone)
    assert phone.linked() == [PHONE]

    message_id = customer.send("hello")
    (arrived,) = eventually(phone.sent)
    assert (arrived["to"], arrived["body"]) == (f"{FRIEND}@s.whatsapp.net", "hello")
    phone.ack(arrived["id"], 3)
    info = eventually(lambda: read(customer, message_id), why="the message is read")
    assert info["key"]["id"] == arrived["id"]
    assert info["message"] == {"conversation": "hello"}

    answer = phone.write("hello yourself")
    eventually(lambda: received(receiver) == [answer], why="the webhook")
    (post,) = receiver.of("messages.received")
    assert post.body["data"]["messages"]["messageBody"] == "hello yourself"

    assert gateway.stop() == 0
    assert not gateway.processes()
    gateway.start()
    customer.until("connected")
    again = phone.write("are you there?")
    eventually(lambda: received(receiver) == [answer, again], why="the next webhook")
    assert receiver.events().count("qrcode.updated") == 1
    assert [it["id"] for it in phone.sent()] == [arrived["id"]]
    gateway.command("projections", "verify")


def read(customer: Customer, message_id: int) -> dict[str, Any] | None:
    info = customer.info(message_id)
    return info if info["status"] == 4 else None


def received(receiver: Receiver) -> list[str]:
    """The key ids of what came in, in the order the receiver was told."""
    posts = receiver.of("messages.received")
    return [post.body["data"]["messages"]["key"]["id"] for post in posts]
