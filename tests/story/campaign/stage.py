"""All there is: WhatsApp, the gateway, a customer's server, a server of files."""

import base64
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any, Final, Self

from tests.support.customer import Phone
from tests.support.file_server import FileServer
from tests.support.gateway_process import GatewayProcess, SandboxProcess
from tests.support.receiver import Post, Receiver

PATIENCE: Final = 240.0
"""Seconds for what takes one, on a machine that has everything else to do."""

PICTURE: Final = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAA"
    "AABJRU5ErkJggg=="
)


class Stage:
    """WhatsApp is a process of its own here: it outlives the gateway, as the real one.

    ``refusals`` is how many webhooks the customer's server will yet answer by 503.
    """

    def __init__(self, place: Path) -> None:
        self.whatsapp = SandboxProcess(place / "whatsapp")
        self.gateway = GatewayProcess(
            place / "home",
            whatsapp="web",
            whatsapp_web_url=f"{self.whatsapp.sandbox}/",
            allowed_networks="127.0.0.0/8",
        )
        self.receiver = Receiver()
        self.receiver.decide = self._answer
        self.refusals = 0
        self._open = ExitStack()

    def _answer(self, _: Post) -> int:
        if self.refusals > 0:
            self.refusals -= 1
            return 503
        return 200

    def whatsapp_state(self) -> dict[str, Any]:
        """What WhatsApp itself has. Raises httpx.HTTPError while it is down."""
        with closing(Phone(self.whatsapp.sandbox)) as phone:
            return phone.state()

    def at_end(self, act: Callable[[], object]) -> None:
        self._open.callback(act)

    def __enter__(self) -> Self:
        self._open.enter_context(self.receiver)
        files = self._open.enter_context(FileServer())
        self.picture = files.put("/picture.png", PICTURE, "image/png")
        self._open.callback(self.whatsapp.end)
        self._open.callback(self.gateway.end)
        self.whatsapp.start()
        self.gateway.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()
