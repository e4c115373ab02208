"""A short campaign; ``python -m tests.story.campaign`` makes long ones."""

from pathlib import Path

import pytest

from tests.story.campaign.campaign import Campaign
from tests.story.campaign.report import told

ROUNDS, SESSIONS, SEED = 6, 2, 400
"""This seed begins with six different blows, none of which takes half a minute."""


@pytest.mark.timeout(900)
def test_whatever_dies_nothing_is_lost_and_nothing_is_twice(tmp_path: Path) -> None:
    outcome = Campaign(tmp_path, sessions=SESSIONS, seed=SEED).run(ROUNDS)

    assert not outcome.wrong, told(outcome)
    assert outcome.counts["accepted"] > ROUNDS
    assert outcome.counts["message.received events"] > 0
