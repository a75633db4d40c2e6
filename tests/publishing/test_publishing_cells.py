"""Text becomes a number or a date only where nothing is lost."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from fieldkit.publishing.cells import cell_value
from fieldkit.publishing.columns import CellType, Column, Part


@pytest.mark.parametrize(
    ("kind", "text", "value"),
    [
        (CellType.INTEGER, "42", 42),
        (CellType.INTEGER, "-7", -7),
        (CellType.INTEGER, "007", "007"),
        (CellType.INTEGER, "123456789012345", 123456789012345),
        (CellType.INTEGER, "1234567890123456", "1234567890123456"),
        (CellType.INTEGER, "٤٢", "٤٢"),
        (CellType.INTEGER, "-0", "-0"),
        (CellType.DECIMAL, "1.50", 1.5),
        (CellType.DECIMAL, "0.1234567890123456", "0.1234567890123456"),
        (CellType.DECIMAL, "1e400", "1e400"),
        (CellType.DECIMAL, "NaN", "NaN"),
        (CellType.DATE, "2026-11-22", date(2026, 11, 22)),
        (CellType.DATE, "2026-02-30", "2026-02-30"),
        (CellType.DATE, "1899-12-31", "1899-12-31"),
        (CellType.DATE, "1900-02-28", "1900-02-28"),
        (CellType.DATETIME, "2026-11-22T10:05:00.000Z", datetime(2026, 11, 22, 12, 5)),
        (CellType.DATETIME, "2026-07-01T10:05:00.000+02:00", datetime(2026, 7, 1, 11, 5)),
        (CellType.DATETIME, "2026-11-22T10:05:00", datetime(2026, 11, 22, 10, 5)),
        (CellType.DATETIME, "0001-01-01T00:00:00+23:00", "0001-01-01T00:00:00+23:00"),
        (CellType.TEXT, "42", "42"),
        (CellType.TEXT, "=1+1", "=1+1"),
        (CellType.MONTH, "2026-11", "2026-11"),
        (CellType.FLAG, "1", 1),
        (CellType.FLAG, "", ""),
    ],
)
def test_a_cell_keeps_every_digit(kind: CellType, text: str, value: object):
    assert cell_value(Column("c", kind), text) == value


def test_the_utc_column_is_text():
    column = Column("t/utc", CellType.DATETIME, Part.UTC)
    assert cell_value(column, "2026-11-22T10:05:00.000Z") == "2026-11-22T10:05:00.000Z"
