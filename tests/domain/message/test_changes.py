"""Edits, deletions, reactions and votes: each is an event once, and in order."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from domain.message import changes
from domain.message.evolve import evolve
from domain.message.message import Message
from domain.reference import MessageStatus
from domain.whatsapp import Ack, EditSeen, PollVoteSeen, ReactionSeen, RevokeSeen
from tests.support import a
from tests.support.scenario import Scenario

accepted = Scenario(evolve).given(a.message_accepted())
sent = accepted.given(a.message_sent())
failed = accepted.given(a.message_failed())
edited = sent.given(a.message_edited())
revoked = sent.given(a.message_revoked())
reacted = sent.given(a.message_reacted())
voted = sent.given(a.message_poll_voted())

BEFORE, LATE = a.SOON - timedelta(seconds=1), a.SOON + timedelta(minutes=1)

EDIT = EditSeen(key=a.KEY, content={"conversation": "hello again"}, edited_at=a.SOON)
REVOKE = RevokeSeen(key=a.KEY, revoked_at=a.SOON)
REACTION = ReactionSeen(
    key=a.KEY,
    id="3A99D6A9C1B2E3F40518",
    sender="34600111222@s.whatsapp.net",
    from_me=False,
    text="👍",
    reacted_at=a.SOON,
)
VOTE = PollVoteSeen(
    key=a.KEY,
    voter="34600111222@s.whatsapp.net",
    options=("At nine",),
    voted_at=a.SOON,
)


def but(seen: Any, **other: Any) -> Any:
    return seen.model_copy(update=other)


CASES = [
    (changes.edit, EDIT, a.message_edited),
    (changes.revoke, REVOKE, a.message_revoked),
    (changes.react, REACTION, a.message_reacted),
    (changes.vote, VOTE, a.message_poll_voted),
]


@pytest.mark.parametrize(("decision", "seen", "fact"), CASES)
def test_what_whatsapp_tells_is_a_fact_once(
    decision: Callable[..., Any], seen: Any, fact: Callable[..., Any]
) -> None:
    sent.when(decision, seen, at=LATE).then(fact(at=LATE))
    sent.given(fact(at=LATE)).when(decision, seen, at=LATE).then_nothing()


@pytest.mark.parametrize("given", [accepted, failed])
@pytest.mark.parametrize(("decision", "seen", "fact"), CASES)
def test_whatever_happens_to_a_message_proves_that_it_was_sent(
    given: Scenario, decision: Callable[..., Any], seen: Any, fact: Callable[..., Any]
) -> None:
    proof = a.message_sent(progress={"sent_at": LATE}, at=LATE)

    given.when(decision, seen, at=LATE).then(proof, fact(at=LATE))


# --- edits


def test_an_edited_message_says_something_else() -> None:
    assert edited.state.content == {"conversation": "hello again"}
    assert edited.state.status is MessageStatus.SENT


def test_the_same_words_in_another_shape_are_no_edit() -> None:
    extended = but(
        EDIT, content={"extendedTextMessage": {"text": "hello again"}}, edited_at=LATE
    )

    edited.when(changes.edit, extended, at=LATE).then_nothing()


def test_an_older_edit_that_is_told_late_changes_nothing() -> None:
    older = but(EDIT, content={"conversation": "helo"}, edited_at=BEFORE)

    edited.when(changes.edit, older, at=LATE).then_nothing()


def test_what_was_deleted_is_not_edited_any_more() -> None:
    revoked.when(changes.edit, but(EDIT, edited_at=LATE), at=LATE).then_nothing()


# --- deletions


def test_a_deleted_message_stays_deleted() -> None:
    assert revoked.state.status is MessageStatus.DELETED
    revoked.when(Message.acknowledge, Ack.READ, at=LATE).then_nothing()
    revoked.when(Message.fail, "late", at=LATE).then_nothing()


# --- reactions


def test_everybody_has_one_reaction_the_latest() -> None:
    heart = but(REACTION, text="❤️", reacted_at=LATE)

    reacted.when(changes.react, heart, at=LATE).then(
        a.message_reacted(text="❤️", reacted_at=LATE, at=LATE)
    )
    both = reacted.given(
        a.message_reacted(sender="34600111223@s.whatsapp.net", text="😂")
    ).state
    assert {who: it.text for who, it in both.reactions.items()} == {
        "34600111222@s.whatsapp.net": "👍",
        "34600111223@s.whatsapp.net": "😂",
    }


def test_an_older_reaction_that_is_told_late_changes_nothing() -> None:
    older = but(REACTION, text="❤️", reacted_at=BEFORE)

    reacted.when(changes.react, older, at=LATE).then_nothing()


def test_a_reaction_can_be_taken_back_and_given_again() -> None:
    gone = but(REACTION, text="", reacted_at=LATE)
    fact = a.message_reacted(text="", reacted_at=LATE, at=LATE)

    reacted.when(changes.react, gone, at=LATE).then(fact)
    reacted.given(fact).when(changes.react, gone, at=LATE).then_nothing()
    reacted.given(fact).when(changes.react, REACTION, at=LATE).then_nothing()
    again = but(REACTION, reacted_at=LATE)
    reacted.given(fact).when(changes.react, again, at=LATE).then(
        a.message_reacted(reacted_at=LATE, at=LATE)
    )


def test_what_was_never_there_cannot_be_taken_back() -> None:
    sent.when(changes.react, but(REACTION, text=""), at=LATE).then_nothing()


def test_our_own_reaction_is_known_by_whatever_name_we_have() -> None:
    ours = sent.given(a.message_reacted(from_me=True, sender="", reaction_id=None))
    seen = but(REACTION, from_me=True, sender="34600333444@s.whatsapp.net")

    ours.when(changes.react, but(seen, reacted_at=LATE), at=LATE).then_nothing()


# --- votes


def test_a_vote_is_all_that_somebody_chooses_now() -> None:
    more = but(VOTE, options=("At ten", "At nine"), voted_at=LATE)

    voted.when(changes.vote, more, at=LATE).then(
        a.message_poll_voted(options=more.options, voted_at=LATE, at=LATE)
    )
    assert voted.state.votes[VOTE.voter].options == ("At nine",)


def test_the_order_in_which_options_are_told_says_nothing() -> None:
    both = voted.given(a.message_poll_voted(options=("At nine", "At ten")))
    turned = but(VOTE, options=("At ten", "At nine"), voted_at=LATE)

    both.when(changes.vote, turned, at=LATE).then_nothing()


def test_a_vote_can_be_taken_back() -> None:
    none = but(VOTE, options=(), voted_at=LATE)

    sent.when(changes.vote, none, at=LATE).then_nothing()
    voted.when(changes.vote, none, at=LATE).then(
        a.message_poll_voted(options=(), voted_at=LATE, at=LATE)
    )


def test_an_older_vote_that_is_told_late_changes_nothing() -> None:
    older = but(VOTE, options=("At ten",), voted_at=BEFORE)

    voted.when(changes.vote, older, at=LATE).then_nothing()
