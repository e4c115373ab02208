from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.kernel import Invalid, NotFound
from domain.user.user import User
from entrypoints import history
from entrypoints.bootstrap import bootstrap
from entrypoints.program import Program
from entrypoints.settings import Settings
from tests.entrypoints.test_erasure import live


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    program = bootstrap(Settings(home=tmp_path))
    program.subscriptions.open_catalogue()
    yield program
    program.close()


def test_the_state_at_a_position_is_what_it_was_then(program: Program) -> None:
    ana = live(program)
    before = program.journal.end
    program.users.change_profile(ana, name="Ana Ruiz")

    then = history.state_of(program, f"user:{ana}", upto=before)
    now = history.state_of(program, f"user:{ana}")

    assert isinstance(then, User)
    assert isinstance(now, User)
    assert (then.name, now.name) == ("Ana Ortiz", "Ana Ruiz")


def test_a_moment_is_found_in_the_log(program: Program) -> None:
    live(program)
    for it in program.journal.page(after=0, size=1000)[::7]:
        found = history.position_at(program, it.envelope.recorded_at)
        (there,) = program.journal.page(after=found - 1, size=1)

        assert found >= it.position
        assert there.envelope.recorded_at == it.envelope.recorded_at


def test_what_was_not_there_is_said_so(program: Program) -> None:
    with pytest.raises(NotFound):
        history.state_of(program, "user:1", upto=1)
    with pytest.raises(Invalid, match="is no aggregate"):
        history.state_of(program, "email:1")
