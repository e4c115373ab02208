"""What clients send to upload a file, and to have the file of a message."""

from dataclasses import dataclass, field
from typing import Annotated, Final

from litestar.openapi.spec import (
    OpenAPIMediaType,
    OpenAPIType,
    Operation,
    RequestBody,
    Schema,
)
from pydantic import BeforeValidator, JsonValue

from entrypoints.http.bodies import ContractBody
from entrypoints.http.message_keys import KeyBody

BINARY: Final = Schema(type=OpenAPIType.STRING, format="binary")  # type: ignore[arg-type]


class MessagePart(ContractBody):
    key: KeyBody


def _single(messages: JsonValue) -> JsonValue:
    """Out of a list, as in ``messages.upsert``."""
    if not isinstance(messages, list):
        return messages
    if len(messages) != 1:
        raise ValueError("Give one message at a time.")
    return messages[0]


class MessageData(ContractBody):
    """``messages`` is one message, as in the webhook ``messages.received``."""

    messages: Annotated[MessagePart, BeforeValidator(_single)]


class MessageWithMedia(ContractBody):
    """A webhook's message, just as it came; its key is what counts."""

    data: MessageData


def _object(name: str, schema: Schema, **others: Schema) -> OpenAPIMediaType:
    return OpenAPIMediaType(
        schema=Schema(
            type=OpenAPIType.OBJECT,
            properties={name: schema, **others},
            required=[name],
        )
    )


TEXT: Final = Schema(type=OpenAPIType.STRING)
UPLOADED: Final = RequestBody(
    description="At most 50 MB",
    required=True,
    content={
        "application/json": _object("base64", TEXT, mimetype=TEXT, fileName=TEXT),
        "multipart/form-data": _object("file", BINARY),
        "*/*": OpenAPIMediaType(schema=BINARY),
    },
)


@dataclass
class UploadOperation(Operation):
    """Litestar describes one kind of body; this call takes three."""

    request_body: RequestBody | None = field(default_factory=lambda: UPLOADED)

    def __post_init__(self) -> None:
        self.request_body = UPLOADED
