"""The tests of tables, projector, rebuild and to-do lists once more, by way of ODBC."""

from tests.projections import (
    test_projector,
    test_queries,
    test_rebuild,
    test_send_outbox,
    test_verify,
    test_webhook_outbox,
)
from tests.sqlserver.borrowing import borrowed

globals().update(
    borrowed(
        test_projector,
        test_queries,
        test_rebuild,
        test_send_outbox,
        test_verify,
        test_webhook_outbox,
        own=["world"],
    )
)
