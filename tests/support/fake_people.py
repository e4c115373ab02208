"""``domain.whatsapp.People`` of an in-memory page."""

from collections.abc import Callable, Sequence

from domain.whatsapp import Contact
from tests.support.fake_servers import Login, Servers

LID_PREFIX = "1"


class FakePeople:
    """``login`` raises PageLost when the page is not linked."""

    def __init__(self, servers: Servers, login: Callable[[], Login]) -> None:
        self._servers = servers
        self._login = login

    async def exists(self, jid: str) -> bool:
        self._login()
        return self._is_somebody(jid)

    async def all(self) -> Sequence[Contact]:
        return [*self._book().values()]

    async def one(self, jid: str) -> Contact:
        directory = self._servers.directory
        shown = directory.shown.get(jid, Contact(jid=jid))
        known = self._book().get(jid, shown)
        return shown.model_copy(
            update={
                "name": known.name,
                "exists": self._is_somebody(jid),
                "picture_url": directory.pictures.get(jid),
            }
        )

    async def picture(self, jid: str) -> str | None:
        self._login()
        return self._servers.directory.pictures.get(jid)

    async def block(self, jid: str) -> None:
        self._blocked().add(jid)

    async def unblock(self, jid: str) -> None:
        self._blocked().discard(jid)

    async def save(self, jid: str, full_name: str, *, on_phone: bool) -> None:  # noqa: ARG002
        book = self._book()
        known = book.get(jid, Contact(jid=jid))
        book[jid] = known.model_copy(update={"name": full_name})

    async def lid_of(self, jid: str) -> str | None:
        self._login()
        if not self._is_somebody(jid):
            return None
        return f"{LID_PREFIX}{jid.partition('@')[0]}@lid"

    async def number_of(self, lid: str) -> str | None:
        self._login()
        number = lid.partition("@")[0].removeprefix(LID_PREFIX)
        jid = f"{number}@s.whatsapp.net"
        return jid if self._is_somebody(jid) else None

    def _is_somebody(self, jid: str) -> bool:
        return jid.partition("@")[0] not in self._servers.unknown

    def _book(self) -> dict[str, Contact]:
        phone = self._login().phone
        return self._servers.directory.contacts.setdefault(phone, {})

    def _blocked(self) -> set[str]:
        phone = self._login().phone
        return self._servers.directory.blocked.setdefault(phone, set())
