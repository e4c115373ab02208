"""Random walks of a message that goes out, through workers and receipts."""

from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule

from domain.message.events import MessageAccepted, MessageFailed, MessageSent
from domain.message.evolve import evolve
from domain.message.message import STATUS_OF, Message
from domain.reference import MessageStatus
from domain.whatsapp import Ack, Sent
from tests.domain.machine import MODERATE, AggregateMachine
from tests.support import a

ACKS = st.sampled_from(Ack)


class MessageMachine(AggregateMachine):
    evolve = evolve
    state: Message

    @initialize()
    def accept(self) -> None:
        self.record([a.message_accepted()])
        self.furthest, self.failed = Ack.PENDING, False

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

    @rule(ack=ACKS)
    def receipt(self, ack: Ack) -> None:
        told = self.decide(lambda it: it.acknowledge(ack, at=a.NOON))
        news = ack > self.furthest and ack >= Ack.SENT
        assert bool(told) is news
        self.furthest = ack if news else self.furthest

    def check(self) -> None:
        message = self.state
        self._never_goes_out_again(message)
        if self.furthest >= Ack.SENT:
            assert message.status is STATUS_OF[self.furthest]
            assert (message.ack, message.failure) == (self.furthest, None)
        elif self.failed:
            assert (message.status, message.ack) == (MessageStatus.FAILED, Ack.ERROR)
        else:
            assert message.status is MessageStatus.PENDING

    def _never_goes_out_again(self, message: Message) -> None:
        """It was accepted once, sent or failed at most once, and has one key."""
        kinds = [type(it) for it in self.history]
        assert kinds.index(MessageAccepted) == 0
        for once in (MessageAccepted, MessageSent, MessageFailed):
            assert kinds.count(once) <= 1
        assert message.key == a.KEY
        steps = message.progress.model_dump().values()
        assert list(steps) == sorted(steps, key=lambda it: it is None)


TestMessage = MessageMachine.TestCase
TestMessage.settings = MODERATE
