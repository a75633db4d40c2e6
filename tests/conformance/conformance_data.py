"""Where the conformance data is: one or more folders of cases, read in place and never copied."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).resolve().parents[2]
XPATH, SCENARIOS, MANIFEST = "xpath.jsonl", "scenarios.jsonl", "forms/manifest.jsonl"
ABSENT = (
    "There is no conformance data beside this checkout; "
    "FIELDKIT_CONFORMANCE names the folder to read."
)


def folder() -> Path:
    """The folder to look in: FIELDKIT_CONFORMANCE, else `conformance` of the shared data."""
    named = os.environ.get("FIELDKIT_CONFORMANCE")
    if named:
        return Path(named)
    shared = os.environ.get("FIELDKIT_SHARED")
    return (Path(shared) if shared else REPOSITORY.parent / "shared") / "conformance"


def halves(top: Path | None = None) -> list[Path]:
    """The folders with cases at or below `top`, in the order of their names; none if none."""
    top = folder() if top is None else top
    if not top.is_dir():
        return []
    below = sorted(path for path in top.rglob("*") if path.is_dir())
    return [path for path in (top, *below) if any((path / name).is_file() for name in _FILES)]


_FILES = (XPATH, SCENARIOS, MANIFEST)


def lines(file: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file; nothing where there is no such file."""
    if not file.is_file():
        return
    with file.open(encoding="utf-8") as stream:
        for line in stream:
            if line.strip():
                yield json.loads(line)
