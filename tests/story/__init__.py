"""The whole story in real processes. What its modules assert is explained, too."""

import pytest

pytest.register_assert_rewrite(
    "tests.story.ledger", "tests.story.mortal_story", "tests.support.customer"
)
