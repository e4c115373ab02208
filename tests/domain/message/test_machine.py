"""Random walks of a message that goes out, through workers, receipts and people."""

from datetime import datetime, timedelta

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from domain.message import changes
from domain.message.events import (
    MessageAccepted,
    MessageFailed,
    MessageRequeued,
    MessageRevoked,
    MessageSent,
)
from domain.message.evolve import evolve
from domain.message.message import Message
from domain.message.progress import STATUS_OF
from domain.reference import MessageStatus
from domain.whatsapp import (
    Ack,
    EditSeen,
    PollVoteSeen,
    ReactionSeen,
    RevokeSeen,
    Sent,
)
from tests.domain.machine import MODERATE, AggregateMachine
from tests.support import a

ACKS = st.sampled_from(Ack)
PEOPLE = st.sampled_from(["34600111222@s.whatsapp.net", "34600111223@s.whatsapp.net"])
MOMENTS = st.integers(0, 3).map(lambda it: a.NOON + timedelta(seconds=it))


class MessageMachine(AggregateMachine):
    evolve = evolve
    state: Message

    @initialize()
    def accept(self) -> None:
        self.record([a.message_accepted()])
        self.furthest, self.failed, self.revoked = Ack.PENDING, False, False

    @rule(ack=ACKS)
    def sent(self, ack: Ack) -> None:
        answer = Sent(key=a.KEY, sent_at=a.SOON, ack=ack)
        before = self.furthest
        self.decide(lambda it: it.record_sent(answer, at=a.NOON))
        if before < Ack.SENT:
            self.furthest = max(ack, Ack.SENT)

    @rule()
    def fails(self) -> None:
        told = self.decide(lambda it: it.fail("no", at=a.NOON))
        assert bool(told) is (self.furthest is Ack.PENDING and not self.failed)
        self.failed = True

    @rule()
    def is_resent(self) -> None:
        may = self.failed and self.furthest is Ack.PENDING
        self.decide(lambda it: it.resend(at=a.NOON), refused=not may)
        self.failed = self.failed and not may

    @rule(ack=ACKS)
    def receipt(self, ack: Ack) -> None:
        told = self.decide(lambda it: it.acknowledge(ack, at=a.NOON))
        news = ack > self.furthest and ack >= Ack.SENT and not self.revoked
        assert bool(told) is news
        self.furthest = ack if news else self.furthest

    @rule(text=st.sampled_from(["one", "two"]), at=MOMENTS)
    def is_edited(self, text: str, at: datetime) -> None:
        seen = EditSeen(key=a.KEY, content={"conversation": text}, edited_at=at)
        self._happens(self.decide(lambda it: changes.edit(it, seen, at=a.NOON)))

    @rule(who=PEOPLE, text=st.sampled_from(["", "👍", "😂"]), at=MOMENTS)
    def is_reacted_to(self, who: str, text: str, at: datetime) -> None:
        seen = ReactionSeen(
            key=a.KEY, id="", sender=who, from_me=False, text=text, reacted_at=at
        )
        self._happens(self.decide(lambda it: changes.react(it, seen, at=a.NOON)))

    @rule(who=PEOPLE, options=st.sets(st.sampled_from(["a", "b"])), at=MOMENTS)
    def is_voted_in(self, who: str, options: set[str], at: datetime) -> None:
        seen = PollVoteSeen(key=a.KEY, voter=who, options=tuple(options), voted_at=at)
        self._happens(self.decide(lambda it: changes.vote(it, seen, at=a.NOON)))

    @rule()
    def is_revoked(self) -> None:
        seen = RevokeSeen(key=a.KEY, revoked_at=a.NOON)
        told = self.decide(lambda it: changes.revoke(it, seen, at=a.NOON))
        assert bool(told) is not self.revoked
        self._happens(told)
        self.revoked = True

    def _happens(self, told: object) -> None:
        """Whatever did proves that the message was sent."""
        if told:
            self.furthest = max(self.furthest, Ack.SENT)

    def check(self) -> None:
        message = self.state
        self._never_goes_out_again(message)
        self._keeps_the_latest_of_everybody(message)
        if self.revoked:
            assert message.status is MessageStatus.DELETED
        elif self.furthest >= Ack.SENT:
            assert message.status is STATUS_OF[self.furthest]
            assert (message.ack, message.failure) == (self.furthest, None)
        elif self.failed:
            assert (message.status, message.ack) == (MessageStatus.FAILED, Ack.ERROR)
        else:
            assert message.status is MessageStatus.PENDING

    def _never_goes_out_again(self, message: Message) -> None:
        """Accepted once, sent at most once, and nothing waits for it after that."""
        kinds = [type(it) for it in self.history]
        assert kinds.index(MessageAccepted) == 0
        for once in (MessageAccepted, MessageSent, MessageRevoked):
            assert kinds.count(once) <= 1
        if MessageSent in kinds:
            after = kinds[kinds.index(MessageSent) :]
            assert not {MessageFailed, MessageRequeued} & {*after}
        assert kinds.count(MessageRequeued) <= kinds.count(MessageFailed)
        assert message.key == a.KEY
        steps = message.progress.model_dump().values()
        assert list(steps) == sorted(steps, key=lambda it: it is None)

    def _keeps_the_latest_of_everybody(self, message: Message) -> None:
        moments: dict[object, list[object]] = {}
        for event in self.history:
            for name, who in (("reacted_at", "sender"), ("voted_at", "voter")):
                if moment := getattr(event, name, None):
                    moments.setdefault((who, getattr(event, who)), []).append(moment)
        for told in moments.values():
            assert told == sorted(told, key=str)
        assert len(message.reactions) + len(message.votes) == len(moments)


TestMessage = MessageMachine.TestCase
TestMessage.settings = MODERATE
