"""What clients send about groups."""

from typing import Final, Literal

from pydantic import Field

from domain.kernel import Invalid
from domain.text import is_storable, is_title, one_line, units
from domain.whatsapp import GROUP_TEXT_LENGTH, GroupChange, ParticipantAction
from entrypoints.http import jids
from entrypoints.http.bodies import ContractBody

SUBJECT_LENGTH: Final = 100
MOST_PARTICIPANTS: Final = 1024
NOTHING: Final = "Give one of subject, description, announce and restrict."


class People(ContractBody):
    participants: list[str] = Field(
        max_length=MOST_PARTICIPANTS, examples=[["34600111222@s.whatsapp.net"]]
    )

    def jids(self) -> list[str]:
        """Each once. Raises Invalid."""
        people = [jids.person(it, field="participants") for it in self.participants]
        return [*dict.fromkeys(people)]


class SomePeople(People):
    participants: list[str] = Field(
        min_length=1,
        max_length=MOST_PARTICIPANTS,
        examples=[["34600111222@s.whatsapp.net"]],
    )


class NewGroup(People):
    name: str = Field(examples=["Customers"])
    participants: list[str] = Field(default=[], max_length=MOST_PARTICIPANTS)

    def subject(self) -> str:
        return _subject(self.name, field="name")


class NewRanks(SomePeople):
    action: Literal[ParticipantAction.PROMOTE, ParticipantAction.DEMOTE]


class GroupSettings(ContractBody):
    """``announce``: only admins write. ``restrict``: only admins change the group."""

    subject: str | None = None
    description: str | None = None
    announce: bool | None = None
    restrict: bool | None = None

    def change(self) -> GroupChange:
        """Raises Invalid."""
        change = GroupChange(
            subject=None if self.subject is None else _subject(self.subject),
            description=_description(self.description),
            announce=self.announce,
            restrict=self.restrict,
        )
        if change == GroupChange():
            raise Invalid(
                subject="Give one of subject, description, announce, restrict."
            )
        return change


class Invitation(ContractBody):
    code: str = Field(description="Of the link, or all of it")


def _subject(text: str, *, field: str = "subject") -> str:
    subject = one_line(text)
    if not is_title(subject, most=SUBJECT_LENGTH):
        most = f"1 to {SUBJECT_LENGTH} characters"
        raise Invalid(**{field: f"The {field} field must have {most}."})
    return subject


def _description(text: str | None) -> str | None:
    """An empty one takes it away."""
    if text is not None and (units(text) > GROUP_TEXT_LENGTH or not is_storable(text)):
        most = f"{GROUP_TEXT_LENGTH} characters at most"
        raise Invalid(description=f"The description field may have {most}.")
    return text
