"""Every benchmark area runs on tiny sizes and reports in the documented shape; never how fast."""

from __future__ import annotations

import json
import math
from pathlib import Path

import pytest

from benchmarks import batch, form_texts, forms, measure, publishing, ui, vault
from fieldkit.forms import FormSession, Moment, definition_from_package

KEYS = ["name", "value", "unit", "baseline", "baseline_value", "ratio", "p50", "p99"]
MACHINE = {"python", "system", "processor", "processors", "load", "noise_p50_ms", "noise_p99_ms"}
MOMENT = Moment.at("2026-11-22T09:00:00")


def assert_shape(rows: list[measure.Row]) -> dict[str, measure.Row]:
    """Check what `--json` would print; the rows by name."""
    printed = json.loads(json.dumps(measure.report(rows), allow_nan=False))
    assert set(printed) == {"machine", "rows"}
    assert set(printed["machine"]) >= MACHINE
    for row in printed["rows"]:
        assert list(row) == KEYS
        assert row["name"]
        assert row["baseline"]
        assert row["unit"]
        numbers = [row[key] for key in ("value", "baseline_value", "ratio", "p50", "p99")]
        assert all(math.isfinite(number) and number >= 0 for number in numbers)
        expected = row["value"] / row["baseline_value"] if row["baseline_value"] else 0
        assert row["ratio"] == pytest.approx(expected, rel=1e-4)
    return {row.name: row for row in rows}


def test_forms_report_every_figure() -> None:
    size = forms.Size((20,), 2, 2, 400, runs=3, loads=1, seconds=0.05)
    rows = assert_shape(forms.measure(size))
    for place in ("first", "middle", "last", "fan-out"):
        assert f"flat 20: {place} edit" in rows
    recomputed = rows["flat 20: last edit, evaluations"]
    assert 0 < recomputed.value < recomputed.baseline_value
    for edit in (
        "flat 20: fan-out edit",
        "repeats 2x2: edit of one age",
        "repeats 2x2: add a member",
    ):
        reached = rows[f"{edit}, evaluations of those in reach"]
        assert 0 < reached.p99 <= reached.baseline_value
    assert rows["list of 400: the choices of a district"].baseline == "linear scan of the list"
    for form in ("flat 20", "list of 400", "list of 1000"):
        cold = rows[f"{form}: cold load, XForm to session"]
        assert rows[f"{form}: warm load, definition in memory"].baseline_value == cold.value


def test_vault_reports_every_figure(tmp_path: Path) -> None:
    size = vault.Size(saves=2, steps=2, rows=20, runs=1, seconds=0.05)
    rows = assert_shape(vault.measure(size, beside=tmp_path))
    assert "stdlib sqlite3" in rows["save of one answer"].baseline
    assert "open at the Argon2 floor, and close" in rows
    assert list(tmp_path.iterdir()) == []


def test_batch_reports_every_figure() -> None:
    rows = assert_shape(batch.measure(batch.Size((20_000,), 20_000, runs=1, seconds=0.05)))
    assert any(name.startswith("seal 0.02 MB") for name in rows)
    assert any(name.startswith("open and verify 0.02 MB") for name in rows)


def test_publishing_reports_every_figure(tmp_path: Path) -> None:
    size = publishing.Size(rows=10, few=5, many=10, runs=1, seconds=0.05)
    rows = assert_shape(publishing.measure(size, beside=tmp_path))
    assert any("openpyxl" in row.baseline for row in rows.values())
    assert any("csv module" in row.baseline for row in rows.values())
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("qapp")
def test_the_window_reports_every_figure(tmp_path: Path) -> None:
    size = ui.Size(starts=1, pages=2, keys=2, saves=2, interviews=2, seconds=0.05)
    rows = assert_shape(ui.measure(size, beside=tmp_path))
    assert any("QApplication" in row.baseline for row in rows.values())
    assert all("bar" in name or "processor time" in name for name in rows)
    assert list(tmp_path.iterdir()) == []


def test_a_percentile_is_a_sample_that_enough_others_do_not_exceed() -> None:
    samples = [float(number) for number in range(100, 0, -1)]
    assert measure.percentile(samples, 0.5) == 50
    assert measure.percentile(samples, 0.99) == 99
    assert measure.percentile([7.0], 0.99) == 7


def test_the_worse_end_of_a_rate_is_the_low_one() -> None:
    baseline = measure.Baseline("another", [10.0])
    rate = measure.compared("rate", [20.0, 30.0, 40.0], baseline, unit="rows/s")
    assert (rate.value, rate.p99, rate.ratio) == (30, 20, 3)
    assert measure.compared("time", [20.0, 30.0, 40.0], baseline).p99 == 40


def test_generated_forms_have_what_their_names_say() -> None:
    flat = definition_from_package(form_texts.flat_form(100))
    assert len(flat.publishable()) == 91  # ten sections of nine and the age; notes hold nothing
    session = FormSession(definition_from_package(form_texts.cascade_form(400)), MOMENT)
    session.answer("/data/region", "r3")
    session.answer("/data/district", "d3")
    assert [choice.value for choice in session.choices("/data/village")] == ["v3", "v203"]
    session.answer("/data/village", "v203")
    assert session.value("/data/vname") == session.value("/data/vlabel") == "Village 203"


def test_the_household_form_sums_over_its_members() -> None:
    session = FormSession(definition_from_package(form_texts.household_form()), MOMENT)
    for ages in ((70, 8), (30,)):
        household = session.add_repeat("/data/hh")
        for age in ages:
            session.answer(f"{session.add_repeat(f'{household}/mem')}/mage", age)
    assert session.value("/data/hh[1]/n") == "2"
    assert session.value("/data/tot_adults") == "2"
    assert session.value("/data/maxage") == "70"
