"""Any text goes in; the same text comes back, from the workbook by two readers and from the CSV."""

from __future__ import annotations

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from publishing_samples import READERS, G, Q, form, of_form, published, read_csv, record

from fieldkit.publishing.guard import published_text

FORM = form("f", "1", (Q("string", "text"), G("row", (Q("string", "said"),), repeat=True)))

# Beside any Unicode: what spreadsheets, XML and CSV treat as theirs.
AWKWARD = st.sampled_from(
    ["=1+1", "+30 210", "-", "@a", "007", "000000012", "1e9", "_x0041_", "_x000D_", "_x005F_", "\r",
     "\r\n", "\n", "\t", "\x00", "\x0b", "\x1f", "\x7f", "\x85", "\u2028", "\ufeff", "\ufffe", '"',
     ";", ",", "'", " ", "]]>", "&amp;", "<", "Ωμέγα", "مرحبا", "\u202e", "\u200f", "😀", "TRUE",
     "#N/A", "#DIV/0!", "2026-11-22", "{=1}", "\\", "\u0301"]
)  # fmt: skip
TEXT = st.lists(AWKWARD | st.text(max_size=8), min_size=1, max_size=5).map("".join)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(TEXT, min_size=1, max_size=6))
def test_every_text_comes_back_as_it_was(texts: list[str]):
    rows = {f"/data/row[{n}]": f"r{n}" for n in range(1, len(texts) + 1)}
    answers = {f"/data/row[{n}]/said": text for n, text in enumerate(texts, 1)}
    expected = [published_text(text)[0] for text in texts]
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        one = record(1, FORM, {"/data/text": texts[0], **answers}, rows)
        published(out, of_form(one), [FORM])
        assert [row[-1] for row in read_csv(out / "f/latest/row.csv")[1:]] == expected
        assert read_csv(out / "f/latest/data.csv")[1][-1] == expected[0]
        for reader in READERS:
            found = reader(out / "f/f_latest.xlsx", "row")[1:]
            assert [(row[4] if len(row) > 4 else None) or "" for row in found] == expected
