"""The trigger, default and calculation columns of XLSForm, from the workbook to what happens."""

from __future__ import annotations

from pathlib import Path

from small_forms import LATER
from test_workbook_runs import run

HEAD = ["type", "name", "label", "calculation", "trigger", "default"]


def test_a_trigger_column_names_one_question_or_several(tmp_path: Path) -> None:
    session = run(
        tmp_path,
        [
            HEAD,
            ["text", "a", "A"],
            ["text", "b", "B"],
            ["text", "kept", "Kept", "concat(${a}, '+', ${b})", "${a}"],
            ["text", "emptied", "Emptied", None, "${b}", "old"],
            ["calculate", "both", None, "concat(${a}, ${b})", "${a}, ${b}"],
            ["dateTime", "touched", "When", "now()", "${kept}"],
        ],
    )
    assert session.value("/data/emptied") == "old"
    session.answer("/data/b", "2")
    assert [session.value(f"/data/{name}") for name in ("kept", "both")] == ["", "2"]
    assert session.value("/data/emptied") == ""
    session.answer("/data/a", "1")
    assert [session.value(f"/data/{name}") for name in ("kept", "both")] == ["1+2", "12"]
    assert session.value("/data/touched") == "2026-11-22T17:00:00.000+02:00"
    session.answer("/data/b", "3")
    assert session.value("/data/kept") == "1+2"


def test_a_trigger_in_a_repeat_stays_in_its_row(tmp_path: Path) -> None:
    session = run(
        tmp_path,
        [
            HEAD,
            ["text", "top", "Top"],
            ["begin_repeat", "r", "R"],
            ["text", "a", "A"],
            ["text", "b", "B", "concat(${a}, ${top})", "${a}"],
            ["end_repeat"],
        ],
    )
    for _ in range(session.count("/data/r"), 2):
        session.add_repeat("/data/r")
    session.answer("/data/top", "!")
    session.answer("/data/r[2]/a", "two")
    assert [session.value(f"/data/r[{row}]/b") for row in (1, 2)] == ["", "two!"]


def test_a_dynamic_default_is_set_once_for_the_record_and_for_each_row(tmp_path: Path) -> None:
    session = run(
        tmp_path,
        [
            HEAD,
            ["date", "day", "Day", None, None, "today()"],
            ["text", "team", "Team", None, None, "T-1"],
            ["begin_repeat", "r", "R"],
            ["text", "code", "Code", None, None, "concat(${team}, '-', position(..))"],
            ["text", "last", "Last", None, None,
             "indexed-repeat(${code}, ${r}, position(..) - 1)"],
            ["end_repeat"],
        ],
    )  # fmt: skip
    for _ in range(session.count("/data/r"), 1):
        session.add_repeat("/data/r")
    session.answer("/data/team", "T-2")
    session.answer("/data/r[1]/code", "mine")
    session.moment = LATER
    session.add_repeat("/data/r")
    assert session.value("/data/day") == "2026-11-22"
    assert [session.value(f"/data/r[{row}]/code") for row in (1, 2)] == ["mine", "T-2-2"]
    assert [session.value(f"/data/r[{row}]/last") for row in (1, 2)] == ["", "mine"]


def test_a_count_of_a_repeat_in_a_repeat_is_asked_in_its_own_row(tmp_path: Path) -> None:
    session = run(
        tmp_path,
        [
            ["type", "name", "label", "calculation", "repeat_count"],
            ["integer", "homes", "Homes"],
            ["begin_repeat", "home", "Home", None, "${homes}"],
            ["integer", "people", "People"],
            ["begin_repeat", "person", "Person", None, "${people}"],
            ["text", "name", "Name"],
            ["calculate", "at", None, "concat(position(../..), '/', position(..))"],
            ["end_repeat"],
            ["end_repeat"],
            ["calculate", "all", None, "count(${person})"],
        ],
    )
    session.answer("/data/homes", 2)
    session.answer("/data/home[1]/people", 1)
    session.answer("/data/home[2]/people", 3)
    assert session.value("/data/home[2]/person[3]/at") == "2/3"
    assert session.value("/data/all") == "4"
    session.answer("/data/home[2]/people", 2)
    session.answer("/data/homes", 1)
    assert session.value("/data/all") == "3"  # the second home was answered, so it stays
    session.remove_repeat("/data/home[2]")
    assert (session.count("/data/home[1]/person"), session.value("/data/all")) == (1, "1")
