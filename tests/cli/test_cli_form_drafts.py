"""`fieldkit form fill`, `read` and `move`: drafts and submissions as files."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from test_cli_form import write_form

from fieldkit.cli.form import form
from fieldkit.forms import BadDraft, FormError
from fieldkit.platform import StorageError

Rows = Sequence[Sequence[str | None]]
FIRST: Rows = [
    ["type", "name", "label", "relevant", "fk_was"],
    ["text", "place", "Where"],
    ["integer", "age", "Age"],
    ["text", "school", "School", "${age} < 18"],
    ["begin_repeat", "child", "Child"],
    ["text", "called", "Name"],
    ["end_repeat"],
]
SECOND: Rows = [
    ["type", "name", "label", "relevant", "fk_was"],
    ["text", "spot", "Where", None, "place"],
    ["decimal", "age", "Age"],
    ["text", "more", "More"],
    ["begin_repeat", "child", "Child"],
    ["text", "called", "Name"],
    ["end_repeat"],
]
NAME = "Ζαραθούστρα"
LINES = [
    {"answer": "/data/place", "value": "Agora"},
    {"answer": "/data/age", "value": 7},
    {"answer": "/data/school", "value": "Third"},
    {"answer": "/data/child[1]/called", "value": NAME},
]


def run(*arguments: str | Path, text: str = "") -> Result:
    return CliRunner().invoke(form, [str(argument) for argument in arguments], input=text)


def lines(*said: dict[str, object]) -> str:
    return "".join(json.dumps(each) + "\n" for each in said)


@pytest.fixture
def first(tmp_path: Path) -> Path:
    return write_form(tmp_path / "v1", survey=FIRST, settings=_version("1"))


@pytest.fixture
def second(tmp_path: Path) -> Path:
    return write_form(tmp_path / "v2", survey=SECOND, settings=_version("2"))


def _version(number: str) -> Rows:
    return [["form_id", "version"], ["visit", number]]


@pytest.fixture
def draft(first: Path, tmp_path: Path) -> Path:
    out = tmp_path / "draft.json"
    done = run("fill", first, "--answers", "-", "--draft-out", out, text=lines(*LINES))
    assert done.exit_code == 0, done.output
    return out


def answers(form_path: Path, file: Path) -> dict[str, str]:
    shown = json.loads(run("read", form_path, file, "--json").stdout)
    return {path: text for path, text in shown["answers"].items() if "/meta/" not in path}


def test_a_draft_goes_out_and_in(first: Path, draft: Path, tmp_path: Path) -> None:
    assert answers(first, draft) == {
        "/data/place": "Agora", "/data/age": "7", "/data/school": "Third",
        "/data/child[1]/called": NAME,
    }  # fmt: skip
    again = tmp_path / "again.json"
    assert run("read", first, draft, "--draft-out", again).exit_code == 0
    assert again.read_bytes() == draft.read_bytes()


def test_filling_goes_on_from_a_draft_with_what_is_hidden_kept(
    first: Path, draft: Path, tmp_path: Path
) -> None:
    grown = tmp_path / "grown.json"
    hide = lines({"answer": "/data/age", "value": 30})
    run("fill", first, "--from", draft, "--answers", "-", "--draft-out", grown, text=hide)
    assert "/data/school" not in answers(first, grown)
    back = tmp_path / "back.json"
    show = lines({"answer": "/data/age", "value": 7})
    run("fill", first, "--from", grown, "--answers", "-", "--draft-out", back, text=show)
    assert back.read_bytes() == draft.read_bytes()


def test_a_submission_goes_out_and_in(first: Path, draft: Path, tmp_path: Path) -> None:
    sent, again = tmp_path / "sent.xml", tmp_path / "again.xml"
    assert run("read", first, draft, "--out", sent).exit_code == 0
    assert b"<place>Agora</place>" in sent.read_bytes()
    assert answers(first, sent) == answers(first, draft)
    grown = run(
        "fill", first, "--from", sent, "--answers", "-", "--out", again,
        text=lines({"answer": "/data/place", "value": "Harbour"}),
    )  # fmt: skip
    assert grown.exit_code == 0
    expected = sent.read_bytes().replace(b"Agora", b"Harbour")
    assert again.read_bytes() == expected  # the same record id, too


def test_reading_says_what_the_form_has_no_place_for(
    first: Path, second: Path, draft: Path, tmp_path: Path
) -> None:
    sent = tmp_path / "sent.xml"
    run("read", first, draft, "--out", sent)
    done = run("read", second, sent)
    assert done.exit_code == 0
    assert done.stderr.splitlines() == [
        "Made with version 1, read by version 2.",
        "Left out, since the form has no /data/place.",
        "Left out, since the form has no /data/school.",
    ]
    shown = json.loads(run("read", second, sent, "--json").stdout)
    assert (shown["made_with"], shown["version"]) == ("1", "2")
    assert shown["left_out"] == ["/data/place", "/data/school"]


def test_a_move_is_shown_and_written(
    first: Path, second: Path, draft: Path, tmp_path: Path
) -> None:
    before, out = draft.read_bytes(), tmp_path / "moved.json"
    done = run("move", first, second, draft, "--draft-out", out)
    assert done.exit_code == 0
    assert done.stdout.splitlines() == [
        "  kept as they are: 2",  # and the id of the record
        "  kept, under a new name: /data/place -> /data/spot",
        "  converted to a wider type: /data/age",
        "  asked no more, the answer set aside: /data/school",
        "  asked newly: /data/more",
    ]
    assert draft.read_bytes() == before
    assert answers(second, out) == {
        "/data/spot": "Agora", "/data/age": "7.0", "/data/child[1]/called": NAME
    }  # fmt: skip
    told = json.loads(run("move", first, second, draft, "--json").stdout)
    assert told["added"] == ["/data/more"]
    assert told["aside"] == 1
    assert {"path": "/data/place", "fate": "renamed", "now": "/data/spot"} in told["answers"]
    back = run("move", second, first, out, "--json")
    fates = {each["path"]: each["fate"] for each in json.loads(back.stdout)["answers"]}
    assert fates["/data/school"] == "brought back"


def test_a_move_tells_no_answer(first: Path, second: Path, draft: Path) -> None:
    for shown in (run("move", first, second, draft), run("move", first, second, draft, "--json")):
        assert NAME not in shown.output
        assert "Agora" not in shown.output


def test_what_is_no_draft_of_this_version_is_refused(
    first: Path, second: Path, draft: Path, tmp_path: Path
) -> None:
    refused = run("read", second, draft)
    assert isinstance(refused.exception, BadDraft)
    assert "pinned to version 1" in str(refused.exception)
    letter = tmp_path / "letter.xml"
    letter.write_text("<letter/>")
    assert isinstance(run("read", first, letter).exception, FormError)
    other = tmp_path / "other.xml"
    other.write_text('<data id="other"><place>x</place></data>')
    assert isinstance(run("read", first, other).exception, FormError)


@pytest.mark.parametrize("content", ["", "\n "])
def test_an_empty_file_is_called_empty(
    first: Path, second: Path, tmp_path: Path, content: str
) -> None:
    empty = tmp_path / "empty.xml"
    empty.write_text(content)
    for words in (
        ("read", first, empty),
        ("move", first, second, empty),
        ("fill", first, "--from", empty, "--answers", "-", "--draft-out", tmp_path / "d.json"),
    ):
        refused = run(*words).exception
        assert isinstance(refused, BadDraft)
        assert "is empty" in refused.message
        assert refused.next_step


def test_filling_must_know_where_to_write(first: Path) -> None:
    done = run("fill", first, "--answers", "-", text="")
    assert done.exit_code == 2
    assert "--draft-out" in done.stderr


def test_no_device_gives_way_to_a_draft_and_a_link_is_followed(first: Path, tmp_path: Path) -> None:
    (tmp_path / "a.jsonl").write_text(lines(*LINES[:2]), encoding="utf-8")
    pipe, real, link = tmp_path / "pipe", tmp_path / "real.json", tmp_path / "link.json"
    os.mkfifo(pipe)
    real.write_bytes(b"old")
    link.symlink_to(real)
    call = ("fill", first, "--answers", tmp_path / "a.jsonl", "--draft-out")
    refused = run(*call, pipe)
    assert isinstance(refused.exception, StorageError)
    assert "no ordinary file" in refused.exception.message
    assert pipe.is_fifo()
    assert run(*call, link).exit_code == 0
    assert link.is_symlink()
    assert b"Agora" in real.read_bytes()
