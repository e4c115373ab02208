"""What webhooks say of calls and groups, in the shapes of the HTTP contract."""

from typing import Any, Final

from pydantic_core import to_jsonable_python

from domain.chat_activity.events import CallSeen, GroupChanged
from domain.whatsapp import GroupAction

ActivityFact = CallSeen | GroupChanged

FIELDS: Final = {
    GroupAction.SUBJECT: "subject",
    GroupAction.DESCRIPTION: "desc",
    GroupAction.ANNOUNCE: "announce",
    GroupAction.RESTRICT: "restrict",
    GroupAction.INVITE: "inviteCode",
    GroupAction.PICTURE: "imgUrl",
}
"""What is different in a group, by its name in the contract."""

SWITCHES: Final = {GroupAction.ANNOUNCE, GroupAction.RESTRICT}


def activity_data(event: ActivityFact) -> Any:
    if isinstance(event, CallSeen):
        return {"call": _call(event)}
    if event.action is GroupAction.CREATED:
        return [_created(event)]
    if event.action in FIELDS:
        return [_updated(event)]
    return [_members(event)]


def _call(event: CallSeen) -> dict[str, Any]:
    return {
        "id": event.call_id,
        "from": event.caller,
        "date": to_jsonable_python(event.called_at),
        "isGroup": event.is_group,
        "isVideo": event.is_video,
        "status": event.status.value,
    }


def _created(event: GroupChanged) -> dict[str, Any]:
    return {
        "id": event.group,
        "subject": event.value,
        "owner": event.by,
        "creation": int(event.changed_at.timestamp()),
        "participants": [{"id": it, "admin": None} for it in event.participants],
    }


def _updated(event: GroupChanged) -> dict[str, Any]:
    value = event.value == "true" if event.action in SWITCHES else event.value
    return {"id": event.group, "author": event.by, FIELDS[event.action]: value}


def _members(event: GroupChanged) -> dict[str, Any]:
    return {
        "id": event.group,
        "author": event.by,
        "action": event.action.value,
        "participants": [*event.participants],
    }
