"""Overwriting what was deleted: a database keeps it in its files until then."""

from contextlib import closing

from sqlalchemy import Engine, MetaData

from domain.kernel import Unavailable


def scrub(engine: Engine, *schemas: MetaData) -> None:
    """Leave no deleted row of these tables in the database's files.

    SQLite writes itself anew, beside readers, after writers. PostgreSQL does so table
    by table; what its write-ahead log still holds goes with the log. SQL Server cleans
    up by itself. Raises Unavailable while somebody's long read keeps old rows alive.
    """
    match engine.dialect.name:
        case "sqlite":
            _scrub_sqlite(engine)
        case "postgresql":
            tables = [it for schema in schemas for it in schema.sorted_tables]
            with engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT")
                name_of = connection.dialect.identifier_preparer.format_table
                for table in tables:
                    connection.exec_driver_sql(f"VACUUM FULL {name_of(table)}")


def _scrub_sqlite(engine: Engine) -> None:
    """Below SQLAlchemy, which begins a transaction: VACUUM can't run in one."""
    with closing(engine.raw_connection()) as raw:
        cursor = raw.cursor()
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, *_ = cursor.fetchone() or (1,)
    if busy:
        raise Unavailable(
            f"Somebody still reads {engine.url.database}, so what was deleted could "
            "not be overwritten. Ask again when they have finished."
        )
