"""What the operator reads: lines for people on a terminal, JSON for machines elsewhere.

Tracebacks are shown without local variables, which may hold somebody's secrets.
"""

import logging
import sys

import structlog


def configure_logs() -> None:
    """For the whole process, once, to standard error."""
    console = sys.stderr.isatty()
    renderer: structlog.typing.Processor = (
        structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
        if console
        else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *([] if console else [structlog.processors.format_exc_info]),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.INFO),
        # Looked up for every line: whoever replaced it may have put it back.
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
    )
    # It warns of every version conflict, which is an everyday matter of the log.
    logging.getLogger("psycopg").setLevel(logging.ERROR)
