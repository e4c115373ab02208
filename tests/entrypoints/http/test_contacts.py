from urllib.parse import quote

import pytest

from domain.whatsapp import Contact
from tests.entrypoints.http.customers import Bearer
from tests.entrypoints.http.whatsapp import FRIEND, PHONE, LinkedPage

JID = f"{FRIEND}@s.whatsapp.net"
PICTURE = "https://pps.whatsapp.net/luis.jpg"
LUIS = Contact(
    jid=JID, name="Luis", notify="lu", verified_name="Luis Ltd", about="Busy"
)
SHOWN = {
    "id": JID,
    "jid": JID,
    "name": "Luis",
    "notify": "lu",
    "verifiedName": "Luis Ltd",
    "imgUrl": PICTURE,
    "status": "Busy",
    "exists": True,
}


@pytest.fixture
def luis(linked: LinkedPage) -> Contact:
    """In the address book, with a picture."""
    linked.servers.directory.contacts[PHONE] = {JID: LUIS}
    linked.servers.directory.shown[JID] = LUIS
    linked.servers.directory.pictures[JID] = PICTURE
    return LUIS


WRITTEN = [FRIEND, f"+{FRIEND}", JID, f"{FRIEND}@c.us", quote(f"+{FRIEND}"), quote(JID)]


@pytest.mark.usefixtures("luis")
def test_a_contact_in_every_way_to_write_it(key: Bearer) -> None:
    for written in WRITTEN:
        answer = key.get(f"/contacts/{written}")
        assert answer.json() == {"success": True, "data": SHOWN}


def test_a_number_without_whatsapp(key: Bearer, linked: LinkedPage) -> None:
    linked.servers.unknown.add(FRIEND)

    assert key.get(f"/contacts/{FRIEND}").json()["data"]["exists"] is False
    assert key.get(f"/on-whatsapp/{FRIEND}").json()["data"] == {"exists": False}
    assert key.get(f"/on-whatsapp/{PHONE}").json()["data"] == {"exists": True}


@pytest.mark.usefixtures("linked")
def test_what_is_nobodys_number_is_named(key: Bearer) -> None:
    for word in ("nobody", "123", "1@g.us", "%20", "1@lid.net"):
        answer = key.get(f"/on-whatsapp/{word}")

        assert answer.status_code == 422, word
        assert list(answer.json()["errors"]) == ["phone"]


def test_the_address_book_at_once_and_in_pages(key: Bearer, linked: LinkedPage) -> None:
    names = {f"3460000000{n}@s.whatsapp.net": n for n in range(5)}
    linked.servers.directory.contacts[PHONE] = {
        jid: Contact(jid=jid, name=f"Name {9 - n}" if n else None)
        for jid, n in names.items()
    }

    every = key.get("/contacts").json()["data"]
    page = key.get("/contacts?paginated=true&page=2&limit=2").json()["data"]
    beyond = key.get("/contacts?paginated=true&page=9&limit=2").json()["data"]

    shown = [it["name"] for it in every]
    assert shown == ["Name 5", "Name 6", "Name 7", "Name 8", None]
    assert page == {
        "items": every[2:4],
        "pagination": {"total": 5, "page": 2, "limit": 2, "totalPages": 3},
    }
    assert beyond["items"] == []


@pytest.mark.usefixtures("linked")
def test_a_page_that_is_none(key: Bearer) -> None:
    for query in ("page=0", "limit=0", "limit=x", "limit=1001"):
        answer = key.get(f"/contacts?paginated=true&{query}")

        assert answer.status_code == 422, query
        assert list(answer.json()["errors"]) == [query.partition("=")[0]]


@pytest.mark.usefixtures("luis")
def test_pictures(key: Bearer) -> None:
    for name in ("picture", "profile-picture"):
        assert key.get(f"/contacts/{JID}/{name}").json()["data"] == {"imgUrl": PICTURE}
        assert key.get(f"/contacts/{PHONE}/{name}").json()["data"] == {"imgUrl": None}


def test_blocking_and_unblocking(key: Bearer, linked: LinkedPage) -> None:
    blocked = linked.servers.directory.blocked

    answer = key.post(f"/contacts/{FRIEND}/block")
    assert answer.json() == {
        "success": True,
        "data": {"message": "The contact was blocked."},
    }
    assert blocked[PHONE] == {JID}

    assert key.post(f"/contacts/{FRIEND}/unblock").status_code == 200
    assert blocked[PHONE] == set()


def test_a_contact_is_saved(key: Bearer, linked: LinkedPage) -> None:
    body = {"jid": JID, "fullName": " Luis  G ", "saveOnPrimaryAddressbook": True}

    assert key.put("/contacts", json=body).status_code == 200
    assert linked.servers.directory.contacts[PHONE][JID].name == "Luis G"


@pytest.mark.usefixtures("linked")
def test_a_null_says_nothing_of_the_phones_address_book(key: Bearer) -> None:
    body = {"jid": JID, "fullName": "Luis", "saveOnPrimaryAddressbook": None}

    assert key.put("/contacts", json=body).status_code == 200


WRONG = [
    ({"jid": JID}, "fullName"),
    ({"jid": JID, "fullName": " "}, "fullName"),
    ({"jid": JID, "fullName": "x" * 101}, "fullName"),
    ({"fullName": "Luis"}, "jid"),
    ({"jid": "1203630@g.us", "fullName": "Luis"}, "jid"),
]


@pytest.mark.usefixtures("linked")
def test_a_contact_that_can_not_be_saved(key: Bearer) -> None:
    for body, field in WRONG:
        answer = key.put("/contacts", json=body)

        assert answer.status_code == 422, body
        assert list(answer.json()["errors"]) == [field]


def test_hidden_ids(key: Bearer, linked: LinkedPage) -> None:
    lid = key.get(f"/lid-from-pn/{FRIEND}").json()["data"]["lid"]

    assert lid.endswith("@lid")
    for written in (lid, quote(lid), lid.removesuffix("@lid")):
        assert key.get(f"/pn-from-lid/{written}").json()["data"] == {"pn": JID}
    linked.servers.unknown.add(FRIEND)
    assert key.get(f"/lid-from-pn/{FRIEND}").status_code == 404
    assert key.get(f"/pn-from-lid/{lid}").status_code == 404
    assert list(key.get("/pn-from-lid/me").json()["errors"]) == ["lid"]
