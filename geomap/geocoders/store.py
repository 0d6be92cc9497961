"""Answers of providers, kept for good; and whose turn it is to ask, across processes.

One SQLite file. Each change is one transaction, so that a process may be killed at any moment:
what was answered before stays, and nothing is half there.
"""

import json
import os
import sqlite3
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from geomap.errors import DataError
from geomap.geocoders.errors import ProviderLimitError

_BUSY_S = 60.0
_POLL_S = 0.05
# a longer hold than any provider asks for means that the clock was set back
_LONGEST_HOLD_S = 7 * 24 * 3600.0
_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (
    key TEXT PRIMARY KEY, provider TEXT NOT NULL, asked_at TEXT NOT NULL, items TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS places (
    place_id TEXT PRIMARY KEY, key TEXT NOT NULL, position INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS turns (
    host TEXT PRIMARY KEY, next_at REAL NOT NULL, owner TEXT NOT NULL
) WITHOUT ROWID;
"""

Items = list[dict[str, Any]]


@dataclass(frozen=True)
class Store:
    """The file with the answers; it holds no connection, so it may go to another process."""

    path: Path

    def answer(self, key: str) -> Items | None:
        """The items that a provider once answered to a query, or None if it was never asked."""
        with self._open() as file:
            row = file.execute("SELECT items FROM answers WHERE key = ?", (key,)).fetchone()
        return None if row is None else json.loads(row[0])

    def keep(self, key: str, provider: str, items: Items, place_ids: Sequence[str]) -> None:
        """Keep an answer with everything that the provider said, and the ids of its places."""
        text = json.dumps(items, ensure_ascii=True, sort_keys=True, default=str)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        with self._change() as file:
            file.execute(
                "INSERT OR REPLACE INTO answers VALUES (?, ?, ?, ?)", (key, provider, now, text)
            )
            file.executemany(
                "INSERT OR REPLACE INTO places VALUES (?, ?, ?)",
                [(place_id, key, position) for position, place_id in enumerate(place_ids)],
            )

    def place(self, place_id: str) -> tuple[str, dict[str, Any]] | None:
        """The provider that named a place and its item for it, or None."""
        with self._open() as file:
            row = file.execute(
                "SELECT provider, items, position FROM places JOIN answers USING (key)"
                " WHERE place_id = ?",
                (place_id,),
            ).fetchone()
        return None if row is None else (row[0], json.loads(row[1])[row[2]])

    @contextmanager
    def turn(
        self, host: str, *, interval_s: float, lease_s: float, longest_s: float
    ) -> Iterator[None]:
        """Wait until a request may go to a host, and let the next one go `interval_s` after it.

        Where there is an interval, one process at a time asks the host, and the interval counts
        from the end of its request, so that no delay on the way brings two requests nearer. A
        process that is killed meanwhile keeps the others waiting for at most `lease_s`.

        Raises
        ------
        ProviderLimitError
            If the host asked to be left alone for longer than `longest_s`.
        """
        owner = f"{os.getpid()}-{threading.get_ident()}-{time.monotonic_ns()}"
        while (left_s := self._claim(host, owner, lease_s if interval_s else 0.0)) > 0:
            if left_s > longest_s:
                raise ProviderLimitError(
                    f"{host} wants no request for another {left_s:.0f} s; run again then, "
                    "what it answered so far is kept",
                    retry_after_s=left_s,
                )
            time.sleep(min(left_s, _POLL_S))
        try:
            yield
        finally:
            if interval_s:
                self._release(host, owner, interval_s)

    def hold(self, host: str, seconds: float) -> None:
        """Let no process ask a host for some seconds."""
        with self._change() as file:
            file.execute(
                "INSERT INTO turns VALUES (?, ?, '')"
                " ON CONFLICT (host) DO UPDATE SET next_at = max(next_at, excluded.next_at)",
                (host, time.time() + min(seconds, _LONGEST_HOLD_S)),
            )

    def _claim(self, host: str, owner: str, lease_s: float) -> float:
        """Take the turn if it is due and return 0, else the seconds until it is."""
        left_s = self._left_s(host)
        if left_s > 0 or not lease_s:
            return left_s
        with self._change() as file:
            # another process may have taken it meanwhile
            if (left_s := _left_s(file, host)) > 0:
                return left_s
            file.execute(
                "INSERT OR REPLACE INTO turns VALUES (?, ?, ?)",
                (host, time.time() + lease_s, owner),
            )
        return 0.0

    def _left_s(self, host: str) -> float:
        with self._open() as file:
            return _left_s(file, host)

    def _release(self, host: str, owner: str, interval_s: float) -> None:
        with self._change() as file:
            file.execute(
                "UPDATE turns SET next_at = ? WHERE host = ? AND owner = ?",
                (time.time() + interval_s, host, owner),
            )

    @contextmanager
    def _change(self) -> Iterator[sqlite3.Connection]:
        with self._open() as file:
            file.execute("BEGIN IMMEDIATE")
            try:
                yield file
            except BaseException:
                file.execute("ROLLBACK")
                raise
            file.execute("COMMIT")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            # the rollback journal is as safe as a write-ahead log, also on network folders
            with closing(sqlite3.connect(self.path, timeout=_BUSY_S, isolation_level=None)) as file:
                if not file.execute("SELECT 1 FROM sqlite_master WHERE name = 'turns'").fetchone():
                    file.executescript(f"BEGIN IMMEDIATE;{_SCHEMA}COMMIT;")
                yield file
        except (sqlite3.Error, json.JSONDecodeError) as error:
            # an operational error is the folder's or another process's, not the file's
            damaged = not isinstance(error, sqlite3.OperationalError)
            advice = "; move it away to start anew" if damaged else ""
            raise DataError(
                f"{self.path}: expected the file of providers' answers, {error}{advice}"
            ) from error


def _left_s(file: sqlite3.Connection, host: str) -> float:
    row = file.execute("SELECT next_at FROM turns WHERE host = ?", (host,)).fetchone()
    left_s = 0.0 if row is None else float(row[0]) - time.time()
    return left_s if 0 < left_s <= _LONGEST_HOLD_S else 0.0
