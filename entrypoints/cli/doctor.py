"""``messenger-brain doctor``: whether all is there that a gateway needs."""

import asyncio
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import click

from adapters.database import dispose, engine_for, mssql, reading
from adapters.event_store.vault import PersonalKeys, is_sealed
from adapters.whatsapp_web import wa_js
from adapters.whatsapp_web.executable import find_executable
from domain.whatsapp import PageLost
from entrypoints.bootstrap import secrets_of
from entrypoints.cli.findings import Finding, report
from entrypoints.cli.opening import opened, settings
from entrypoints.cli.session_doctor import examine_session
from entrypoints.settings import Settings

OTHER_HOME: Final = "Set MESSENGER_BRAIN_HOME to a directory that can be written to."
OTHER_URL: Final = (
    "Check {}, its address, database, user and password, and that the server runs."
)
OWN_FILE: Final = (
    "It is a file in MESSENGER_BRAIN_HOME: look at who owns it and whether the disk is"
    " full, or set {}."
)


@click.command()
@click.option("--session", "session_id", type=int, metavar="ID")
@click.option("--json", "as_json", is_flag=True)
def doctor(*, session_id: int | None, as_json: bool) -> None:
    """Check the browser, the wa-js bundle, the databases and the data directory.

    With --session, look into the page of a session that is connected now: the versions
    of wa-js and WhatsApp Web, modules that are missing, how it stands with WhatsApp.
    Exit status 1 when something failed; its line says what to do.
    """
    if session_id is None:
        report(examine(settings()), as_json=as_json)
    with opened(project=False) as program:
        report(examine_session(program, session_id), as_json=as_json)


def examine(chosen: Settings) -> Iterator[Finding]:
    yield _found("browser", lambda: _browser(chosen))
    yield _found("wa-js bundle", _bundle)
    home = _found("data directory", lambda: _writable(chosen.home), OTHER_HOME)
    yield home
    yield from _data(chosen, home_is_well=home.ok)


def _data(chosen: Settings, *, home_is_well: bool) -> Iterator[Finding]:
    """One cause, one line: what only fails with something before it is left out."""
    if home_is_well:
        yield _found(
            "profile directory", lambda: _writable(chosen.profiles), OTHER_HOME
        )
    if home_is_well or chosen.events_url:
        events = _reachable("events", chosen.events_database, given=chosen.events_url)
        yield events
        if events.ok and (home_is_well or chosen.master_key):
            yield _found("master key", lambda: _key(chosen))
    if home_is_well or chosen.tables_url:
        yield _reachable("tables", chosen.tables_database, given=chosen.tables_url)


def _reachable(of: str, url: str, *, given: str | None) -> Finding:
    """``given`` is the URL that was set, if any: what is told to mend depends on it."""
    setting = f"MESSENGER_BRAIN_{of.upper()}_URL"
    remedy = OTHER_URL.format(setting) if given else OWN_FILE.format(setting)
    return _found(f"{of} database", lambda: _database(url), remedy)


def _found(check: str, look: Callable[[], str], remedy: str = "") -> Finding:
    """``remedy`` is for errors that don't bring their own."""
    try:
        return Finding(check, ok=True, said=look())
    except Exception as error:  # noqa: BLE001 - whatever is wrong is the finding
        what = str(error).partition("\n")[0].rstrip(".")
        return Finding(check, ok=False, said=f"{what}. {remedy}".rstrip())


def _browser(chosen: Settings) -> str:
    executable = find_executable(chosen.chromium)
    return f"{executable.path} {asyncio.run(executable.version())}"


def _bundle() -> str:
    wa_js.bundle()
    return f"wa-js {wa_js.VERSION}, as it was published"


def _writable(directory: Path) -> str:
    path = directory.absolute()
    try:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise PageLost(f"{path} can't be made: {error.strerror}.") from error
    if not os.access(path, os.R_OK | os.W_OK | os.X_OK):
        raise PageLost(f"{path} is not writable; change its owner or its mode.")
    return str(path)


def _key(chosen: Settings) -> str:
    events = engine_for(chosen.events_database)
    try:
        secrets = secrets_of(chosen, events)
        if is_sealed(events):
            PersonalKeys(events, secrets).check_master()
    finally:
        dispose(events)
    given = chosen.master_key is not None
    return "from MESSENGER_BRAIN_MASTER_KEY" if given else "in the data directory"


def _database(url: str) -> str:
    engine = engine_for(url)
    try:
        with reading(engine) as connection:
            connection.exec_driver_sql("SELECT 1")
            advice = mssql.advice(connection)
    finally:
        dispose(engine)
    answers = f"{engine.url.render_as_string(hide_password=True)} answers"
    return f"{answers}; {advice}" if advice else answers
