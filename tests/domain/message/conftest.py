import pytest

from tests.domain.message.post import Post


@pytest.fixture
def post() -> Post:
    return Post()
