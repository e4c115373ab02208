from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import Engine

from adapters.event_store.ids import HiLoIds


def test_every_kind_counts_from_one(engine: Engine) -> None:
    ids = HiLoIds(engine)

    assert [ids.next("chats") for _ in range(100)] == list(range(1, 101))
    assert ids.next("messages") == 1


def test_low_numbers_can_be_kept_for_reference_rows(engine: Engine) -> None:
    ids = HiLoIds(engine, first={"plans": 100})

    assert [ids.next("plans"), ids.next("plans"), ids.next("users")] == [100, 101, 1]


def test_a_restart_goes_on_beyond(engine: Engine) -> None:
    before = HiLoIds(engine, first={"plans": 100}).next("plans")
    after = HiLoIds(engine, first={"plans": 100}).next("plans")

    assert before < after <= before + HiLoIds.smallest_block


def test_two_processes_never_give_out_the_same_number(engine: Engine) -> None:
    processes = [HiLoIds(engine) for _ in range(2)]
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda n: processes[n % 2].next("chats"), range(500)))

    assert len(set(given)) == 500
