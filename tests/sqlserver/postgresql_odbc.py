"""PostgreSQL through pyodbc, so that our way through ODBC is walked by every test run.

Nobody else should go it: psycopg knows PostgreSQL's types, ODBC knows its own.
"""

from sqlalchemy import URL
from sqlalchemy.connectors.pyodbc import PyODBCConnector
from sqlalchemy.dialects.postgresql.base import PGDialect

SETTINGS = {
    "DRIVER": "{PostgreSQL Unicode}",
    "BoolsAsChar": "0",
    "ByteaAsLongVarBinary": "1",
    "MaxVarcharSize": "4000",
    "Protocol": "7.4-0",  # a failed statement is rolled back by whom it concerns
    "UseServerSidePrepare": "0",  # else a text is no JSON
}


class Dialect(PyODBCConnector, PGDialect):
    supports_statement_cache = True


def address(server: URL, schema: str) -> str:
    """The SQLAlchemy URL of a schema on a server that psycopg is told by a URL."""
    settings = {
        **SETTINGS,
        "SERVER": server.host,
        "PORT": server.port or 5432,
        "DATABASE": server.database,
        "UID": server.username,
        "PWD": server.password or "",
        "ConnSettings": f"{{SET search_path TO {schema}; SET TIME ZONE 'UTC'}}",
    }
    words = ";".join(f"{name}={value}" for name, value in settings.items())
    given = {"odbc_connect": words}
    url = URL.create("postgresql+pyodbc", database=server.database, query=given)
    return url.render_as_string(hide_password=False)
