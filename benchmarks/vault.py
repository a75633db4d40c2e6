"""The vault: what a saved answer costs, bulk reading and writing, and opening.

The baseline is the standard library's sqlite3, without encryption, in the same folder and with the
same promise (WAL, synchronous FULL). Both take turns, because a disk changes its mind by the
second; processor time is shown beside, because one fsync outweighs everything else.
"""

from __future__ import annotations

import contextlib
import itertools
import random
import sqlite3
import tempfile
import time
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks import form_texts
from benchmarks.measure import Baseline, Row, compared, main, timed, timed_in_turn
from fieldkit.model.answers import HiddenBytes
from fieldkit.model.clock import SystemClock, SystemRandomness
from fieldkit.operations import interview
from fieldkit.operations.interview import Interview
from fieldkit.vault import Vault, create, forms_store, journal, open_vault
from fieldkit.vault.driver import Connection as Encrypted
from fieldkit.vault.kdf import FLOOR, SALT_SIZE, derive

Connection = Encrypted | sqlite3.Connection

_PLAIN: Final = "stdlib sqlite3, one row, WAL + FULL, same folder"
_PLAIN_BULK: Final = "stdlib sqlite3, same rows, same folder"
_HASH_ALONE: Final = "Argon2id at the floor alone"
_PASSPHRASE: Final = HiddenBytes(b"a passphrase for benchmarks only")
_QUESTIONS: Final = 100
_QUESTION: Final = "/data/s0/rem0"
_TABLE: Final = "CREATE TABLE bulk (number INTEGER PRIMARY KEY, content TEXT NOT NULL)"
_INSERT: Final = "INSERT INTO bulk (content) VALUES (?)"


@dataclass(frozen=True)
class Size:
    """How many saves and rows, and how long each figure may take."""

    saves: int
    steps: int
    rows: int
    runs: int
    seconds: float


FULL: Final = Size(saves=2000, steps=1000, rows=20_000, runs=7, seconds=20.0)
QUICK: Final = Size(saves=200, steps=200, rows=2_000, runs=3, seconds=3.0)


def measure(size: Size, *, beside: Path | None = None) -> list[Row]:
    """All rows of this area; `beside` is where to put the folder (None: the temporary folder)."""
    with tempfile.TemporaryDirectory(prefix="fieldkit-bench-", dir=beside) as made:
        folder = Path(made)
        with _vault(folder / "vault") as vault, _plain(folder / "plain.db") as plain:
            rows = [*_saves(vault, plain, size), *_reads(vault, size), *_bulk(vault, plain, size)]
        return [*rows, *_openings(folder / "vault", size)]


@contextlib.contextmanager
def _vault(folder: Path) -> Generator[Vault]:
    package = form_texts.flat_form(_QUESTIONS)
    created = create(
        folder,
        user="benchmark",
        passphrase=_PASSPHRASE,
        clock=SystemClock(),
        sample=True,
        kdf=FLOOR,
    )
    with created.vault as vault:
        with vault.transaction():
            data = package.to_bytes()
            forms_store.add_form(vault, package.metadata["form_id"], "1", package.hash, data)
        yield vault


@contextlib.contextmanager
def _plain(path: Path) -> Generator[sqlite3.Connection]:
    with contextlib.closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = WAL").fetchone()
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("CREATE TABLE answers (step INTEGER PRIMARY KEY, key TEXT, value TEXT)")
        yield connection


# --- one answer


def _saves(vault: Vault, plain: sqlite3.Connection, size: Size) -> list[Row]:
    """An answer is one transaction of journal entry and draft; the baseline inserts one row."""
    live = _interview(vault)
    said = itertools.cycle(("a remark of some length", "another remark, as long"))

    def save() -> None:
        live.answer(_QUESTION, next(said))

    def insert() -> None:
        values = (_QUESTION, next(said))
        plain.execute("INSERT INTO answers (key, value) VALUES (?, ?)", values)

    ours, bare = timed_in_turn(save, insert, most=size.saves, seconds=size.seconds)
    cpu, bare_cpu = timed_in_turn(
        save, insert, most=size.saves, seconds=size.seconds, clock=time.thread_time_ns
    )
    session = live.session
    alone = timed(
        lambda: session.answer(_QUESTION, next(said)),
        most=size.saves,
        seconds=size.seconds,
        after=session.changes,
    )
    return [
        compared("save of one answer", ours, Baseline(_PLAIN, bare)),
        compared("save of one answer, processor time", cpu, Baseline(_PLAIN, bare_cpu)),
        compared("the form's share of a save", alone, Baseline("save of one answer", ours)),
    ]


def _interview(vault: Vault) -> Interview:
    form_id = f"flat_{_QUESTIONS}"
    live = interview.start(vault, form_id, SystemClock(), SystemRandomness())
    live.answer("/data/age", 44)
    live.answer("/data/s0/gate0", "yes")
    live.answer("/data/s0/int0", 12)
    return live


# --- reading an interview back


def _reads(vault: Vault, size: Size) -> list[Row]:
    live = _interview(vault)
    for number in range(size.steps):
        live.answer(_QUESTION, f"remark {number}")
    record, count = live.record, len(journal.entries(vault, live.record))
    samples = timed(
        lambda: journal.entries(vault, record), most=size.runs * 10, seconds=size.seconds
    )
    bare = timed(
        lambda: vault.connection.execute(
            "SELECT * FROM journal WHERE record = ? ORDER BY step", (record,)
        ).fetchall(),
        most=size.runs * 10,
        seconds=size.seconds,
    )
    resumed = timed(
        lambda: interview.resume(vault, record, SystemClock(), SystemRandomness()),
        most=size.runs,
        seconds=size.seconds,
    )
    entries = Baseline("reading the journal", samples)
    return [
        compared(
            f"read a journal of {count} steps, sealed values opened",
            samples,
            Baseline("the same rows, left sealed", bare),
        ),
        compared(f"resume an interview of {count} steps", resumed, entries),
    ]


# --- many rows


def _bulk(vault: Vault, plain: sqlite3.Connection, size: Size) -> list[Row]:
    """4 KB texts: written in one transaction, read one by one, read in one go."""
    source = random.Random(size.rows)
    texts = [(source.randbytes(2048).hex(),) for _ in range(size.rows)]
    numbers = [source.randrange(1, size.rows + 1) for _ in range(size.rows)]
    connections = (vault.connection, plain)
    for connection in connections:
        connection.execute(_TABLE)

    def write(connection: Connection) -> None:
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany(_INSERT, texts)
        connection.execute("COMMIT")

    def look_up(connection: Connection) -> None:
        for number in numbers:
            connection.execute("SELECT content FROM bulk WHERE number = ?", (number,)).fetchone()

    def scan(connection: Connection) -> None:
        for _ in connection.execute("SELECT content FROM bulk"):
            pass

    rows: list[Row] = []
    for name, step, runs in (
        ("write", write, 1),
        ("look up", look_up, size.runs),
        ("scan", scan, size.runs),
    ):
        ours, bare = timed_in_turn(
            lambda step=step: step(vault.connection),
            lambda step=step: step(plain),
            most=runs,
            seconds=size.seconds,
        )
        rows.append(compared(f"{name} {size.rows} rows of 4 KB", ours, Baseline(_PLAIN_BULK, bare)))
    return rows


# --- opening


def _openings(folder: Path, size: Size) -> list[Row]:
    def unlock() -> None:
        with open_vault(folder, passphrase=_PASSPHRASE, clock=SystemClock()):
            pass

    opened, hashed = timed_in_turn(
        unlock,
        lambda: derive(_PASSPHRASE, bytes(SALT_SIZE), FLOOR),
        most=size.runs * 3,
        seconds=size.seconds,
    )
    return [compared("open at the Argon2 floor, and close", opened, Baseline(_HASH_ALONE, hashed))]


if __name__ == "__main__":
    main("vault", lambda quick: measure(QUICK if quick else FULL))
