import pytest

from domain.kernel import Invalid
from domain.message.rules import TEXT_LENGTH, jid_of, text_content


@pytest.mark.parametrize(
    ("to", "jid"),
    [
        ("+34600111222", "34600111222@s.whatsapp.net"),
        ("34600111222", "34600111222@s.whatsapp.net"),
        (" +34 (600) 11-12.22 ", "34600111222@s.whatsapp.net"),
        ("34600111222@s.whatsapp.net", "34600111222@s.whatsapp.net"),
        ("34600111222@c.us", "34600111222@s.whatsapp.net"),
        ("120363042345678901@g.us", "120363042345678901@g.us"),
        ("34600111222-1600000000@g.us", "34600111222-1600000000@g.us"),
        ("120363042345678901@newsletter", "120363042345678901@newsletter"),
    ],
)
def test_everyone_a_message_can_go_to_has_one_address(to: str, jid: str) -> None:
    assert jid_of(to) == jid


@pytest.mark.parametrize(
    "to",
    [
        "",
        "@",
        "Ana",
        "0034600111222",
        "123456",
        "1234567890123456",
        "34600111222@example.com",
        "34600111222@lid",
        "status@broadcast",
        "group@g.us",
        "1-2-3@g.us",
        f"{'1' * 300}@g.us",
        f"{'1' * 300}@newsletter",
        "34600111222@s.whatsapp.net@g.us",
        "٣٤٦٠٠١١١٢٢٢",
    ],
)
def test_what_is_no_recipient(to: str) -> None:
    with pytest.raises(Invalid) as caught:
        jid_of(to)
    assert list(caught.value.errors) == ["to"]


@pytest.mark.parametrize("text", ["hello", " hello\n", "👩‍👩‍👧", "x" * TEXT_LENGTH])
def test_a_text_goes_out_as_it_was_written(text: str) -> None:
    assert text_content(text) == {"conversation": text}


@pytest.mark.parametrize(
    ("text", "remedy"),
    [
        ("", "required"),
        (" \n", "required"),
        ("x" * (TEXT_LENGTH + 1), "65536 characters at most"),
        ("a\x00b", "can't be sent"),
        ("half a pair \ud83d", "can't be sent"),
    ],
)
def test_what_is_no_text(text: str, remedy: str) -> None:
    with pytest.raises(Invalid, match=remedy):
        text_content(text)
