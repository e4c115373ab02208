from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from adapters.security.master_key import add_master_key, master_keys


def test_a_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    home = tmp_path / "var"
    (key,) = master_keys(home)

    assert master_keys(home) == (key,)
    assert len(key) == 32
    assert [path.name for path in home.iterdir()] == ["master.key"]
    assert (home / "master.key").stat().st_mode & 0o777 == 0o600
    assert home.stat().st_mode & 0o777 == 0o700


def test_the_setting_goes_before_the_file(tmp_path: Path) -> None:
    assert master_keys(tmp_path, "ab" * 32) == (bytes.fromhex("ab" * 32),)
    assert list(tmp_path.iterdir()) == []


def test_where_a_new_key_can_not_be_right_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="put it back"):
        master_keys(tmp_path, create=False)
    assert list(tmp_path.iterdir()) == []


def test_of_several_keys_the_newest_comes_first(tmp_path: Path) -> None:
    given = f"{'ab' * 32}, {'cd' * 32}"

    assert [it[0] for it in master_keys(tmp_path, given)] == [0xAB, 0xCD]


def test_a_new_key_is_put_before_the_old_ones(tmp_path: Path) -> None:
    (first,) = master_keys(tmp_path)

    second, kept = add_master_key(tmp_path)

    assert kept == first
    assert second != first
    assert master_keys(tmp_path) == (second, first)
    assert [path.name for path in tmp_path.iterdir()] == ["master.key"]
    assert (tmp_path / "master.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("wrong", ["", "secret", "ab" * 31, f"{'ab' * 32},ab"])
def test_a_wrong_key_is_refused_with_the_remedy(tmp_path: Path, wrong: str) -> None:
    with pytest.raises(ValueError, match="64 hexadecimal digits"):
        master_keys(tmp_path, wrong)


def test_an_empty_file_is_not_taken_for_a_key(tmp_path: Path) -> None:
    (tmp_path / "master.key").write_text("")
    with pytest.raises(ValueError, match=r"master\.key"):
        master_keys(tmp_path)


def test_processes_that_start_together_have_one_key(tmp_path: Path) -> None:
    with ProcessPoolExecutor(4, mp_context=get_context("spawn")) as pool:
        keys = set(pool.map(master_keys, [tmp_path] * 16))

    assert len(keys) == 1
