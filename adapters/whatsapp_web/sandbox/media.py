"""Files of messages, kept by the server under addresses of their own."""

import base64
import binascii
import hashlib
import secrets

from pydantic import JsonValue

from adapters.whatsapp_web.sandbox.store import Store
from domain.kernel import Invalid

_PLACE = "/wa/media/"
_KEY_BYTES = 32


def keep_file(store: Store, content: bytes) -> str:
    """Its address."""
    name = secrets.token_hex(16)
    store.put_media(name, content)
    return f"{_PLACE}{name}"


def file_at(store: Store, address: str) -> bytes:
    """Raises Invalid, as it is a caller who names addresses."""
    content = store.media(address.removeprefix(_PLACE))
    if content is None:
        raise Invalid(media=f"There is no file {address}: upload it to /phone/media.")
    return content


def forget_file(store: Store, address: str) -> None:
    store.delete_media(address.removeprefix(_PLACE))


def fields_of(address: str, content: bytes) -> dict[str, JsonValue]:
    """What a message says of its file. Nothing is encrypted here, yet it has a key."""
    return {
        "directPath": address,
        "size": len(content),
        "filehash": _base64(hashlib.sha256(content).digest()),
        "encFilehash": _base64(secrets.token_bytes(_KEY_BYTES)),
        "mediaKey": _base64(secrets.token_bytes(_KEY_BYTES)),
    }


def decoded(text: str) -> tuple[bytes, str | None]:
    """The bytes of a Base64 text or data URL, and the type a data URL names."""
    head, comma, tail = text.partition(",")
    is_data_url = bool(comma) and head.startswith("data:")
    try:
        content = base64.b64decode(tail if is_data_url else text, validate=True)
    except binascii.Error as error:
        raise Invalid(base64="This is no Base64.") from error
    named = head.removeprefix("data:").partition(";")[0] if is_data_url else ""
    return content, named or None


def _base64(content: bytes) -> str:
    return base64.b64encode(content).decode()
