"""A proxy between a session's browser and WhatsApp, and who we are to it."""

from dataclasses import dataclass, field
from typing import Final, Self
from urllib.parse import unquote, urlsplit

from domain.whatsapp import PageLost

SCHEMES: Final = ("http", "https", "socks4", "socks5")
REMEDY: Final = "Write a proxy like http://user:password@proxy.example.org:3128."


@dataclass(frozen=True)
class Proxy:
    """``server`` is what Chromium is told: it has no user and no password in it."""

    server: str
    user: str | None = None
    password: str = field(default="", repr=False)

    @classmethod
    def of(cls, url: str) -> Self:
        """Raises PageLost for what Chromium can't use."""
        try:
            parts = urlsplit(url)
            host, port = parts.hostname, parts.port
        except ValueError as error:
            raise PageLost(f"This is no address of a proxy. {REMEDY}") from error
        if parts.scheme not in SCHEMES or not host:
            raise PageLost(f"A proxy is {', '.join(SCHEMES)}. {REMEDY}")
        if parts.username and parts.scheme.startswith("socks"):
            raise PageLost("Chromium can't log in to a SOCKS proxy: use an HTTP one.")
        address = f"[{host}]" if ":" in host else host
        return cls(
            server=f"{parts.scheme}://{address}" + (f":{port}" if port else ""),
            user=unquote(parts.username) if parts.username else None,
            password=unquote(parts.password or ""),
        )

    @property
    def arguments(self) -> tuple[str, ...]:
        """Chromium's. It would go around a proxy to this machine's own addresses."""
        return f"--proxy-server={self.server}", "--proxy-bypass-list=<-loopback>"
