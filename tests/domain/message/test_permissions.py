"""What WhatsApp lets us do to a message, known before it is asked."""

from datetime import timedelta

import pytest

from domain.kernel import DomainError, Invalid
from domain.message.errors import Deleted, NotOurs, NotSent, NotText, TooLate
from domain.message.evolve import evolve
from domain.message.message import Message
from domain.message.permissions import (
    EDITABLE_FOR,
    REVOCABLE_FOR,
    edited_content,
    must_be_reactable,
    must_be_revocable,
)
from tests.support import a
from tests.support.scenario import Scenario

accepted = Scenario(evolve).given(a.message_accepted())
failed = accepted.given(a.message_failed())
sent = accepted.given(a.message_sent())
revoked = sent.given(a.message_revoked())
received = Scenario(evolve).given(a.message_received())
in_group = Scenario(evolve).given(a.message_received(key=a.GROUP_KEY))
image = Scenario(evolve).given(
    a.message_accepted(content={"imageMessage": {"url": "https://example.com/a"}}),
    a.message_sent(),
)
answer = Scenario(evolve).given(
    a.message_accepted(
        content={"extendedTextMessage": {"text": "yes", "contextInfo": {"a": "b"}}}
    ),
    a.message_sent(),
)
MOMENT = timedelta(seconds=1)


def message(story: Scenario) -> Message:
    state = story.state
    assert isinstance(state, Message)
    return state


def test_a_text_of_ours_can_be_edited_for_a_quarter_of_an_hour() -> None:
    last = a.SOON + EDITABLE_FOR

    assert edited_content(message(sent), "bye", at=last) == {"conversation": "bye"}
    with pytest.raises(TooLate):
        edited_content(message(sent), "bye", at=last + MOMENT)


def test_an_edited_answer_still_answers() -> None:
    assert edited_content(message(answer), "no", at=a.SOON) == {
        "extendedTextMessage": {"text": "no", "contextInfo": {"a": "b"}}
    }


@pytest.mark.parametrize(
    ("story", "text", "error"),
    [
        (received, "bye", NotOurs),
        (accepted, "bye", NotSent),
        (failed, "bye", NotSent),
        (revoked, "bye", Deleted),
        (image, "bye", NotText),
        (sent, " ", Invalid),
        (answer, "x" * 65_537, Invalid),
    ],
)
def test_what_cannot_be_edited(
    story: Scenario, text: str, error: type[DomainError]
) -> None:
    with pytest.raises(error):
        edited_content(message(story), text, at=a.SOON)


def test_a_message_of_ours_can_be_deleted_for_two_and_a_half_days() -> None:
    last = a.SOON + REVOCABLE_FOR

    must_be_revocable(message(sent), at=last)
    with pytest.raises(TooLate):
        must_be_revocable(message(sent), at=last + MOMENT)


def test_deleting_may_be_asked_for_again_and_by_a_groups_admin() -> None:
    must_be_revocable(message(revoked), at=a.SOON)
    must_be_revocable(message(in_group), at=a.LATER)


@pytest.mark.parametrize(
    ("story", "error"), [(received, NotOurs), (accepted, NotSent), (failed, NotSent)]
)
def test_what_cannot_be_deleted(story: Scenario, error: type[DomainError]) -> None:
    with pytest.raises(error):
        must_be_revocable(message(story), at=a.SOON)


def test_whatever_whatsapp_has_can_be_reacted_to() -> None:
    for story in (sent, received, in_group, image):
        must_be_reactable(message(story))
    with pytest.raises(NotSent):
        must_be_reactable(message(accepted))
    with pytest.raises(Deleted):
        must_be_reactable(message(revoked))
