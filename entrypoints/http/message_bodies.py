"""What clients send to have a message sent, changed or read."""

from typing import Final

from pydantic import Field, JsonValue, model_validator

from domain.message.drafts import Card, Draft, Place, Poll
from entrypoints.http.bodies import ContractBody

NUMBERS: Final = (int, float)
DEGREES: Final = "A number, or a string that is one"


class ContactBody(ContractBody):
    name: str = Field(examples=["Luis"])
    phone: str = Field(examples=["+34600111333"])

    def card(self) -> Card:
        return Card(name=self.name, phone=self.phone)


class LocationBody(ContractBody):
    latitude: str = Field(description=DEGREES, examples=[40.4168])
    longitude: str = Field(description=DEGREES, examples=[-3.7038])
    name: str | None = Field(default=None, examples=["Puerta del Sol"])
    address: str | None = None

    def place(self) -> Place:
        return Place(**self.model_dump())


class PollBody(ContractBody):
    question: str = Field(examples=["Which day?"])
    options: list[str] = Field(max_length=100, examples=[["Monday", "Tuesday"]])
    multi_select: bool | None = Field(default=None, alias="multiSelect")

    def asked(self) -> Poll:
        return Poll(
            question=self.question,
            options=self.options,
            multi_select=bool(self.multi_select),
        )


class MessageToSend(ContractBody):
    """One content: ``text``, or one of the others; with a file, text is its caption."""

    to: str = Field(
        description="A phone number, or the JID of a person, group or channel",
        examples=["+34600111222", "34600111222@s.whatsapp.net"],
    )
    text: str | None = Field(default=None, examples=["Your order is on its way."])
    image_url: str | None = Field(default=None, alias="imageUrl")
    video_url: str | None = Field(default=None, alias="videoUrl")
    document_url: str | None = Field(default=None, alias="documentUrl")
    file_name: str | None = Field(default=None, alias="fileName")
    audio_url: str | None = Field(
        default=None, alias="audioUrl", description="Goes out as a voice note"
    )
    sticker_url: str | None = Field(default=None, alias="stickerUrl")
    contact: ContactBody | None = None
    location: LocationBody | None = None
    poll: PollBody | None = None
    mentions: list[str] = Field(default=[], description="JIDs or phone numbers")
    reply_to: int | None = Field(
        default=None, alias="replyTo", description="The msgId of another message"
    )
    view_once: bool = Field(default=False, alias="viewOnce")

    @model_validator(mode="before")
    @classmethod
    def _leave_out_what_asks_for_nothing(cls, body: JsonValue) -> JsonValue:
        """Nulls, empty texts and the like; a zero is a number like others."""
        if not isinstance(body, dict):
            return body
        return {
            name: value
            for name, value in body.items()
            if value or type(value) in NUMBERS
        }

    def draft(self) -> Draft:
        """Raises nothing: what may be in a message is for the domain to say."""
        return Draft(
            to=self.to,
            text=self.text,
            image_url=self.image_url,
            video_url=self.video_url,
            document_url=self.document_url,
            file_name=self.file_name,
            audio_url=self.audio_url,
            sticker_url=self.sticker_url,
            contact=self.contact.card() if self.contact else None,
            location=self.location.place() if self.location else None,
            poll=self.poll.asked() if self.poll else None,
            mentions=self.mentions,
            reply_to=self.reply_to,
            view_once=self.view_once,
        )


class EditedText(ContractBody):
    text: str = Field(examples=["Your order arrives on Monday."])


class ReactionBody(ContractBody):
    text: str = Field(description="An emoji; empty takes it back", examples=["👍"])
