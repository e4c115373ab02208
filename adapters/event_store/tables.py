"""The log, its last position, the numbers given out, and how far readers have come."""

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    event,
    insert,
)

log_tables = MetaData()
checkpoint_tables = MetaData()  # stay with the rows they speak about

# Only a column of the exact type INTEGER is SQLite's row number, and needs no index.
Position = BigInteger().with_variant(Integer(), "sqlite")

events = Table(
    "events",
    log_tables,
    Column("position", Position, primary_key=True, autoincrement=False),
    Column("stream", String(100), nullable=False),
    Column("version", Integer(), nullable=False),
    Column("type", String(100), nullable=False),
    Column("body", LargeBinary(), nullable=False),
    UniqueConstraint("stream", "version", name="uq_events_stream_version"),
)

# One row. Updating it hands out the next positions and holds every other writer
# back until commit, so positions become visible in order and without gaps.
log_head = Table(
    "log_head",
    log_tables,
    Column("id", Integer(), primary_key=True, autoincrement=False),
    Column("position", BigInteger(), nullable=False),
)

id_blocks = Table(
    "id_blocks",
    log_tables,
    Column("kind", String(50), primary_key=True),
    Column("last", Integer(), nullable=False),
)

# What seals a person's private facts; destroyed (null) when the person is erased.
personal_keys = Table(
    "personal_keys",
    log_tables,
    Column("user_id", Integer(), primary_key=True, autoincrement=False),
    Column("wrapped", String(200)),
)

checkpoints = Table(
    "checkpoints",
    checkpoint_tables,
    Column("reader", String(50), primary_key=True),
    Column("log", String(50), primary_key=True),
    Column("position", BigInteger(), nullable=False),
)


@event.listens_for(log_head, "after_create")
def _start_at_zero(_: Table, connection: Connection, **__: object) -> None:
    connection.execute(insert(log_head).values(id=1, position=0))
