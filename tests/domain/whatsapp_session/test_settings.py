from typing import Any

import pytest

from domain.kernel import Invalid
from domain.whatsapp_session.rules import (
    ALIASES,
    WEBHOOK_EVENTS,
    checked,
    ignores,
    valid_phone,
    wants,
)
from tests.support import a


@pytest.mark.parametrize(
    "number", ["+34600111222", "34600111222", "+34 600 111 222", "+34 (600) 11.12-22"]
)
def test_a_phone_number_is_kept_in_one_form(number: str) -> None:
    assert valid_phone(number) == "+34600111222"


@pytest.mark.parametrize(
    "number",
    ["", "+", "1234567", "+1234567890123456", "0034600111222", "+34six", "٣٤٦"],
)
def test_what_is_no_phone_number(number: str) -> None:
    with pytest.raises(Invalid, match="phone number must be"):
        valid_phone(number)


def test_settings_are_kept_in_their_canonical_form() -> None:
    told = a.settings(
        name="  The \t shop ", phone_number="34 600 999 888", webhook_url=""
    )

    assert checked(told) == a.settings(webhook_url=None)
    assert checked(a.settings()) == a.settings()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "n" * 101),
        ("name", "a\x00b"),
        ("phone_number", "six"),
        ("webhook_url", "example.com/hook"),
        ("webhook_url", "ftp://example.com"),
        ("webhook_url", "https://"),
        ("webhook_url", " https://example.com"),
        ("webhook_url", "https://exa\nmple.com"),
        ("webhook_url", f"https://example.com/{'a' * 2048}"),
        ("proxy_url", "proxy.example.com:1080"),
        ("proxy_url", "ftp://proxy.example.com"),
        ("proxy_url", "socks5://"),
        ("webhook_events", ("messages.received", "messages.eaten")),
    ],
)
def test_what_cannot_be_set(field: str, value: Any) -> None:
    with pytest.raises(Invalid) as caught:
        checked(a.settings(**{field: value}))
    assert list(caught.value.errors) == [field]


def test_every_field_that_is_wrong_is_named() -> None:
    with pytest.raises(Invalid) as caught:
        checked(a.settings(name="", phone_number="", proxy_url="x"))
    assert list(caught.value.errors) == ["name", "phone_number", "proxy_url"]


@pytest.mark.parametrize(
    "begin", ["http://a:b@", "https://a:b@", "socks4://", "socks5://"]
)
def test_proxies_of_four_kinds_may_be_used(begin: str) -> None:
    url = f"{begin}proxy.example.com:1080"

    assert checked(a.settings(proxy_url=url)).proxy_url == url


def test_browsers_can_not_log_in_to_a_socks_proxy() -> None:
    with pytest.raises(Invalid, match="user and password"):
        checked(a.settings(proxy_url="socks5://a:b@proxy.example.com:1080"))


@pytest.mark.parametrize("name", sorted(WEBHOOK_EVENTS | set(ALIASES)))
def test_event_names_are_kept_as_they_were_written(name: str) -> None:
    chosen = checked(a.settings(webhook_events=(name,)))

    assert chosen.webhook_events == (name,)
    assert wants(chosen, ALIASES.get(name, name))


def test_an_owner_hears_of_what_was_chosen_and_of_everything_by_default() -> None:
    everything, nothing = a.settings(webhook_events=None), a.settings(webhook_events=())

    assert wants(everything, "call")
    assert not wants(nothing, "call")
    assert wants(a.settings(), "session.status")
    assert not wants(a.settings(), "qrcode.updated")


@pytest.mark.parametrize("off", [{"webhook_enabled": False}, {"webhook_url": None}])
def test_nobody_is_told_without_an_address_in_use(off: dict[str, Any]) -> None:
    assert not wants(a.settings(**off), "messages.received")


@pytest.mark.parametrize(
    ("switch", "jid"),
    [
        ("ignore_groups", "120363042345678901@g.us"),
        ("ignore_channels", "120363042345678901@newsletter"),
        ("ignore_broadcasts", "status@broadcast"),
    ],
)
def test_an_owner_may_ignore_chats_of_one_kind(switch: str, jid: str) -> None:
    ignoring = a.settings(**{switch: True})

    assert ignores(ignoring, jid)
    assert not ignores(a.settings(), jid)
    assert not ignores(ignoring, "34600111222@s.whatsapp.net")
