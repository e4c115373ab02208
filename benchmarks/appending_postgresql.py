"""Our event store against the library's own, both on one PostgreSQL.

A server of its own, with all its care for a power cut; or the one that is named by
TEST_POSTGRESQL_URL. Without PostgreSQL there is nothing to measure.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import TypeAlias
from uuid import uuid4

from eventsourcing.persistence import ApplicationRecorder
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from sqlalchemy import create_engine, make_url, text

from adapters.database import create_missing, dispose, engine_for
from adapters.event_store.recorder import SqlRecorder
from adapters.event_store.tables import log_tables
from benchmarks.appending import append_rate
from benchmarks.figures import Figure, Goal
from benchmarks.measuring import compared
from scripts import with_postgresql

APPENDS = 960

Open: TypeAlias = Callable[[str, Path], AbstractContextManager[ApplicationRecorder]]


def append_concurrent32_on_postgresql() -> Iterable[Figure]:
    """32 threads append one event at a time, on PostgreSQL."""
    yield from _appending(
        "append_concurrent32_vs_eventsourcing_postgres", threads=32, goal=Goal(4)
    )


def append_single_on_postgresql() -> Iterable[Figure]:
    """One thread appends one event at a time, on PostgreSQL."""
    yield from _appending(
        "append_single_vs_eventsourcing_postgres", threads=1, goal=Goal(0.9)
    )


@contextmanager
def our_recorder(server: str, _: Path) -> Iterator[ApplicationRecorder]:
    with _fresh_schema(server) as schema:
        place = {"options": f"-csearch_path={schema}"}
        url = make_url(server).update_query_dict(place)
        engine = engine_for(url.render_as_string(hide_password=False))
        create_missing(engine, log_tables)
        recorder = SqlRecorder(engine)
        yield recorder
        recorder.close()
        dispose(engine)


@contextmanager
def their_recorder(server: str, _: Path) -> Iterator[ApplicationRecorder]:
    """With a connection for every thread."""
    url = make_url(server)
    with _fresh_schema(server) as schema:
        datastore = PostgresDatastore(
            dbname=url.database or "",
            host=url.host or "",
            port=url.port or 5432,
            user=url.username or "",
            password=url.password or "",
            schema=schema,
            pool_size=32,
            originator_id_type="text",
        )
        recorder = PostgresApplicationRecorder(datastore)
        recorder.create_table()
        yield recorder
        datastore.close()


def _appending(name: str, *, threads: int, goal: Goal) -> Iterable[Figure]:
    with _server() as server:
        if server is None:
            print("  PostgreSQL is not installed; see docs/how-to.")
            return

        def rate_of(opened: Open, folder: Path) -> float:
            return append_rate(
                partial(opened, server), threads, folder, appends=APPENDS
            )

        yield compared(
            name,
            ours=partial(rate_of, our_recorder),
            theirs=partial(rate_of, their_recorder),
            of="appends",
            goal=goal,
        )


@contextmanager
def _server() -> Iterator[str | None]:
    installed = with_postgresql.programs()
    if given := os.environ.get(with_postgresql.VARIABLE):
        yield given
    elif installed is None:
        yield None
    else:
        with with_postgresql.server(installed) as url:
            yield url


@contextmanager
def _fresh_schema(server: str) -> Iterator[str]:
    schema = f"bench_{uuid4().hex}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {schema}"))
        yield schema
        connection.execute(text(f"DROP SCHEMA {schema} CASCADE"))
    engine.dispose()
