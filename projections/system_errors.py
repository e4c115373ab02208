"""Unexpected errors, for the operator."""

import json
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from sqlalchemy import Column, Connection, Table, UnicodeText, select

from domain.system_error.events import SystemErrorRecorded
from projections.columns import created, dates, row_id
from projections.kernel import ReadModel, Rows, read_tables
from projections.queries import columns_of, every

system_errors = Table(
    "system_errors", read_tables, row_id(), Column("log", UnicodeText()), *dates()
)
model = ReadModel(system_errors)


@model.on(SystemErrorRecorded)
def add(rows: Rows, event: SystemErrorRecorded, _: int) -> None:
    log = {
        "what": event.what,
        "where": event.where,
        "correlation_id": event.correlation_id,
    }
    text = json.dumps(log, ensure_ascii=False)
    rows.insert({"id": event.system_error_id, "log": text, **created(event)})


class SystemErrorRow(NamedTuple):
    """``log`` is JSON text: what, where, correlation_id."""

    id: int
    log: str
    created_at: date


def latest_errors(
    connection: Connection, *, limit: int = 50
) -> Sequence[SystemErrorRow]:
    """The newest first."""
    query = select(*columns_of(system_errors, SystemErrorRow))
    newest_first = query.order_by(system_errors.c.id.desc()).limit(limit)
    return every(connection, SystemErrorRow, newest_first)
