"""From records to tables: columns over versions, repeats that join their parents, three states."""

from __future__ import annotations

from pathlib import Path

from publishing_samples import (
    CASE,
    G,
    Ledger,
    Q,
    form,
    of_form,
    published,
    record,
    table,
)

from fieldkit.publishing.columns import contract
from fieldkit.publishing.profiles import STATISTICS
from fieldkit.publishing.tables import record_rows

HOUSEHOLD = (
    Q("string", "team"),
    G("visit", (Q("date", "day"), Q("string", "place"))),
    G("member", (
        Q("string", "m_name", "identifier"),
        Q("int", "m_age"),
        G("paper", (Q("string", "kind"),), repeat=True),
    ), repeat=True),
)  # fmt: skip


def columns_of(definitions, table_name: str = "data", profile=CASE) -> list[str]:
    planned = contract(definitions[0].form_id, definitions, Ledger(), profile)
    found = next(each for each in planned.tables if each.name == table_name)
    return [c.name for c in found.columns if c.question is not None]


def test_a_moved_question_keeps_its_column_and_a_retired_one_stays(tmp_path: Path):
    old = form("f", "1", (Q("string", "a"), Q("string", "gone"), Q("string", "b")))
    new = form("f", "2", (Q("string", "c"), G("g", (Q("string", "a"),)), Q("string", "b")))
    records = of_form(
        record(1, old, {"/data/a": "old a", "/data/gone": "x"}),
        record(2, new, {"/data/g/a": "new a", "/data/c": "c"}),
    )
    published(tmp_path, records, [old, new])
    first, second = table(tmp_path / "f" / "latest" / "data.csv")
    assert (first["a"], first["gone"], first["c"]) == ("old a", "x", "")
    assert (second["a"], second["gone"], second["c"]) == ("new a", "", "c")
    assert (first["_form_version"], second["_form_version"]) == ("1", "2")


def test_the_ledger_fixes_order_and_names_for_ever():
    ledger = Ledger()
    ledger.add("f", "data", [("b", "b"), ("a", "first-a")])
    version = form("f", "1", (Q("string", "a"), Q("string", "b"), Q("string", "c")))
    planned = contract("f", [version], ledger, CASE)
    names = [c.name for c in planned.tables[0].columns if c.question is not None]
    assert names == ["b", "first-a", "c"]
    assert planned.additions == {"data": [("c", "c")]}


def test_a_renamed_question_stays_in_its_column():
    old = form("f", "1", (Q("string", "tel"),))
    new = form("f", "2", (Q("string", "phone", was="tel"),))
    assert columns_of([old, new]) == ["tel"]


def test_statistics_leave_out_a_question_that_was_ever_sensitive():
    old = form("f", "1", (Q("string", "a", "special"), Q("string", "b"), Q("string", "u", "")))
    new = form("f", "2", (Q("string", "a"), Q("string", "b"), Q("string", "u")))
    assert columns_of([old, new], profile=STATISTICS) == ["b"]
    assert columns_of([old, new], profile=CASE) == ["a", "b", "u"]


def test_questions_sharing_a_name_get_the_shortest_prefix():
    version = form("f", "1", (G("home", (Q("date", "on"),)), G("work", (Q("date", "on"),))))
    assert columns_of([version], profile=STATISTICS) == ["home-on", "work-on"]


def test_ticked_choices_have_three_states(tmp_path: Path):
    old = form("f", "1", (Q("string", "lang", choices=("el", "ar"), many=True),))
    new = form("f", "2", (Q("string", "lang", choices=("fa", "el"), many=True),))
    records = of_form(
        record(1, old, {"/data/lang": "ar el"}),
        record(2, new, {"/data/lang": "pnta fa"}),
        record(3, new, {}),
    )
    published(tmp_path, records, [old, new], profile=STATISTICS)
    rows = table(tmp_path / "f" / "latest" / "data.csv")
    ticks = [[row["lang"], row["lang/el"], row["lang/ar"], row["lang/fa"]] for row in rows]
    assert ticks == [["ar el", "1", "1", "0"], ["pnta fa", "0", "0", "1"], ["", "", "", ""]]


def household(number: int, version):
    base = "/data/member"
    return record(
        number, version,
        {
            "/data/team": "t1", "/data/visit/day": "2026-11-22",
            f"{base}[1]/m_name": "Zahra", f"{base}[1]/m_age": "18",
            f"{base}[2]/paper[1]/kind": "card", f"{base}[10]/m_name": "Tenth",
            f"{base}[2]/paper[2]/kind": "permit",
        },
        {
            f"{base}[1]": f"row-{number}-c", f"{base}[2]": f"row-{number}-a",
            f"{base}[3]": f"row-{number}-x", f"{base}[10]": f"row-{number}-b",
            f"{base}[2]/paper[1]": f"p-{number}-2", f"{base}[2]/paper[2]": f"p-{number}-1",
        },
    )  # fmt: skip


def test_repeat_rows_join_their_parents_and_stand_in_order(tmp_path: Path):
    version = form("f", "1", HOUSEHOLD)
    report = published(tmp_path, of_form(household(2, version), household(1, version)), [version])
    latest = tmp_path / "f" / "latest"
    data, members, papers = (table(latest / f"{n}.csv") for n in ("data", "member", "paper"))
    assert report.forms["f"].repeats == {"member": 8, "paper": 4}
    records = [row["_record"] for row in data]
    assert records == sorted(records)
    assert {m["_parent"] for m in members} == set(records)
    assert {p["_parent"] for p in papers} <= {m["_row"] for m in members}
    assert all(m["_record"] == m["_parent"] for m in members)
    assert [m["_position"] for m in members] == ["1", "2", "3", "10"] * 2
    assert [m["m_name"] for m in members[:4]] == ["Zahra", "", "", "Tenth"]
    assert [(p["_position"], p["kind"]) for p in papers[:2]] == [("1", "card"), ("2", "permit")]
    assert len({m["_row"] for m in members}) == 8


def test_a_repeat_without_rows_still_has_its_table(tmp_path: Path):
    version = form("f", "1", HOUSEHOLD)
    published(tmp_path, of_form(record(1, version, {"/data/team": "t"})), [version])
    assert table(tmp_path / "f" / "latest" / "paper.csv") == []


def test_a_repeat_called_data_does_not_take_the_place_of_the_records(tmp_path: Path):
    version = form("f", "1", (G("data", (Q("string", "a"),), repeat=True),))
    one = record(1, version, {"/data/data[1]/a": "x"}, {"/data/data[1]": "r1"})
    report = published(tmp_path, of_form(one), [version])
    assert report.forms["f"].rows == 1
    assert list(report.forms["f"].repeats.values()) == [1]


def test_a_record_of_an_unknown_version_is_listed_and_not_dropped(tmp_path: Path):
    known = form("f", "1", (Q("string", "a"),))
    unknown = form("f", "2", (Q("string", "a"), Q("string", "b")))
    records = of_form(record(1, known, {"/data/a": "x"}), record(2, unknown, {"/data/a": "y"}))
    report = published(tmp_path, records, [known], profile=STATISTICS)
    assert report.forms["f"].rows == 1
    assert report.forms["f"].unknown_versions == 1


def test_answers_that_no_question_knows_become_issues_without_their_content():
    version = form("f", "1", HOUSEHOLD)
    odd = record(
        1, version,
        {"/data/nowhere": "secret", "/data/member[1]/m_age": "3", "/data/member/m_age": "4"},
    )  # fmt: skip
    shown = record_rows(contract("f", [version], Ledger(), CASE), odd, CASE)
    assert [(i.what, i.detail) for i in shown.issues] == [
        ("unknown-question", "/data/nowhere"),
        ("row-without-id", "/data/member"),
        ("unknown-question", "/data/member/m_age"),
    ]
    assert "secret" not in repr(shown)
    (member,) = [row for each, row in shown.rows if each.name == "member"]
    assert member.id == odd.record.record + "/data/member[1]"


def test_statistics_carry_months_only(tmp_path: Path):
    version = form(
        "f", "1",
        (Q("date", "day"), Q("dateTime", "start"), Q("string", "due"), Q("string", "wave"),
         Q("time", "at")),
    )  # fmt: skip
    answers = {
        "/data/day": "2026-11-22", "/data/start": "2026-11-22T10:00:00.000+02:00",
        "/data/due": "2026-12-20", "/data/wave": "2026-2", "/data/at": "10:30:00.000+02:00",
    }  # fmt: skip
    broken = {"/data/day": "22 November"}
    records = of_form(record(1, version, answers), record(2, version, broken))
    published(tmp_path, records, [version], profile=STATISTICS)
    good, bad = table(tmp_path / "f" / "latest" / "data.csv")
    assert [good[n] for n in ("day", "start", "due", "wave")] == [
        "2026-11", "2026-11", "2026-12", "2026-2"
    ]  # fmt: skip
    assert "start/utc" not in good
    assert bad["day"] == ""


def test_the_case_profile_adds_who_and_when_and_an_exact_instant(tmp_path: Path):
    version = form("f", "1", (Q("dateTime", "start"),))
    one = record(1, version, {"/data/start": "2026-11-22T10:00:00.000+02:00"}, heads=2)
    published(tmp_path, of_form(one), [version])
    (row,) = table(tmp_path / "f" / "latest" / "data.csv")
    assert row["start"] == "2026-11-22T10:00:00.000+02:00"
    assert row["start/utc"] == "2026-11-22T08:00:00.000Z"
    assert row["_subject"] == "FK-7Q4M-2XKD"
    assert row["_heads"] == "2"
    assert row["_author"] == "w1"


def test_renames_that_contradict_each_other_never_merge_two_columns():
    twice = form("f", "1", (Q("string", "a"),))
    clash = form("f", "2", (Q("string", "b", was="a"), Q("string", "c", was="a")))
    again = form("f", "3", (Q("string", "b"), Q("string", "a")))
    planned = contract("f", [twice, clash, again], Ledger(), CASE)
    for version in planned.versions.values():
        columns = list(version.questions.values())
        assert len(columns) == len(set(columns))
