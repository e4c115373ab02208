"""Settings: environment variables MESSENGER_BRAIN_*, also from a file .env."""

import socket
from enum import StrEnum
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

Port = Annotated[int, Field(ge=1, le=65535)]
Finite = Annotated[float, Field(allow_inf_nan=False)]


def _networks(given: object) -> object:
    """A list as environment variables are written: with commas."""
    if not isinstance(given, str):
        return given
    return [ip_network(it.strip()) for it in given.split(",") if it.strip()]


Networks = Annotated[
    tuple[IPv4Network | IPv6Network, ...], NoDecode, BeforeValidator(_networks)
]


class WhatsappKind(StrEnum):
    SANDBOX = "sandbox"
    WEB = "web"


class ConflictPolicy(StrEnum):
    """What to do when a session's login is opened elsewhere."""

    TAKE_OVER = "take_over"
    YIELD = "yield"


class Settings(BaseSettings):
    """Every setting has a default that works on one machine with nothing installed."""

    model_config = SettingsConfigDict(
        env_prefix="MESSENGER_BRAIN_",
        env_file=".env",
        env_ignore_empty=True,
        extra="ignore",  # of .env: the tests and other tools keep theirs there too
        frozen=True,
    )

    home: Path = Path("var")
    host: str = "127.0.0.1"
    port: Port = 8000
    events_url: str | None = None
    tables_url: str | None = None
    whatsapp: WhatsappKind = WhatsappKind.SANDBOX
    whatsapp_web_url: str = "https://web.whatsapp.com/"
    sandbox_port: Port = 8001
    chromium: Path | None = None
    master_key: SecretStr | None = None
    node: str = Field(default_factory=socket.gethostname, max_length=200)
    connect_wait: Annotated[Finite, Field(ge=0, le=60)] = 10.0
    """Seconds that an answer to connect may wait for the QR code."""
    webhook_deadline: Annotated[Finite, Field(gt=0, le=300)] = 10.0
    """Seconds that a receiver of a webhook has to answer."""
    webhook_first_retry: Annotated[Finite, Field(gt=0, le=3600)] = 2.0
    """Seconds until the first retry of a webhook; each later pause is twice as long."""

    protection_seconds: Annotated[Finite, Field(ge=0, le=3600)] = 5.0
    """Seconds between two sends of a session with account protection, at least."""
    send_attempts: Annotated[int, Field(ge=1)] = 5
    """How often the page may answer with an error, before the message has failed."""
    send_within: Annotated[Finite, Field(gt=0, le=8760)] = 24.0
    """Hours in which an accepted message must go out, or it has failed."""
    parallel_starts: Annotated[int, Field(ge=1)] = 4
    """How many browsers start at the same time."""
    browser_memory_mb: Annotated[int, Field(ge=1)] = 800
    """What a browser may take before it is replaced."""
    browser_hours: Annotated[Finite, Field(gt=0, le=8760)] = 24.0
    """How old a browser may get before it is replaced."""
    qr_rounds: Annotated[int, Field(ge=1)] = 3
    """How often a round of QR codes is shown, before the session is disconnected."""
    conflict: ConflictPolicy = ConflictPolicy.TAKE_OVER
    """When a session's login is opened elsewhere: take it back, or yield."""
    public_url: str | None = Field(default=None, pattern=r"^https?://[^\s?#]+$")
    """Where customers and WhatsApp's browsers reach this gateway from outside."""
    allowed_networks: Networks = Field(default_factory=tuple)
    """Networks that media may be fetched from although they are not public."""
    media_redirects: Annotated[int, Field(ge=0, le=5)] = 0
    """How many redirects are followed to a message's file."""

    @property
    def public_address(self) -> str:
        """Of all addresses that it may listen on, one that can be gone to."""
        anywhere = self.host in {"0.0.0.0", "::"}  # noqa: S104  compared, not bound
        host = "127.0.0.1" if anywhere else self.host
        shown = f"[{host}]" if ":" in host else host
        return self.public_url or f"http://{shown}:{self.port}"

    @property
    def media(self) -> Path:
        """Where uploads, and files that came with messages, are kept for hours."""
        return self.home.absolute() / "media"

    @property
    def events_database(self) -> str:
        return self.events_url or self._sqlite("events.db")

    @property
    def tables_database(self) -> str:
        """Another file than the events': two writers that never wait for each other."""
        return self.tables_url or self._sqlite("tables.db")

    @property
    def profiles(self) -> Path:
        """Where each session's browser profile is kept, and with it its login."""
        return self.home.absolute() / "profiles"

    @property
    def whatsapp_url(self) -> str:
        if self.whatsapp is WhatsappKind.SANDBOX:
            return f"http://127.0.0.1:{self.sandbox_port}/"
        return self.whatsapp_web_url

    def _sqlite(self, name: str) -> str:
        return f"sqlite:///{self.home.absolute() / name}"
