"""The sandbox as a Litestar app: the page at ``/``, the phone at ``/phone``."""

from datetime import timedelta
from pathlib import Path

from litestar import Litestar, get
from litestar.datastructures import State
from litestar.di import Provide
from litestar.static_files import create_static_files_router

from adapters.whatsapp_web.sandbox.clients import RefPolicy
from adapters.whatsapp_web.sandbox.faults import EXCEPTION_HANDLERS
from adapters.whatsapp_web.sandbox.group_requests import GroupRequests
from adapters.whatsapp_web.sandbox.message_requests import MessageRequests
from adapters.whatsapp_web.sandbox.page import STATIC, web_page
from adapters.whatsapp_web.sandbox.page_requests import PageRequests
from adapters.whatsapp_web.sandbox.people_requests import PeopleRequests
from adapters.whatsapp_web.sandbox.phone import PhoneController
from adapters.whatsapp_web.sandbox.phone_messages import MessagesController
from adapters.whatsapp_web.sandbox.phone_people import PeopleController
from adapters.whatsapp_web.sandbox.store import Store
from adapters.whatsapp_web.sandbox.world import World

_LARGEST_UPLOAD = 100 * 1024**2


@get("/health")
async def health() -> dict[str, str]:
    return {"status": "ok"}


def create_sandbox(
    path: Path | None = None, *, ref_ttl: float = 20.0, max_refs: int = 6
) -> Litestar:
    """The sandbox's app.

    ``path`` is the SQLite file its world is kept in, None for memory alone. A code can
    be scanned for ``ref_ttl`` seconds; after ``max_refs`` of them a page has to ask.
    """
    refs = RefPolicy(ttl=timedelta(seconds=ref_ttl), at_most=max_refs)
    world = World(Store(path), refs)
    return Litestar(
        route_handlers=[
            web_page,
            PageRequests,
            PeopleRequests,
            GroupRequests,
            MessageRequests,
            PhoneController,
            MessagesController,
            PeopleController,
            health,
            create_static_files_router(path="/static", directories=[STATIC]),
        ],
        dependencies={"world": Provide(lambda: world, sync_to_thread=False)},
        exception_handlers=EXCEPTION_HANDLERS,
        state=State({"world": world}),
        on_shutdown=[world.store.close],
        openapi_config=None,
        request_max_body_size=_LARGEST_UPLOAD,
        logging_config=None,
    )
