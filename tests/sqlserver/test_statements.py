"""Everything that is said to SQL Server is T-SQL, by Microsoft's own parser."""

from collections.abc import Iterator

import pytest

from adapters.event_store.tables import checkpoint_tables, log_tables
from projections.kernel import read_tables
from projections.schema import ddl
from tests.sqlserver import lint, story, tsql
from tests.sqlserver.recording import Sent, Tape

pytestmark = pytest.mark.skipif(
    not tsql.is_installed(), reason="`scripts/tsql_parser.sh` installs the parser."
)

MANY_ROWS = "INSERT INTO t VALUES " + ", ".join(["(1)"] * 1001)  # noqa: S608


@pytest.fixture(scope="module")
def tape(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tape]:
    tape = Tape()
    story.server_is_told(tape.engine)
    with tape.listening():
        story.tables_live(tmp_path_factory.mktemp("tables"))
        story.program_lives(tmp_path_factory.mktemp("program"))
    for statement, values in story.constants():
        tape.execute(statement, values)
    yield tape
    tape.engine.dispose()


@pytest.fixture(scope="module")
def examined(tape: Tape) -> dict[str, tsql.Examined]:
    return tsql.examine(it.statement for it in tape.sent)


def test_sql_server_would_take_every_statement(
    tape: Tape, examined: dict[str, tsql.Examined]
) -> None:
    assert list(lint.complaints(tape.sent, examined)) == []


def test_every_table_was_written_to(examined: dict[str, tsql.Examined]) -> None:
    written = {insert.table for it in examined.values() for insert in it.inserts}

    assert {*log_tables.tables, *checkpoint_tables.tables} <= written
    assert {*read_tables.tables} <= written


def test_no_statement_asks_for_locks(tape: Tape) -> None:
    assert tape.locking == [], "SQL Server's dialect drops FOR UPDATE silently"


def test_the_printed_ddl_is_what_is_executed(tape: Tape) -> None:
    executed = {it.statement.strip() for it in tape.sent}

    assert {*ddl("mssql", log_tables, checkpoint_tables, read_tables)} <= executed


def test_no_index_is_too_wide() -> None:
    assert list(lint.wide_keys(log_tables, checkpoint_tables, read_tables)) == []


@pytest.mark.parametrize(
    ("statement", "parameters", "complaint"),
    [
        ("SELECT FROM t", 0, "Incorrect syntax"),
        ("SELEC 1", 0, "unknown procedure SELEC"),
        ("SELECT frobnicate(a) FROM t", 0, "unknown function FROBNICATE"),
        ("CREATE TABLE t (a NTEXT)", 0, "unwanted type NTEXT"),
        ("CREATE TABLE t (a DATETIME)", 0, "unwanted type DATETIME"),
        ("CREATE TABLE t (a NVARCHAR(5000))", 0, "NVARCHAR(5000) is too long"),
        ("SELECT TOP 5 a FROM t", 0, "TOP without ORDER BY"),
        ("SELECT a FROM t WHERE a IN (?)", 2099, "2099 parameters"),
        (MANY_ROWS, 0, "more than 1000 rows"),
        ("INSERT INTO users (id) VALUES (?)", 1, "whose IDENTITY_INSERT is OFF"),
        ("INSERT INTO users (name) VALUES (?)", 1, "no id for users"),
    ],
)
def test_what_it_would_not_take_is_found(
    statement: str, parameters: int, complaint: str
) -> None:
    users = Sent("CREATE TABLE users (id INTEGER IDENTITY, name NVARCHAR(9))", 0)
    sent = [users, Sent(statement, parameters)]
    (found,) = lint.complaints(sent, tsql.examine(it.statement for it in sent))

    assert complaint in found


def test_one_table_at_a_time_takes_ids() -> None:
    sent = [Sent(f"SET IDENTITY_INSERT {it} ON", 0) for it in ("users", "tokens")]
    (found,) = lint.complaints(sent, tsql.examine(it.statement for it in sent))

    assert "ON already for users" in found
