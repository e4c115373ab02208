"""``kill -9`` of the gateway at five moments: messages going out and coming in."""

import pytest

from tests.story.mortal_story import LATE, survives
from tests.support.customer import Customer, Phone
from tests.support.gateway_process import GatewayProcess
from tests.support.receiver import Receiver


@pytest.mark.parametrize("moment", LATE)
def test_nothing_is_lost_and_nothing_is_twice(
    moment: int,
    gateway: GatewayProcess,
    customer: Customer,
    phone: Phone,
    receiver: Receiver,
) -> None:
    survives(gateway, customer, phone, receiver, moment=moment)
