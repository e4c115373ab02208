"""``messenger-brain serve``: the gateway."""

from contextlib import ExitStack

import click
import structlog

from entrypoints.cli.opening import opening, settings
from entrypoints.cli.welcome import first_steps
from entrypoints.gateway import gateway
from entrypoints.http.server import must_be_free
from entrypoints.http.server import serve as serve_http
from entrypoints.logs import configure_logs


@click.command()
def serve() -> None:
    """Run the gateway until interrupted.

    With MESSENGER_BRAIN_WHATSAPP=sandbox, the default, it brings its own WhatsApp.
    """
    configure_logs()
    chosen = settings()
    must_be_free(chosen)
    log = structlog.get_logger()
    with ExitStack() as stack:
        with opening():
            program = stack.enter_context(gateway(chosen))
        steps = first_steps(program)
        serve_http(program, ready=lambda: click.echo(steps))
        log.info("stopping")
