from typing import Any
from urllib.parse import quote

import pytest

from tests.entrypoints.http.customers import Bearer
from tests.entrypoints.http.whatsapp import FRIEND, PHONE, LinkedPage

ME = f"{PHONE}@s.whatsapp.net"
LUIS = f"{FRIEND}@s.whatsapp.net"
EVA = "34600999777@s.whatsapp.net"


@pytest.fixture
def group(key: Bearer, linked: LinkedPage) -> dict[str, Any]:
    """A new one, with Luis in it, as it was answered."""
    assert linked.page.linked
    body = {"name": "Customers", "participants": [f"+{FRIEND}"]}
    answer = key.post("/groups", json=body)
    assert answer.status_code == 201, answer.text
    made: dict[str, Any] = answer.json()["data"]
    return made


def test_a_new_group_is_shown_whole(group: dict[str, Any]) -> None:
    assert group == {
        "id": group["jid"],
        "jid": group["jid"],
        "subject": "Customers",
        "creation": group["creation"],
        "owner": ME,
        "desc": None,
        "announce": False,
        "restrict": False,
        "participants": [
            {"id": ME, "jid": ME, "admin": "superadmin"},
            {"id": LUIS, "jid": LUIS, "admin": None},
        ],
    }
    assert isinstance(group["creation"], int)


def test_a_group_in_every_way_to_write_it(key: Bearer, group: dict[str, Any]) -> None:
    jid = group["jid"]

    for written in (jid, quote(jid, safe=""), jid.removesuffix("@g.us")):
        answer = key.get(f"/groups/{written}/metadata")
        assert answer.json() == {"success": True, "data": group}


def test_the_groups_of_a_number(key: Bearer, group: dict[str, Any]) -> None:
    shown = {"id": group["jid"], "jid": group["jid"], "name": "Customers"}

    assert key.get("/groups").json()["data"] == [{**shown, "imgUrl": None}]


def test_participants_come_rise_fall_and_go(key: Bearer, group: dict[str, Any]) -> None:
    path = f"/groups/{group['jid']}/participants"

    def ranks() -> dict[str, str | None]:
        return {it["jid"]: it["admin"] for it in key.get(path).json()["data"]}

    added = key.post(f"{path}/add", json={"participants": [EVA, f"+{FRIEND}"]})
    assert [(it["jid"], it["status"]) for it in added.json()["data"]] == [
        (EVA, 200),
        (LUIS, 409),
    ]
    assert set(added.json()["data"][0]) == {"status", "id", "jid", "message"}

    for action, rank in (("promote", "admin"), ("demote", None)):
        body = {"action": action, "participants": [EVA]}
        assert key.put(f"{path}/update", json=body).status_code == 200
        assert ranks()[EVA] == rank

    assert key.post(f"{path}/remove", json={"participants": [EVA]}).status_code == 200
    assert set(ranks()) == {ME, LUIS}


def test_settings_change_alone_and_together(key: Bearer, group: dict[str, Any]) -> None:
    path = f"/groups/{group['jid']}"

    one = key.put(f"{path}/settings", json={"subject": " Best  customers "})
    all_ = {"description": "Only them", "announce": True, "restrict": True}
    rest = key.put(f"{path}/settings", json={"subject": None, **all_})

    assert one.json()["data"] == {"subject": "Best customers", "description": None}
    assert rest.json()["data"] == {
        "subject": "Best customers",
        "description": "Only them",
    }
    shown = key.get(f"{path}/metadata").json()["data"]
    assert (shown["announce"], shown["restrict"]) == (True, True)


def test_invitations(key: Bearer, linked: LinkedPage, group: dict[str, Any]) -> None:
    link = key.get(f"/groups/{group['jid']}/invite-link").json()["data"]["link"]
    code = link.removeprefix("https://chat.whatsapp.com/")
    assert key.post(f"/groups/{group['jid']}/leave").status_code == 200
    assert ME not in linked.servers.directory.groups[group["jid"]].ranks

    shown = key.get(f"/groups/invite/{code}").json()["data"]
    joined = key.post("/groups/invite/accept", json={"code": link}).json()["data"]

    assert shown["subject"] == "Customers"
    assert joined["jid"] == group["jid"]
    assert ME in linked.servers.directory.groups[group["jid"]].ranks


def test_a_groups_picture(
    key: Bearer, linked: LinkedPage, group: dict[str, Any]
) -> None:
    path, url = f"/groups/{group['jid']}/picture", "https://pps.whatsapp.net/g.jpg"

    assert key.get(path).json()["data"] == {"url": None, "imgUrl": None}
    linked.servers.directory.pictures[group["jid"]] = url
    assert key.get(path).json()["data"] == {"url": url, "imgUrl": url}


@pytest.mark.usefixtures("linked")
def test_a_group_that_the_number_is_not_in(key: Bearer) -> None:
    answer = key.get("/groups/120363000000000009@g.us/metadata")

    assert answer.status_code == 422
    assert answer.json()["code"] == "whatsapp.refused"


WRONG: list[tuple[str, str, Any, str]] = [
    ("GET", "/groups/nothing/metadata", None, "jid"),
    ("GET", f"/groups/{LUIS}/metadata", None, "jid"),
    ("POST", "/groups", {}, "name"),
    ("POST", "/groups", {"name": " "}, "name"),
    ("POST", "/groups", {"name": "x" * 101}, "name"),
    ("POST", "/groups", {"name": "x", "participants": ["me"]}, "participants"),
    ("POST", "/groups/1234567@g.us/participants/add", {}, "participants"),
    (
        "POST",
        "/groups/1234567@g.us/participants/add",
        {"participants": []},
        "participants",
    ),
    (
        "PUT",
        "/groups/1234567@g.us/participants/update",
        {"action": "add", "participants": [LUIS]},
        "action",
    ),
    ("PUT", "/groups/1234567@g.us/settings", {}, "subject"),
    ("PUT", "/groups/1234567@g.us/settings", {"subject": ""}, "subject"),
    (
        "PUT",
        "/groups/1234567@g.us/settings",
        {"description": "x" * 4097},
        "description",
    ),
    ("GET", "/groups/invite/a%20b", None, "code"),
    ("POST", "/groups/invite/accept", {"code": "https://example.com/a"}, "code"),
]


@pytest.mark.usefixtures("linked")
def test_what_can_not_be_done_is_named(key: Bearer) -> None:
    for method, path, body, field in WRONG:
        answer = key(method, path, json=body)

        assert answer.status_code == 422, (method, path, body)
        assert list(answer.json()["errors"]) == [field]


@pytest.mark.usefixtures("linked")
def test_a_rank_that_is_none_is_told_those_there_are(key: Bearer) -> None:
    body = {"action": "crown", "participants": [LUIS]}
    answer = key.put("/groups/1234567@g.us/participants/update", json=body)

    (told,) = answer.json()["errors"]["action"]
    assert told == "The action field must be 'promote' or 'demote'."


@pytest.mark.usefixtures("linked")
def test_a_group_can_be_of_one(key: Bearer) -> None:
    for body in ({"name": "Notes"}, {"name": "Notes", "participants": None}):
        made = key.post("/groups", json=body)

        assert made.status_code == 201, made.text
        assert [it["jid"] for it in made.json()["data"]["participants"]] == [ME]
