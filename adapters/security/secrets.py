"""Random secrets, and how those are kept that their owner may see again."""

import secrets
import string
from base64 import urlsafe_b64decode, urlsafe_b64encode
from contextlib import suppress
from hashlib import sha256
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_ALPHABET = string.ascii_letters + string.digits
_TOKEN_LENGTH = 48
_NONCE_BYTES = 12
_VERSION = "v1"  # the form of what is sealed; another key or cipher takes another


class MasterKeySecrets:
    """Implements domain.ports.Secrets.

    What is sealed reads "v1:" + base64(nonce + AES-GCM ciphertext and tag).
    """

    def __init__(self, *master_keys: bytes) -> None:
        """The first seals; each of them opens what it has sealed."""
        self._keys = master_keys
        self._ciphers = [AESGCM(key) for key in master_keys]

    def __reduce__(self) -> tuple[type[Self], tuple[bytes, ...]]:
        return type(self), self._keys

    def token(self) -> str:
        return "".join(secrets.choice(_ALPHABET) for _ in range(_TOKEN_LENGTH))

    def hex_key(self) -> str:
        return secrets.token_hex(32)

    def digest(self, secret: str) -> str:
        return sha256(secret.encode()).hexdigest()

    def seal(self, secret: str) -> str:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        hidden = self._ciphers[0].encrypt(nonce, secret.encode(), _VERSION.encode())
        return f"{_VERSION}:{urlsafe_b64encode(nonce + hidden).decode()}"

    def open(self, sealed: str) -> str:
        version, _, encoded = sealed.partition(":")
        if version != _VERSION:
            raise ValueError("This was not sealed by this version of the program.")
        with suppress(ValueError):
            data = urlsafe_b64decode(encoded)
            nonce, hidden = data[:_NONCE_BYTES], data[_NONCE_BYTES:]
            for cipher in self._ciphers:
                with suppress(InvalidTag):
                    return cipher.decrypt(nonce, hidden, _VERSION.encode()).decode()
        raise ValueError(
            "This was sealed under another master key, or was changed since."
        )
