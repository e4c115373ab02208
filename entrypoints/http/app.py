"""The HTTP application, given a wired program."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from litestar import Litestar
from litestar.datastructures import State
from litestar.di import Provide

from entrypoints.http.authentication import KEPT_AS
from entrypoints.http.credentials import Credentials
from entrypoints.http.errors import exception_handlers
from entrypoints.http.health import HealthController
from entrypoints.http.media import MediaController
from entrypoints.http.openapi import openapi_config
from entrypoints.http.origin import answer_with_it
from entrypoints.http.routes import api
from entrypoints.program import Program

LARGEST_BODY: Final = 1_000_000
"""Bytes of JSON; no message or setting comes near it."""

THREADS: Final = 40
"""For handlers that wait for a database; waiting costs next to nothing."""


def create_app(program: Program) -> Litestar:
    """Needs a projector at work, and for connecting and sending the other workers."""
    return Litestar(
        route_handlers=[api(), MediaController, HealthController],
        dependencies={"program": Provide(lambda: program, sync_to_thread=False)},
        state=State({KEPT_AS: Credentials(program)}, deep_copy=False),
        exception_handlers=exception_handlers(program),
        before_send=[answer_with_it],
        on_startup=[_widen],
        request_max_body_size=LARGEST_BODY,
        openapi_config=openapi_config(),
        logging_config=None,
    )


async def _widen() -> None:
    executor = ThreadPoolExecutor(THREADS, thread_name_prefix="http")
    asyncio.get_running_loop().set_default_executor(executor)
