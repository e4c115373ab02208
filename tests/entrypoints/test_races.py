"""What many want at once goes to one, and what is given up is free again."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from domain.kernel import DomainError
from domain.subscription.errors import TrialUsed
from entrypoints.bootstrap import bootstrap
from entrypoints.program import Program
from entrypoints.settings import Settings

PASSWORD = "a long password"
ADDRESSES = [f"ana{number}@example.com" for number in range(6)]


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    program = bootstrap(Settings(home=tmp_path))
    program.subscriptions.open_catalogue()
    yield program
    program.close()


@pytest.fixture
def ana(program: Program) -> int:
    return program.users.register(
        name="Ana", email="ana@example.com", password=PASSWORD
    ).id


def opens(program: Program, email: str) -> bool:
    try:
        program.users.log_in(email=email, password=PASSWORD)
    except DomainError:
        return False
    return True


def test_of_many_new_addresses_at_once_the_last_alone_is_the_persons(
    program: Program, ana: int
) -> None:
    def move(email: str) -> None:
        program.users.change_profile(ana, email=email)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(move, ADDRESSES))

    now = program.users.all.get(ana).email
    assert [it for it in ["ana@example.com", *ADDRESSES] if opens(program, it)] == [now]


def test_addresses_that_were_given_up_can_be_registered(
    program: Program, ana: int
) -> None:
    for email in ADDRESSES:
        program.users.change_profile(ana, email=email)

    for email in ADDRESSES[:-1]:
        program.users.register(name="Berta", email=email, password=PASSWORD)


def test_a_name_and_an_address_changed_at_once_are_both_kept(
    program: Program, ana: int
) -> None:
    with ThreadPoolExecutor(2) as pool:
        name = pool.submit(program.users.change_profile, ana, name="Ana Ruiz")
        email = pool.submit(program.users.change_profile, ana, email=ADDRESSES[0])
        name.result()
        email.result()

    user = program.users.all.get(ana)
    assert (user.name, user.email) == ("Ana Ruiz", ADDRESSES[0])


def test_a_trial_is_taken_once(program: Program, ana: int) -> None:
    trial = program.subscriptions.take(ana, "trial").id
    program.subscriptions.cancel(trial)

    with pytest.raises(TrialUsed):
        program.subscriptions.take(ana, "trial")
    assert program.subscriptions.take(ana, "basic").id
