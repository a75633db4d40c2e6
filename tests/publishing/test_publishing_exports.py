"""Export rules in a publication: a value they take away is in no file of any profile."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from publishing_samples import (
    CASE,
    G,
    Q,
    by_calamine,
    by_openpyxl,
    form,
    of_form,
    published,
    record,
    table,
)

from fieldkit.forms.export_rules import ExportRules, read_export_rules
from fieldkit.publishing import exports
from fieldkit.publishing.profiles import STATISTICS

PAPERS = ("refugee", "no_doc", "appeal", "other", "dk")
MERGE = "merge no_doc appeal dk as other"
ORDINARY = Q("string", "papers", choices=PAPERS, export=MERGE)
HELD = Q("string", "held", choices=PAPERS, many=True, export=f"{MERGE}; blank refugee")
MEMBER = G("member", (Q("string", "m_age", export="blank -1"),), repeat=True)
TAKEN = ("no_doc", "appeal", "dk")


def answers(papers: str, held: str, age: str) -> dict[str, str]:
    return {"/data/papers": papers, "/data/held": held, "/data/member[1]/m_age": age}


def two_records(version):
    row = {"/data/member[1]": "row-1"}
    return of_form(
        record(1, version, answers("no_doc", "dk appeal refugee", "-1"), row),
        record(2, version, answers("refugee", "refugee", "17"), {"/data/member[1]": "row-2"}),
    )


@pytest.mark.parametrize("profile", [STATISTICS, CASE])
def test_every_profile_follows_the_rules(tmp_path: Path, profile):
    version = form("f", "1", (ORDINARY, HELD, MEMBER))
    published(tmp_path, two_records(version), [version], profile=profile)
    latest = tmp_path / "f" / "latest"
    first, second = table(latest / "data.csv")
    assert (first["papers"], first["held"]) == ("other", "other")
    assert {name: cell for name, cell in first.items() if "/" in name} == {"held/other": "1"}
    assert (second["papers"], second["held"], second["held/other"]) == ("refugee", "", "")
    assert [row["m_age"] for row in table(latest / "member.csv")] == ["", "17"]


@pytest.mark.parametrize("reader", [by_openpyxl, by_calamine])
def test_a_merged_code_is_a_value_nowhere_in_the_workbook(tmp_path: Path, reader):
    version = form("f", "1", (ORDINARY, HELD, MEMBER))
    published(tmp_path, two_records(version), [version])
    book = tmp_path / "f" / "f_latest.xlsx"
    for sheet in ("data", "member", "choices", "_issues"):
        cells = {str(cell) for row in reader(book, sheet) for cell in row}
        assert not cells & {*TAKEN, "-1", "held/no_doc"}, sheet
    choices = [row[:2] for row in reader(book, "choices")[1:]]
    assert choices == [["papers", "refugee"], ["papers", "other"], ["held", "other"]]


def test_codebook_and_datapackage_say_it_in_words(tmp_path: Path):
    version = form("f", "1", (ORDINARY, HELD, MEMBER))
    published(tmp_path, two_records(version), [version])
    what = {row[1]: row[2] for row in by_calamine(tmp_path / "f" / "f_latest.xlsx", "codebook")}
    assert what["papers"] == "answer; values no_doc, appeal, dk are published as other"
    assert what["held"] == (
        "answer; value refugee is published as a blank; "
        "values no_doc, appeal, dk are published as other"
    )
    assert what["m_age"] == "answer; value -1 is published as a blank"
    package = json.loads((tmp_path / "f" / "latest" / "datapackage.json").read_text("utf-8"))
    fields = {
        field["name"]: field for each in package["resources"] for field in each["schema"]["fields"]
    }
    assert fields["papers"]["description"] == "values no_doc, appeal, dk are published as other"
    assert "description" not in fields["held/other"]


def test_the_code_merged_into_keeps_its_own_label(tmp_path: Path):
    version = form(
        "f", "1", (Q("string", "p", choices=("dk", "other"), export="merge dk as other"),)
    )
    published(tmp_path, of_form(record(1, version, {"/data/p": "dk"})), [version])
    header, only = by_calamine(tmp_path / "f" / "f_latest.xlsx", "choices")
    assert only[header.index("label (el)")] == "Ερώτηση other"


def test_a_list_with_rules_is_not_the_list_without(tmp_path: Path):
    whole = Q("string", "a", choices=PAPERS)
    version = form("f", "1", (whole, Q("string", "b", choices=PAPERS, export=MERGE)))
    published(tmp_path, of_form(record(1, version, {})), [version])
    rows = by_calamine(tmp_path / "f" / "f_latest.xlsx", "choices")[1:]
    assert [row[1] for row in rows if row[0] == "a"] == list(PAPERS)
    assert [row[1] for row in rows if row[0] == "b"] == ["refugee", "other"]


@pytest.mark.parametrize("newest_has_it", [True, False])
def test_a_rule_of_one_version_counts_for_the_records_of_all(tmp_path: Path, newest_has_it: bool):
    plain = (Q("string", "papers", choices=PAPERS),)
    old, new = form("f", "1", plain), form("f", "2", (ORDINARY,))
    if not newest_has_it:
        old, new = form("f", "1", (ORDINARY,)), form("f", "2", plain)
    records = of_form(*(record(n, v, {"/data/papers": "dk"}) for n, v in enumerate((old, new))))
    published(tmp_path, records, [old, new])
    assert [row["papers"] for row in table(tmp_path / "f" / "latest" / "data.csv")] == ["other"] * 2


@pytest.mark.parametrize(
    ("kind", "answer", "shown"),
    [
        ("int", "-1", ""),
        ("decimal", "-1.0", ""),
        ("decimal", "-1.5", "-1.5"),
        ("string", "-1", ""),
        ("string", "-1.0", "-1.0"),
        ("string", "not -1", "not -1"),
    ],
)
def test_numbers_are_compared_as_numbers_and_text_as_text(tmp_path: Path, kind, answer, shown):
    version = form("f", "1", (Q(kind, "age", export="blank -1"),))
    published(tmp_path, of_form(record(1, version, {"/data/age": answer})), [version])
    assert table(tmp_path / "f" / "latest" / "data.csv")[0]["age"] == shown


def test_a_new_rule_makes_a_new_revision_folder(tmp_path: Path):
    """The older publication stays as it was, even where no record and no column changed."""
    plain, ruled = (
        form("f", n, (Q("int", "age", export=x),)) for n, x in (("1", ""), ("2", "blank -1"))
    )
    records = of_form(record(1, plain, {"/data/age": "-1"}))
    published(tmp_path, records, [plain])
    published(tmp_path, records, [plain, ruled])
    shown = [table(p)[0]["age"] for p in (tmp_path / "f" / "revisions").glob("*/data.csv")]
    assert sorted(shown) == ["", "-1"]
    assert table(tmp_path / "f" / "latest" / "data.csv")[0]["age"] == ""


CODES = st.sampled_from("abcde")


@st.composite
def rules(draw: st.DrawFn) -> ExportRules:
    targets = draw(st.sets(CODES, max_size=3))
    pairs = draw(st.dictionaries(CODES, st.sampled_from([*sorted(targets), ""]), max_size=4))
    return ExportRules({value: instead for value, instead in pairs.items() if value not in targets})


@given(st.lists(rules(), max_size=4))
def test_rules_of_all_versions_together_replace_nothing_twice(versions: list[ExportRules]):
    together = exports.combined(versions)
    assert str(read_export_rules(str(together))) == str(together)
    if versions:
        assert versions[-1].written.items() <= together.written.items()
    for each in versions:
        for value in each.written:
            kept_by_newer = value in together.written.values()
            assert value in together.written or kept_by_newer
