"""Where the sandbox's world is kept: one SQLite file, or memory alone.

Everything is written before it is answered, so that ``kill -9`` loses nothing that a
page or a person was told.
"""

import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Generic, TypeVar

from domain.kernel import Value

T = TypeVar("T", bound=Value)

# Write-ahead log without a sync for each commit: it survives the death of the process,
# which is promised; a power cut may cost the last moments, which is not.
_PRAGMAS = "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;"

# Rows are updated in place, so that rowid stays the order of their arrival.
_SCHEMA = """
CREATE TABLE IF NOT EXISTS record (
    shelf TEXT NOT NULL, key TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (shelf, key)
);
CREATE TABLE IF NOT EXISTS media (name TEXT PRIMARY KEY, content BLOB NOT NULL);
"""
_PUT = """
INSERT INTO record (shelf, key, body) VALUES (?, ?, ?)
ON CONFLICT (shelf, key) DO UPDATE SET body = excluded.body
"""


class Store:
    def __init__(self, path: Path | None = None) -> None:
        """``path`` is the SQLite file, made if missing; None keeps nothing."""
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
        # The server's thread is often not the one that made the store.
        self._database = sqlite3.connect(
            path or ":memory:", isolation_level=None, check_same_thread=False
        )
        self._database.executescript(_PRAGMAS + _SCHEMA)

    def close(self) -> None:
        self._database.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of what is put inside is kept, or none of it."""
        self._database.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._database.execute("ROLLBACK")
            raise
        self._database.execute("COMMIT")

    def rows(self, shelf: str) -> list[tuple[str, str]]:
        query = "SELECT key, body FROM record WHERE shelf = ? ORDER BY rowid"
        return self._database.execute(query, (shelf,)).fetchall()

    def put(self, shelf: str, key: str, body: str) -> None:
        self._database.execute(_PUT, (shelf, key, body))

    def delete(self, shelf: str, key: str) -> None:
        self._database.execute(
            "DELETE FROM record WHERE shelf = ? AND key = ?", (shelf, key)
        )

    def put_media(self, name: str, content: bytes) -> None:
        self._database.execute("INSERT INTO media VALUES (?, ?)", (name, content))

    def delete_media(self, name: str) -> None:
        self._database.execute("DELETE FROM media WHERE name = ?", (name,))

    def media(self, name: str) -> bytes | None:
        query = "SELECT content FROM media WHERE name = ?"
        row = self._database.execute(query, (name,)).fetchone()
        return row[0] if row else None


class Shelf(Mapping[str, T], Generic[T]):
    """The records of one kind by key, oldest first; held in memory, written to both."""

    def __init__(self, store: Store, kind: type[T]) -> None:
        self._store, self._name = store, kind.__name__
        self._records = {
            key: kind.model_validate_json(body) for key, body in store.rows(self._name)
        }

    def put(self, key: str, record: T) -> None:
        self._store.put(self._name, key, record.model_dump_json())
        self._records[key] = record

    def discard(self, key: str) -> None:
        self._store.delete(self._name, key)
        self._records.pop(key, None)

    def __getitem__(self, key: str) -> T:
        return self._records[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._records)

    def __len__(self) -> int:
        return len(self._records)
