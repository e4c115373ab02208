"""The tests of claims once more, by way of ODBC."""

from tests.adapters.event_store import test_claims
from tests.sqlserver.borrowing import borrowed

globals().update(borrowed(test_claims))
