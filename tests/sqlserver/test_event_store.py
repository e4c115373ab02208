"""The event store's tests once more, by way of ODBC."""

from tests.adapters.event_store import (
    test_aggregates,
    test_concurrency,
    test_ids,
    test_journal,
    test_tracking,
    test_writer,
)
from tests.sqlserver.borrowing import borrowed

globals().update(
    borrowed(
        test_aggregates,
        test_concurrency,
        test_ids,
        test_journal,
        test_tracking,
        test_writer,
    )
)
