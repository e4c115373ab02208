"""Connections and transactions: the only place that knows database dialects apart."""

from adapters.database.alone import alone
from adapters.database.bare import BareConnection, BareStatement, own_connection
from adapters.database.bulk import BulkStatement, Encoded, RowEncoder
from adapters.database.comparing import exactly
from adapters.database.engines import dispose, engine_for
from adapters.database.failures import ConnectionLost, translated
from adapters.database.schema import create_missing, setting_up, shadow_schema
from adapters.database.scrubbing import scrub
from adapters.database.sqlite import SHADOW, is_shared
from adapters.database.transactions import read, reading, turn_on, writing

__all__ = [
    "SHADOW",
    "BareConnection",
    "BareStatement",
    "BulkStatement",
    "ConnectionLost",
    "Encoded",
    "RowEncoder",
    "alone",
    "create_missing",
    "dispose",
    "engine_for",
    "exactly",
    "is_shared",
    "own_connection",
    "read",
    "reading",
    "scrub",
    "setting_up",
    "shadow_schema",
    "translated",
    "turn_on",
    "writing",
]
