"""Runs a campaign, and says how it went; exit status 1 when a promise was broken."""

import logging
import os
import sys
import tempfile
from pathlib import Path

from tests.story.campaign.campaign import Campaign
from tests.story.campaign.report import told

logging.getLogger("httpx").setLevel(logging.WARNING)


def main() -> None:
    rounds = int(os.environ.get("ROUNDS", "50"))
    sessions = int(os.environ.get("SESSIONS", "4"))
    seed = int(os.environ.get("SEED", "1"))
    place = Path(tempfile.mkdtemp(prefix="messenger-brain-campaign-"))
    campaign = Campaign(place, sessions=sessions, seed=seed)
    print(f"seed {seed}, {sessions} sessions, in {place}", flush=True)  # noqa: T201
    outcome = campaign.run(rounds, say=lambda it: print(it, flush=True))  # noqa: T201
    print(told(outcome))  # noqa: T201
    sys.exit(1 if outcome.wrong else 0)


if __name__ == "__main__":
    main()
