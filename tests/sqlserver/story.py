"""Everything the program says to a database, said at least once."""

import inspect
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from importlib import import_module
from io import StringIO
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

from eventsourcing.persistence import StoredEvent
from pydantic import SecretStr
from sqlalchemy import Connection, Delete, Engine, Insert, Select, Update

import adapters
import projections
from adapters.database import alone, create_missing, mssql, shadow_schema
from adapters.event_store import log
from adapters.event_store.recorder import SqlRecorder
from adapters.event_store.tables import checkpoint_tables, log_tables
from domain.reference import MessageStatus, SessionStatus
from entrypoints import history, importing
from entrypoints.bootstrap import bootstrap
from entrypoints.erasure import erase_user
from entrypoints.settings import Settings
from projections.chat_activity import ActivityKind
from projections.maintenance import rebuild
from projections.queries import Page
from projections.read_models import REBUILDABLE
from projections.schema import create_tables
from projections.shadow import Shadow
from projections.user_status import user_status
from projections.webhook_outbox import DeliveryStatus
from tests.entrypoints.test_erasure import live
from tests.projections.world import LIFE, PROLOGUE, World
from tests.support import a

KEY = SecretStr("5e" * 32)
IDS = range(1, 3001)
"""As many as somebody may have of something: more than a statement has parameters."""

ARGUMENTS: Mapping[Any, Any] = {
    int: a.SESSION,
    int | None: a.SESSION,
    bool: True,
    str: "any",
    str | None: "any",
    datetime: a.LATER,
    datetime | None: a.LATER,
    timedelta: timedelta(seconds=30),
    Page: Page(number=2),
    Sequence[int]: IDS,
    Collection[int]: IDS,
    Sequence[ActivityKind]: tuple(ActivityKind),
    Sequence[MessageStatus]: tuple(MessageStatus),
    SessionStatus | None: SessionStatus.CONNECTED,
    DeliveryStatus: DeliveryStatus.PENDING,
}
"""What queries take, by the type of the parameter."""

OF_ALL_QUERIES = ("projections.comparison", "projections.queries")


def tables_live(folder: Path) -> None:
    """Every event is applied, every table made again and compared, all is asked for."""
    world = World(f"sqlite:///{folder}/log.db", f"sqlite:///{folder}/rows.db")
    world.tell(*PROLOGUE, *LIFE, a.message_accepted(message_id=100050, job=a.BULK_JOB))
    rebuild(world.projector, REBUILDABLE)
    assert world.odd() == []
    world.spoil(user_status, slug="older")
    create_tables(world.rows)
    with world.reading() as connection:
        for query, arguments in queries():
            query(connection, **arguments)
        connection.rollback()
    world.close()


def program_lives(folder: Path) -> None:
    """People come, are forgotten, and their history moves to another program."""
    program = bootstrap(Settings(home=folder / "one", master_key=KEY))
    other = bootstrap(Settings(home=folder / "other", master_key=KEY))
    program.subscriptions.open_catalogue()
    user_id = live(program)
    file = StringIO("\n".join(history.exported(program)))
    for _ in importing.imported(other, file):
        pass
    erase_user(program, user_id)
    program.close()
    other.close()


def server_is_told(engine: Engine) -> None:
    """What is said in other words than elsewhere, on an engine that only records."""
    create_missing(engine, log_tables, checkpoint_tables)
    create_tables(engine)
    recorder = SqlRecorder(engine)
    recorder.insert_events([_stored(version) for version in range(1, 1201)])
    recorder.close()
    with (
        alone(engine, "rebuilding tables"),
        engine.connect() as rows,
        Shadow(REBUILDABLE, shadow_schema(rows)).created(rows) as shadow,
        rows.begin(),
    ):
        assert mssql.advice(rows) is None
        log.append(rows, [_stored(version) for version in range(1, 1201)])
        shadow.exchange(rows)


def _stored(version: int) -> StoredEvent:
    return StoredEvent(f"thing:{version}", version, "thing.done", b"{}")


def constants() -> Iterator[tuple[Any, dict[str, None]]]:
    """The statements that modules build once, with a value for each parameter."""
    for module in _modules(adapters, projections):
        for value in vars(module).values():
            if isinstance(value, Select | Insert | Update | Delete):
                yield value, dict.fromkeys(value.compile().params)


def queries() -> Iterator[tuple[Callable[..., object], dict[str, Any]]]:
    """Every public query of the tables, with as few arguments as it takes, and all."""
    for query in _queries():
        _, *given = inspect.signature(query).parameters.values()
        needed = [it for it in given if it.default is inspect.Parameter.empty]
        for some in (needed, given):
            yield query, {it.name: ARGUMENTS[it.annotation] for it in some}


def _queries() -> Iterator[Callable[..., object]]:
    for module in _modules(projections):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == module.__name__ not in OF_ALL_QUERIES
            first = next(iter(inspect.signature(function).parameters.values()), None)
            asks = first is not None and first.annotation is Connection
            if own and asks and not name.startswith("_"):
                yield function


def _modules(*packages: ModuleType) -> Iterator[ModuleType]:
    for package in packages:
        for it in walk_packages(package.__path__, f"{package.__name__}."):
            yield import_module(it.name)
