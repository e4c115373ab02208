"""What WhatsApp is to get of a draft, and what no draft may ask for."""

from typing import Any

import pytest

from domain.kernel import Invalid
from domain.message.contents import MediaKind, content_of, media_of, words_of
from domain.message.drafts import Card, Draft, Place, Poll
from domain.whatsapp import Content

URL = "https://example.com/a.jpg"
ANA = "34600111222"
JID = f"{ANA}@s.whatsapp.net"
MADRID = Place(latitude=40.4168, longitude="-3.7038", name=" Sol ", address="")
WHEN = Poll(question="When?", options=["At nine", " At ten "])


def draft(**asked: Any) -> Draft:
    return Draft(**{"to": ANA} | asked)


@pytest.mark.parametrize(
    ("asked", "content"),
    [
        ({"text": "hello"}, {"conversation": "hello"}),
        ({"image_url": URL}, {"imageMessage": {"url": URL}}),
        (
            {"image_url": URL, "text": "Look!", "view_once": True},
            {"imageMessage": {"url": URL, "caption": "Look!", "viewOnce": True}},
        ),
        ({"image_url": URL, "text": " "}, {"imageMessage": {"url": URL}}),
        (
            {"video_url": URL, "text": "Look!"},
            {"videoMessage": {"url": URL, "caption": "Look!"}},
        ),
        (
            {"document_url": URL, "file_name": "Bill 3.pdf", "text": "Yours"},
            {
                "documentMessage": {
                    "url": URL,
                    "fileName": "Bill 3.pdf",
                    "caption": "Yours",
                }
            },
        ),
        ({"audio_url": URL}, {"audioMessage": {"url": URL, "ptt": True}}),
        ({"sticker_url": URL}, {"stickerMessage": {"url": URL}}),
        (
            {"location": MADRID},
            {
                "locationMessage": {
                    "degreesLatitude": 40.4168,
                    "degreesLongitude": -3.7038,
                    "name": "Sol",
                }
            },
        ),
        (
            {"poll": WHEN},
            {
                "pollCreationMessage": {
                    "name": "When?",
                    "options": [{"optionName": "At nine"}, {"optionName": "At ten"}],
                    "selectableOptionsCount": 1,
                }
            },
        ),
        (
            {"text": "hi @34600111222", "mentions": [f"+{ANA}", JID]},
            {
                "extendedTextMessage": {
                    "text": "hi @34600111222",
                    "contextInfo": {"mentionedJid": [JID]},
                }
            },
        ),
        (
            {"image_url": URL, "mentions": [JID]},
            {"imageMessage": {"url": URL, "contextInfo": {"mentionedJid": [JID]}}},
        ),
    ],
)
def test_each_kind_has_the_shape_of_the_contract(
    asked: dict[str, Any], content: Content
) -> None:
    assert content_of(draft(**asked)) == content


def test_an_answer_names_what_it_answers() -> None:
    answered = {"stanzaId": "3A77", "participant": JID}

    content = content_of(draft(text="yes"), answered)

    assert content == {"extendedTextMessage": {"text": "yes", "contextInfo": answered}}


def test_a_poll_may_allow_any_number_of_options() -> None:
    many = WHEN.model_copy(update={"multi_select": True})

    content: Any = content_of(draft(poll=many))

    assert content["pollCreationMessage"]["selectableOptionsCount"] == 0


def test_a_contact_is_a_card_that_can_be_tapped() -> None:
    content: Any = content_of(draft(contact=Card(name="O, Ana", phone="+34 600111222")))

    assert content["contactMessage"] == {
        "displayName": "O, Ana",
        "vcard": (
            "BEGIN:VCARD\nVERSION:3.0\nN:;O\\, Ana;;;\nFN:O\\, Ana\n"
            "TEL;type=CELL;type=VOICE;waid=34600111222:+34600111222\nEND:VCARD"
        ),
    }


@pytest.mark.parametrize(
    ("asked", "field", "remedy"),
    [
        ({}, "text", "required"),
        ({"text": " "}, "text", "required"),
        ({"poll": WHEN, "to": "Ana"}, "to", "phone number"),
        ({"image_url": URL, "video_url": URL}, "videoUrl", "one content"),
        ({"image_url": "ftp://example.com/a"}, "imageUrl", "http or https"),
        ({"image_url": "https://"}, "imageUrl", "http or https"),
        ({"image_url": "https://exa mple.com/"}, "imageUrl", "http or https"),
        ({"image_url": "http://[::1/"}, "imageUrl", "http or https"),
        ({"image_url": "https://e.com/" + "x" * 2048}, "imageUrl", "http or https"),
        ({"image_url": URL, "text": "x" * 1025}, "text", "1024 characters at most"),
        ({"audio_url": URL, "text": "x"}, "text", "caption can't go with audioUrl"),
        ({"poll": WHEN, "text": "x"}, "text", "caption can't go with poll"),
        ({"document_url": URL, "file_name": "../a"}, "fileName", "without a path"),
        ({"document_url": URL, "file_name": "x" * 256}, "fileName", "255"),
        ({"text": "x", "view_once": True}, "viewOnce", "image, a video or audio"),
        ({"sticker_url": URL, "view_once": True}, "viewOnce", "image"),
        ({"text": "x", "mentions": ["Ana"]}, "mentions", "The mentions field"),
        ({"text": "x", "mentions": [ANA] * 1025}, "mentions", "1024 at most"),
        ({"contact": Card(name=" ", phone=ANA)}, "contact.name", "1 to 100"),
        ({"contact": Card(name="Ana", phone="no")}, "contact.phone", "phone number"),
        (
            {"contact": Card(name="Ana", phone="120363@g.us")},
            "contact.phone",
            "person's",
        ),
        (
            {"location": Place(latitude=90.1, longitude=0)},
            "location.latitude",
            "-90 to 90",
        ),
        (
            {"location": Place(latitude=0, longitude="west")},
            "location.longitude",
            "-180 to 180",
        ),
        (
            {"location": Place(latitude=0, longitude="1_0")},
            "location.longitude",
            "-180 to 180",
        ),
        (
            {"location": Place(latitude="\u0661", longitude=0)},
            "location.latitude",
            "-90 to 90",
        ),
        (
            {"location": Place(latitude=float("nan"), longitude=0)},
            "location.latitude",
            "-90 to 90",
        ),
        (
            {"location": Place(latitude="1e999", longitude=0)},
            "location.latitude",
            "-90 to 90",
        ),
        (
            {"location": Place(latitude="nan", longitude=0)},
            "location.latitude",
            "-90 to 90",
        ),
        (
            {"location": Place(latitude=0, longitude=0, name="x" * 101)},
            "location.name",
            "1 to 100",
        ),
        ({"poll": Poll(question="", options=["a", "b"])}, "poll.question", "1 to 255"),
        ({"poll": Poll(question="?", options=["a"])}, "poll.options", "2 to 12"),
        (
            {"poll": Poll(question="?", options=[str(it) for it in range(13)])},
            "poll.options",
            "2 to 12",
        ),
        (
            {"poll": Poll(question="?", options=["a", " a"])},
            "poll.options",
            "must differ",
        ),
        (
            {"poll": Poll(question="?", options=["a", "b" * 101])},
            "poll.options",
            "1 to 100",
        ),
    ],
)
def test_what_cannot_be_sent_is_said_by_the_field_of_the_contract(
    asked: dict[str, Any], field: str, remedy: str
) -> None:
    with pytest.raises(Invalid, match=remedy) as caught:
        content_of(draft(**asked))

    assert list(caught.value.errors) == [field]


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"image_url": URL}, "imageUrl"),
        ({"poll": WHEN}, "poll"),
        ({"text": "x", "mentions": [ANA]}, "mentions"),
    ],
)
def test_a_channel_takes_text_only(asked: dict[str, Any], field: str) -> None:
    to = "120363042345678901@newsletter"
    assert content_of(draft(to=to, text="news")) == {"conversation": "news"}

    with pytest.raises(Invalid, match="text only") as caught:
        content_of(draft(to=to, **asked))
    assert list(caught.value.errors) == [field]


@pytest.mark.parametrize("kind", MediaKind)
def test_the_file_of_a_message_is_found_again(kind: MediaKind) -> None:
    content = content_of(draft(**{f"{kind}_url": URL}))

    assert media_of(content) == (kind, URL)


def test_what_came_in_or_has_no_file_has_none_to_send() -> None:
    assert media_of({"conversation": "hello"}) is None
    assert media_of({"imageMessage": {"mediaKey": "k"}}) is None


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"conversation": "hello"}, "hello"),
        ({"extendedTextMessage": {"text": "hello"}}, "hello"),
        ({"imageMessage": {"url": URL, "caption": "Look!"}}, "Look!"),
        ({"imageMessage": {"url": URL}}, ""),
        ({"unsupportedMessage": "odd"}, ""),
    ],
)
def test_the_words_of_a_message_are_its_text_or_caption(
    content: Content, words: str
) -> None:
    assert words_of(content) == words
