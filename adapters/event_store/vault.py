"""Private facts, under a key of their own for each person, which can be destroyed.

A stored body with private facts has two halves: in clear what may always be read, with
stand-ins for what is private; then the whole, sealed. Once the key is gone, only the
first half can be read, and replay goes on with that.

The sealed half reads ``<user id>:`` + base64(nonce + AES-GCM ciphertext and tag), bound
to its stream and version, so that it can't be passed off as another event's.
"""

import secrets
from base64 import b64encode
from binascii import a2b_base64
from contextlib import suppress
from time import monotonic
from typing import Any, Final, NamedTuple

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from eventsourcing.persistence import IntegrityError
from sqlalchemy import Engine, Row, insert, inspect, select, update

from adapters.database import reading, writing
from adapters.event_store.tables import personal_keys
from domain.ports import Secrets

NONCE_BYTES: Final = 12
SEPARATOR: Final = b"\n"
"""Between the halves: compact JSON never has one."""


NOBODY: Final = 0
"""Whose key is only there to tell whether the master key is the right one."""

TRUSTED_SECONDS: Final = 3.0
"""How long a key is used without asking whether another process destroyed it."""


def is_sealed(engine: Engine) -> bool:
    """Whether anything in this database was ever sealed."""
    if not inspect(engine).has_table(personal_keys.name):
        return False
    with reading(engine) as connection:
        return connection.execute(select(personal_keys).limit(1)).first() is not None


class WrongMasterKey(ValueError):
    """The log was sealed under another master key."""


class KeyMissing(LookupError):
    """Something was sealed under a key that the database does not have."""


class _Known(NamedTuple):
    key: AESGCM | None
    until: float


class PersonalKeys:
    """A key a person, wrapped by the master key in the log's own database."""

    def __init__(self, engine: Engine, master: Secrets) -> None:
        self._engine = engine
        self._master = master
        self._known: dict[int, _Known] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self._engine, self._master)

    def check_master(self) -> None:
        """Before anything is written: under two master keys no log can be read.

        Raises WrongMasterKey.
        """
        try:
            self.of(NOBODY, create=True)
        except ValueError as error:
            raise WrongMasterKey(
                "The master key is not the one this log was sealed under: put "
                "master.key back into the data directory, or give the right "
                "MESSENGER_BRAIN_MASTER_KEY."
            ) from error

    def of(self, user_id: int, *, create: bool = False) -> AESGCM | None:
        """None once it was destroyed. Raises KeyMissing when it was never made."""
        known = self._known.get(user_id)
        if known is None or known.until < monotonic():
            until = monotonic() + TRUSTED_SECONDS
            known = _Known(self._find(user_id, create=create), until)
            self._known[user_id] = known
        return known.key

    def destroy(self, user_id: int) -> None:
        """For good. Other processes know it after TRUSTED_SECONDS."""
        self.of(user_id, create=True)
        gone = update(personal_keys).where(personal_keys.c.user_id == user_id)
        with writing(self._engine) as connection:
            connection.execute(gone.values(wrapped=None))
        self._known.pop(user_id, None)

    def forget(self, user_id: int) -> None:
        """Ask the database next time: another process may have destroyed it."""
        self._known.pop(user_id, None)

    def rewrap(self, master: Secrets) -> int:
        """Put all under another master key, or none; return how many people's."""
        living = personal_keys.c.wrapped.is_not(None)
        with writing(self._engine) as connection:
            rows = connection.execute(select(personal_keys).where(living)).all()
            for row in rows:
                wrapped = master.seal(self._master.open(row.wrapped))
                this = personal_keys.c.user_id == row.user_id
                connection.execute(
                    update(personal_keys).where(this).values(wrapped=wrapped)
                )
        self._master = master
        return sum(row.user_id != NOBODY for row in rows)

    def _find(self, user_id: int, *, create: bool) -> AESGCM | None:
        row = self._row(user_id)
        if row is None and create:
            self._create(user_id)
            row = self._row(user_id)
        if row is None:
            raise KeyMissing(
                f"There is no key of user {user_id} in personal_keys. Was the "
                "database restored without it?"
            )
        return self._unwrapped(row.wrapped) if row.wrapped else None

    def _create(self, user_id: int) -> None:
        """Unless another process was first."""
        wrapped = self._master.seal(secrets.token_hex(32))
        row = insert(personal_keys).values(user_id=user_id, wrapped=wrapped)
        with suppress(IntegrityError), writing(self._engine) as connection:
            connection.execute(row)

    def _row(self, user_id: int) -> Row[int, str | None] | None:
        query = select(personal_keys).where(personal_keys.c.user_id == user_id)
        with reading(self._engine) as connection:
            return connection.execute(query).one_or_none()

    def _unwrapped(self, wrapped: str) -> AESGCM:
        return AESGCM(bytes.fromhex(self._master.open(wrapped)))


class Vault:
    """Seals and opens bodies of events."""

    def __init__(self, keys: PersonalKeys) -> None:
        self.keys = keys

    def seal(self, user_id: int, place: str, body: bytes) -> bytes:
        """Empty when the person was erased: nothing private is written any more."""
        key = self.keys.of(user_id, create=True)
        if key is None:
            return b""
        nonce = self._nonce()
        hidden = key.encrypt(nonce, body, place.encode())
        return b"%d:%b" % (user_id, b64encode(nonce + hidden))

    def open(self, sealed: bytes, place: str) -> bytes | None:
        """None when the key was destroyed.

        Raises KeyMissing, and cryptography's InvalidTag when it was not sealed for
        this place.
        """
        user_id, _, encoded = sealed.partition(b":")
        key = self.keys.of(int(user_id))
        if key is None:
            return None
        data = a2b_base64(encoded)
        return key.decrypt(data[:NONCE_BYTES], data[NONCE_BYTES:], place.encode())

    def _nonce(self) -> bytes:
        return secrets.token_bytes(NONCE_BYTES)
