"""What clients send to have a message sent."""

from typing import Final

from pydantic import Field, JsonValue, model_validator

from domain.kernel import Invalid
from entrypoints.http.bodies import ContractBody

NOT_YET: Final = frozenset(
    {
        "imageUrl",
        "videoUrl",
        "documentUrl",
        "audioUrl",
        "stickerUrl",
        "contact",
        "location",
        "poll",
        "mentions",
        "replyTo",
        "viewOnce",
    }
)
"""Of the contract. A message must not go out without something that was asked of it."""


class MessageToSend(ContractBody):
    to: str = Field(
        description="A phone number, or the JID of a person, group or channel",
        examples=["+34600111222", "34600111222@s.whatsapp.net"],
    )
    text: str | None = Field(default=None, examples=["Your order is on its way."])

    @model_validator(mode="before")
    @classmethod
    def _refuse_what_cannot_be_sent_yet(cls, body: JsonValue) -> JsonValue:
        """Nulls and the like ask for nothing."""
        if isinstance(body, dict):
            asked = [name for name in body if name in NOT_YET and body[name]]
            if asked:
                wording = (
                    "The {} field is not supported yet; a message is text for now."
                )
                raise Invalid(**{name: wording.format(name) for name in asked})
        return body

    def content(self) -> str:
        if self.text is None:
            raise Invalid(text="The text field is required.")
        return self.text
