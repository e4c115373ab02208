import pickle
from pathlib import Path
from time import monotonic

import pytest
from cryptography.exceptions import InvalidTag
from sqlalchemy import Engine

from adapters.database import create_missing, dispose, engine_for
from adapters.event_store.tables import log_tables
from adapters.event_store.vault import (
    TRUSTED_SECONDS,
    KeyMissing,
    PersonalKeys,
    Vault,
    WrongMasterKey,
    is_sealed,
)
from adapters.security.secrets import MasterKeySecrets

BODY = b'{"name":"Ana"}'
PLACE = "user:7/1"


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    engine = engine_for(f"sqlite:///{tmp_path}/keys.db")
    create_missing(engine, log_tables)
    return engine


@pytest.fixture
def vault(engine: Engine) -> Vault:
    return Vault(keys_in(engine))


def keys_in(engine: Engine, master: bytes = bytes(32)) -> PersonalKeys:
    return PersonalKeys(engine, MasterKeySecrets(master))


def test_what_is_sealed_can_be_opened(vault: Vault) -> None:
    assert vault.open(vault.seal(7, PLACE, BODY), PLACE) == BODY


def test_a_vault_can_be_sent_to_another_process_of_this_program(vault: Vault) -> None:
    sealed = vault.seal(7, PLACE, BODY)

    assert pickle.loads(pickle.dumps(vault)).open(sealed, PLACE) == BODY  # noqa: S301


def test_it_does_not_show_what_it_holds(vault: Vault) -> None:
    assert b"Ana" not in vault.seal(7, PLACE, BODY)


def test_the_same_is_never_sealed_alike(vault: Vault) -> None:
    assert vault.seal(7, PLACE, BODY) != vault.seal(7, PLACE, BODY)


def test_it_can_not_be_passed_off_as_another_events(vault: Vault) -> None:
    with pytest.raises(InvalidTag):
        vault.open(vault.seal(7, PLACE, BODY), "user:7/2")


def test_everybody_has_a_key_of_their_own(vault: Vault) -> None:
    sealed = vault.seal(7, PLACE, BODY)

    vault.seal(8, PLACE, BODY)

    with pytest.raises(InvalidTag):
        vault.open(sealed.replace(b"7:", b"8:", 1), PLACE)


def test_reading_makes_no_key(engine: Engine, vault: Vault) -> None:
    sealed = vault.seal(7, PLACE, BODY)

    with pytest.raises(KeyMissing, match="user 8"):
        vault.open(sealed.replace(b"7:", b"8:", 1), PLACE)
    with pytest.raises(KeyMissing):
        keys_in(engine).of(8)


def test_a_key_that_another_process_destroyed_is_soon_not_used_any_more(
    engine: Engine, vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault.seal(7, PLACE, BODY)

    keys_in(engine).destroy(7)
    now = monotonic() + TRUSTED_SECONDS
    monkeypatch.setattr("adapters.event_store.vault.monotonic", lambda: now + 1)

    assert vault.seal(7, PLACE, BODY) == b""


def test_another_master_key_is_noticed_before_anything_is_written(
    engine: Engine, vault: Vault
) -> None:
    assert not is_sealed(engine)
    vault.keys.check_master()
    assert is_sealed(engine)

    keys_in(engine).check_master()
    with pytest.raises(WrongMasterKey, match=r"master\.key"):
        keys_in(engine, b"x" * 32).check_master()


def test_keys_outlive_the_process(engine: Engine, vault: Vault) -> None:
    sealed = vault.seal(7, PLACE, BODY)

    assert Vault(keys_in(engine)).open(sealed, PLACE) == BODY


def test_without_the_key_nothing_can_be_read(engine: Engine, vault: Vault) -> None:
    sealed = vault.seal(7, PLACE, BODY)

    vault.keys.destroy(7)

    assert vault.open(sealed, PLACE) is None
    assert Vault(keys_in(engine)).open(sealed, PLACE) is None


def test_nothing_private_is_written_of_an_erased_person(vault: Vault) -> None:
    vault.keys.destroy(7)

    assert vault.seal(7, PLACE, BODY) == b""


def test_a_destroyed_key_never_comes_back(engine: Engine, vault: Vault) -> None:
    vault.keys.destroy(7)
    vault.keys.forget(7)

    assert vault.keys.of(7, create=True) is None
    assert keys_in(engine).of(7, create=True) is None


def test_another_process_may_have_made_the_key_first(engine: Engine) -> None:
    first, second = Vault(keys_in(engine)), Vault(keys_in(engine))

    assert second.open(first.seal(7, PLACE, BODY), PLACE) == BODY


def test_the_master_key_can_be_changed(engine: Engine, vault: Vault) -> None:
    sealed = vault.seal(7, PLACE, BODY)
    vault.keys.destroy(8)
    new = b"n" * 32

    assert vault.keys.rewrap(MasterKeySecrets(new)) == 1

    assert Vault(keys_in(engine, new)).open(sealed, PLACE) == BODY
    assert keys_in(engine, new).of(8) is None
    with pytest.raises(ValueError, match="another master key"):
        keys_in(engine).of(7)
    dispose(engine)
