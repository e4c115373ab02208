"""Settings: environment variables MESSENGER_BRAIN_*, also from a file .env."""

import socket
from enum import StrEnum
from pathlib import Path
from typing import Annotated

from pydantic import Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

Port = Annotated[int, Field(ge=1, le=65535)]


class WhatsappKind(StrEnum):
    SANDBOX = "sandbox"
    WEB = "web"


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
    connect_wait: Annotated[float, Field(ge=0, le=60)] = 10.0
    """Seconds that an answer to connect may wait for the QR code."""
    webhook_deadline: Annotated[float, Field(gt=0)] = 10.0
    """Seconds that a receiver of a webhook has to answer."""
    webhook_first_retry: Annotated[float, Field(gt=0)] = 2.0
    """Seconds until the first retry of a webhook; each later pause is twice as long."""

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
