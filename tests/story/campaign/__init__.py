"""Everything that can die does, again and again, under a stream of messages.

``ROUNDS=300 SESSIONS=4 SEED=7 python -m tests.story.campaign`` prints what was done,
what struck how often, and what was lost (nothing). The seed decides what strikes whom
after how many messages, and what each number says and hears; the machine decides when.
"""

import pytest

pytest.register_assert_rewrite("tests.story.campaign.line")
