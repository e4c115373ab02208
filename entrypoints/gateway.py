"""A whole gateway in one process, but for HTTP: program and background work."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from adapters.whatsapp_web.whatsapp_web import WhatsappWeb
from entrypoints.bootstrap import bootstrap
from entrypoints.program import Program
from entrypoints.sandbox_process import sandbox_process
from entrypoints.settings import Settings, WhatsappKind
from entrypoints.workers import Crew


@contextmanager
def gateway(settings: Settings | None = None) -> Iterator[Program]:
    """A program with everything at work. Leaving it stops all, in order.

    With the sandbox's WhatsApp, a sandbox is started too. Raises Unavailable when that
    can't be.
    """
    settings = settings or Settings()
    with ExitStack() as stack:
        if settings.whatsapp is WhatsappKind.SANDBOX:
            stack.enter_context(sandbox_process(settings))
        program = bootstrap(settings)
        stack.callback(program.close)
        program.subscriptions.open_catalogue()
        stack.enter_context(Crew(program, whatsapp_of(settings)))
        yield program


def whatsapp_of(settings: Settings) -> WhatsappWeb:
    return WhatsappWeb(
        settings.profiles,
        url=settings.whatsapp_url,
        executable=settings.chromium,
    )
