"""What clients send about groups."""

from typing import Final, Literal

from pydantic import Field

from domain.kernel import Invalid
from domain.text import is_storable, is_title, one_line, units
from domain.whatsapp import GROUP_TEXT_LENGTH, GroupChange
from entrypoints.http import jids
from entrypoints.http.bodies import ContractBody

SUBJECT_LENGTH: Final = 100
MOST_PARTICIPANTS: Final = 1024
NOTHING: Final = "Give one of subject, description, announce, restrict."
PARTICIPANTS: Final = ["34600111222@s.whatsapp.net"]


class SomePeople(ContractBody):
    participants: list[str] = Field(
        min_length=1,
        max_length=MOST_PARTICIPANTS,
        examples=[PARTICIPANTS],
    )

    def jids(self) -> list[str]:
        """Each once. Raises Invalid."""
        return _people(self.participants)


class NewGroup(ContractBody):
    name: str = Field(examples=["Customers"])
    participants: list[str] | None = Field(
        default=None, max_length=MOST_PARTICIPANTS, examples=[PARTICIPANTS]
    )

    def subject(self) -> str:
        return _subject(self.name, field="name")

    def jids(self) -> list[str]:
        """Each once; none is a group of one. Raises Invalid."""
        return _people(self.participants or [])


class NewRanks(SomePeople):
    action: Literal["promote", "demote"]


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
            raise Invalid(subject=NOTHING)
        return change


class Invitation(ContractBody):
    code: str = Field(description="Of the link, or all of it")


def _people(participants: list[str]) -> list[str]:
    people = [jids.person(it, field="participants") for it in participants]
    return [*dict.fromkeys(people)]


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
