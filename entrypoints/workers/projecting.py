"""Keeps the tables level with the log."""

from threading import Event as Flag

from entrypoints.program import Program


def follow(program: Program, stop: Flag) -> None:
    """Until told to stop. Crashes on the first error: who calls starts it again."""
    projector, news = program.projector, program.journal.new_events
    while not stop.is_set():
        if not projector.project_page():
            news.wait(after=projector.position, timeout=news.look_again_seconds)
