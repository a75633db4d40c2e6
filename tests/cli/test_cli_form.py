"""`fieldkit form`: what it prints and how it ends."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from pathlib import Path
from xml.etree import ElementTree

from click.testing import CliRunner, Result

from fieldkit.cli.form import form

Rows = Sequence[Sequence[str | None]]

SURVEY: Rows = [
    ["type", "name", "label::English (en)", "label::Ελληνικά (el)", "relevant", "constraint",
     "required", "fk_sensitivity"],
    ["text", "name", "Name", "Όνομα", None, None, "yes", "identifier"],
    ["integer", "age", "Age", "Ηλικία", None, ". < 120", None, "special_by_policy"],
    ["select_one yn", "school", "School?", None, "${age} < 18", None, None, "ordinary"],
    ["begin_repeat", "visit", "Visit", "Επίσκεψη"],
    ["date", "day", "Day", "Ημέρα"],
    ["end_repeat"],
]  # fmt: skip
CHOICES: Rows = [
    ["list_name", "name", "label::English (en)", "label::Ελληνικά (el)"],
    ["yn", "yes", "Yes", "Ναι"],
    ["yn", "no", "No", "Όχι"],
]


def run(*arguments: str | Path, text: str = "") -> Result:
    return CliRunner().invoke(form, [str(argument) for argument in arguments], input=text)


def write_form(folder: Path, **sheets: Rows) -> Path:
    """A form as a folder with one csv file per sheet."""
    folder.mkdir()
    settings: Rows = [["form_id", "version"], ["visit", "2026112201"]]
    for name, rows in {"settings": settings, **sheets}.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows(rows)
    return folder


def workbook(folder: Path) -> Path:
    return write_form(folder / "visit", survey=SURVEY, choices=CHOICES)


def broken(folder: Path) -> Path:
    return write_form(folder / "broken", survey=[["type", "name", "label"], ["texxt", "a", "A"]])


def lines_of(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_check_prints_findings_languages_and_sensitivity(tmp_path: Path) -> None:
    result = run("check", workbook(tmp_path))
    assert result.exit_code == 0
    assert "visit: can be used (0 errors, 1 warning)" in result.stdout
    assert "language English (en): complete" in result.stdout
    assert "language Ελληνικά (el): labels 4 of 5" in result.stdout
    assert "sensitivity special_by_policy: 1 question\n" in result.stdout
    assert "untagged, treated as identifiers: 1 (day)" in result.stdout


def test_check_fails_with_every_mistake_and_goes_on_with_the_next_form(tmp_path: Path) -> None:
    nonsense = tmp_path / "letter.xlsx"
    nonsense.write_bytes(b"Dear madam")
    result = run("check", broken(tmp_path), nonsense, workbook(tmp_path))
    assert result.exit_code == 1
    assert "sheet survey, row 2, column A (type): error:" in result.stdout
    assert "letter.xlsx: cannot be used (1 error," in result.stdout
    assert "visit: can be used" in result.stdout


def test_check_as_json(tmp_path: Path) -> None:
    result = run("check", workbook(tmp_path), broken(tmp_path), "--json")
    report = json.loads(result.stdout)
    good, bad = report["forms"]
    assert (result.exit_code, report["ok"], good["ok"], bad["ok"]) == (1, False, True, False)
    assert good["form_id"] == "visit"
    assert good["languages"][1]["labels"] == {"done": 4, "of": 5}
    assert good["sensitivity"]["untagged"] == ["day"]
    place = {key: bad["findings"][0][key] for key in ("severity", "sheet", "row", "column")}
    assert place == {"severity": "error", "sheet": "survey", "row": 2, "column": "A"}


def test_check_finds_what_only_the_engine_sees(tmp_path: Path) -> None:
    # Each waits for the other to be shown; that `*` means b, too, only the engine knows.
    survey: Rows = [
        ["type", "name", "label", "relevant"],
        ["text", "a", "A", "count-non-empty(../g/*) = 0"],
        ["begin group", "g", "G"],
        ["text", "b", "B", "${a} = ''"],
        ["end group"],
    ]
    result = run("check", write_form(tmp_path / "round", survey=survey), "--json")
    errors = json.loads(result.stdout)["forms"][0]["findings"]
    assert result.exit_code == 1
    assert errors[0]["code"] == "engine-cycle"
    assert "relevant of /data/a needs relevant of /data/g/b" in errors[0]["problem"]
    assert [errors[0][key] for key in ("sheet", "row", "column")] == ["survey", 2, "D"]
    assert errors[0]["remedy"] == "Let one of them do without the other."


def test_paths_to_nothing_are_shown_at_the_cells_they_stand_in(tmp_path: Path) -> None:
    survey: Rows = [
        ["type", "name", "label", "relevant", "constraint", "read_only", "calculation",
         "choice_filter"],
        ["text", "a", "A", "/data/z = 1", "../z = 1", "../z = 1", "../z", None],
        ["select_one yn", "b", "B", None, None, None, None, "name = current()/../z"],
    ]  # fmt: skip
    result = run("check", write_form(tmp_path / "lost", survey=survey, choices=CHOICES), "--json")
    found = json.loads(result.stdout)["forms"][0]["findings"]
    lost = [each for each in found if each["code"] == "engine-unknown-reference"]
    assert sorted((each["row"], each["column"]) for each in lost) == [
        (2, "D"), (2, "E"), (2, "F"), (2, "G"), (3, "H"),
    ]  # fmt: skip
    assert all(each["remedy"].startswith("Write ${name}") for each in lost)


def test_check_counts_every_mistake_and_prints_them_in_the_order_of_the_sheets(
    tmp_path: Path,
) -> None:
    survey: Rows = [
        ["type", "name", "label", "relevant", "parameters"],
        ["range", "a", "A", None, "end=lots"],
        ["text", "b", "B", "${aa} = 1", None],
        ["text", "c", "C", "fo() = 1", None],
        ["text", "C", "C", None, None],
    ]
    settings: Rows = [["form_id", "version", "instance_name"], ["x", "1", "concat("]]
    result = run("check", write_form(tmp_path / "many", survey=survey, settings=settings))
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    assert lines[0] == "many: cannot be used (4 errors, 1 warning)"
    places = [line.strip().partition(" (")[0] for line in lines[1:6]]
    assert places == [
        "sheet survey, row 2, column E",
        "sheet survey, row 3, column D",
        "sheet survey, row 4, column D",
        "sheet settings, row 2, column C",
        "sheet survey, row 5, column B",
    ]


def test_an_xform_is_refused_with_the_path_and_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "visit.xml"
    xform = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
    <h:head><model><instance><v id="v"><a/></v></instance><bind nodeset="/v/a" {bind}/></model>
    </h:head><h:body><input ref="/v/a"/></h:body></h:html>"""
    wanted = {
        'relevant="fo() = 1"': ("unknown-function", "/v/a", "Use a function"),
        'relevant="(1"': ("bad-expression", "/v/a", "Look for a missing bracket"),
        "calculate=\"instance('l')/root/item/name\"": (
            "unknown-list", "/v/a", "Add the list to the form",
        ),
        "calculate=\"distance('foo')\"": ("engine-calculation", "/v/a", "Correct the expression"),
        'relevant="/v/b = 1"': ("unknown-reference", "/v/a", "Correct the path"),
        'relevant="b = 1"': ("engine-unknown-reference", "/v/a", "Write the path"),
    }  # fmt: skip
    for bind, (code, place, remedy) in wanted.items():
        path.write_text(xform.format(bind=bind), encoding="utf-8")
        result = run("check", path, "--json")
        found = json.loads(result.stdout)["forms"][0]["findings"][0]
        assert (result.exit_code, found["code"], found["path"]) == (1, code, place)
        assert found["remedy"].startswith(remedy)


def test_fill_writes_a_submission_and_reports_refused_lines(tmp_path: Path) -> None:
    answers = [
        {"answer": "/data/name", "value": "Ανθή"},
        {"answer": "/data/age", "value": "young"},
        {"answer": "/data/age", "value": 12},
        {"language": "el"},
        {"answer": "/data/school", "value": "yes"},
        {"add_repeat": "/data/visit"},
        {"answer": "/data/visit[1]/day", "value": "2026-11-22"},
        {"answer": "/data/nothing", "value": "x"},
        {"nonsense": 1},
        {"finish": True},
    ]
    out = tmp_path / "submission.xml"
    result = run(
        "fill", workbook(tmp_path), "--answers", "-", "--out", out,
        text="\n".join(json.dumps(line) for line in answers),
    )  # fmt: skip
    replies = lines_of(result)
    assert [reply.get("refused", "") for reply in replies] == [
        "", "type", "", "", "", "", "", "unknown-path", "syntax", "",
    ]  # fmt: skip
    assert result.exit_code == 1
    submission = ElementTree.fromstring(out.read_bytes())
    assert [submission.findtext(name) for name in ("name", "age", "school")] == [
        "Ανθή",
        "12",
        "yes",
    ]
    assert submission.findtext("visit/day") == "2026-11-22"
    assert "Ανθή" not in result.output
    assert "young" not in result.output


def test_fill_is_incomplete_without_a_required_answer(tmp_path: Path) -> None:
    result = run(
        "fill", workbook(tmp_path), "--answers", "-", "--out", tmp_path / "s.xml",
        text='{"answer": "/data/age", "value": 12}\n{"finish": true}\n',
    )  # fmt: skip
    assert result.exit_code == 1
    assert lines_of(result)[1]["refused"] == "incomplete"
    assert lines_of(result)[1]["path"] == "/data/name"


def test_fill_says_of_an_answer_that_does_not_fit_where_it_is_given(tmp_path: Path) -> None:
    said = [
        {"answer": "/data/name", "value": None},  # a blank is said of at the end only
        {"answer": "/data/name", "value": "Ανθή"},
        {"answer": "/data/age", "value": 130},
        {"finish": True},
        {"answer": "/data/age", "value": 13},
        {"finish": True},
    ]
    survey: Rows = [
        [*SURVEY[0], "constraint_message::English (en)"],
        *SURVEY[1:2],
        [*SURVEY[2], "Younger than 120."],
    ]
    path, out = write_form(tmp_path / "ages", survey=survey), tmp_path / "out.xml"
    result = run(
        "fill", path, "--answers", "-", "--out", out, text="\n".join(map(json.dumps, said))
    )
    replies = lines_of(result)
    assert replies[:3] == [
        {"taken": 1, "path": "/data/name"},
        {"taken": 2, "path": "/data/name"},
        {"taken": 3, "path": "/data/age", "problem": "constraint", "message": "Younger than 120."},
    ]
    assert replies[3]["refused"] == "incomplete"
    assert "1 question needs an answer" in str(replies[3]["message"])
    assert replies[4:] == [{"taken": 5, "path": "/data/age"}, {"taken": 6, "path": ""}]
    broken = run("fill", path, "--answers", "-", "--out", out, text=json.dumps(said[2]))
    assert broken.exit_code == 0  # for trying out: it is said, and taken
    assert ElementTree.fromstring(out.read_bytes()).findtext("age") == "130"


def scenarios(folder: Path, *steps: list[dict[str, object]]) -> Path:
    path = folder / "scenarios.jsonl"
    cases = [{"id": f"s{number}", "steps": list(found)} for number, found in enumerate(steps)]
    path.write_text("\n".join(json.dumps(case) for case in cases), encoding="utf-8")
    return path


def test_scenarios_of_a_form(tmp_path: Path) -> None:
    answer: dict[str, object] = {"answer": "/data/age", "value": 12}
    file = scenarios(
        tmp_path,
        [answer, {"expect_relevant": "/data/school", "is": True}],
        [answer, {"expect_relevant": "/data/school", "is": False}],
        [{"expect_relevant": "/data/school"}],
    )
    path = workbook(tmp_path)
    result = run("test", path, file, "--json")
    assert result.exit_code == 1
    found = lines_of(result)
    assert [(case["id"], case["ok"], case["step"]) for case in found] == [
        ("s0", True, None), ("s1", False, 1), ("s2", False, 0),
    ]  # fmt: skip
    assert run("test", path, scenarios(tmp_path, [answer])).exit_code == 0


def test_scenarios_that_bring_their_own_form(tmp_path: Path) -> None:
    xform = (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">'
        '<h:head><h:title>t</h:title><model><instance><data id="t"><a/></data></instance>'
        '<bind nodeset="/data/a" type="int"/></model></h:head>'
        '<h:body><input ref="/data/a"><label>A</label></input></h:body></h:html>'
    )
    file = tmp_path / "own.jsonl"
    steps = [{"answer": "/data/a", "value": 3}, {"expect_value": "/data/a", "value": "3"}]
    file.write_text(json.dumps({"id": "x", "form_xml": xform, "steps": steps}), encoding="utf-8")
    result = run("test", file)
    assert (result.exit_code, result.stdout) == (0, "1 of 1 scenarios hold.\n")


def test_usage_errors_end_with_two(tmp_path: Path) -> None:
    assert run("check").exit_code == 2
    assert run("check", tmp_path / "absent.xlsx").exit_code == 2
    assert run("test", workbook(tmp_path)).exit_code == 2


def test_check_names_the_cell_of_an_expression_that_reads_nothing(tmp_path: Path) -> None:
    survey: Rows = [
        ["type", "name", "label", "relevant", "required", "calculation"],
        ["text", "a", "A", None, "n"],
        ["text", "b", "B", "a = 1"],
        ["calculate", "c", None, None, None, "/data/gone + 1"],
    ]
    ended = run("check", write_form(tmp_path / "lost", survey=survey), "--json")
    assert ended.exit_code == 1
    findings = json.loads(ended.output)["forms"][0]["findings"]
    cells = [(each["row"], each["column"]) for each in findings if each["severity"] == "error"]
    assert cells == [(2, "E"), (3, "D"), (4, "F")]


def test_a_failing_scenario_is_named_with_its_file_line_and_step(tmp_path: Path) -> None:
    answer: dict[str, object] = {"answer": "/data/age", "value": 12}
    wrong: dict[str, object] = {"expect_value": "/data/age", "value": "13"}
    file = scenarios(tmp_path, [answer], [answer, wrong], [{"expct_value": "/data/age"}])
    ended = run("test", workbook(tmp_path), file)
    assert ended.exit_code == 1
    first, second, summary = ended.stdout.splitlines()
    assert first == (
        "scenarios.jsonl, line 2 (s1), step 2: expect_value /data/age: expected '13', got '12'"
    )
    assert second.startswith("scenarios.jsonl, line 3 (s2), step 1: There is no such step")
    assert summary == "1 of 3 scenarios hold."


def test_a_line_that_is_no_scenario_is_named_before_anything_runs(tmp_path: Path) -> None:
    form_path = workbook(tmp_path)
    good = scenarios(tmp_path, [{"answer": "/data/age", "value": 12}])
    for text, words in (('{"steps": [', "this is no JSON;"), ("[]", "this is no JSON object")):
        bad = tmp_path / "bad.jsonl"
        bad.write_text(f"\n{text}\n", encoding="utf-8")
        ended = run("test", form_path, good, bad)
        assert ended.stdout == ""
        assert f"bad.jsonl, line 2: {words}" in str(ended.exception)


def test_a_form_that_is_refused_can_be_what_a_scenario_expects(tmp_path: Path) -> None:
    refused = tmp_path / "refused.jsonl"
    refused.write_text('{"id": "r", "steps": [{"expect_load_error": "texxt"}]}', encoding="utf-8")
    form_path = broken(tmp_path)
    assert run("test", form_path, refused).stdout == "1 of 1 scenarios hold.\n"
    other = scenarios(tmp_path, [{"answer": "/data/a", "value": "x"}])
    ended = run("test", form_path, other)
    assert ended.exit_code == 1
    assert "texxt" in str(ended.exception)
