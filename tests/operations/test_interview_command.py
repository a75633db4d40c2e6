"""`fieldkit interview`, `records` and `vault` as a person or a script meets them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import demo_world
import interview_world as world
from interview_world import CODE, GATED, NAME, UNGATED, Line

GATE = "/visit/may_continue"


def interview(folder: Path, steps: list[Line], form: str = GATED) -> list[Line]:
    done = world.run(
        folder, "interview", str(folder), "--form", form, "--answers", "-",
        given=world.json_lines(steps),
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    answers = world.read_lines(done.stdout)
    assert len(answers) == len(steps)
    return answers


def told(folder: Path, *arguments: str) -> Any:
    """What a command says about the vault, run without a process of its own."""
    ended = demo_world.fieldkit(*world.command(folder, *arguments, "--json")[3:])
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def codes(answers: list[Line]) -> list[object]:
    return [answer.get("refused", answer.get("saved")) for answer in answers]


def test_lines_that_waited_for_the_gate_are_answered_in_order(folder: Path) -> None:
    answers = interview(
        folder,
        [
            {"answer": "/visit/place", "value": "here"},
            {"answer": "/visit/name", "value": NAME},
            {"answer": "/visit/age", "value": 500},
            {"language": "el"},
            {"finish": True},
            {"answer": GATE, "value": "yes"},
            {"finish": True},
            {"answer": "/visit/age", "value": 5},
        ],
    )
    assert codes(answers) == [2, 3, "constraint", 4, "gate", 5, 6, "finished"]
    assert [answer["path"] for answer in answers][:3] == [
        "/visit/place",
        "/visit/name",
        "/visit/age",
    ]


def test_a_no_refuses_what_waited_and_ends_the_interview(folder: Path) -> None:
    answers = interview(
        folder,
        [
            {"answer": "/visit/subject_code", "value": CODE},
            {"answer": GATE, "value": "no"},
            {"answer": "/visit/place", "value": "here"},
            {"finish": True},
        ],
    )
    assert codes(answers) == ["gate", 3, "finished", 1]
    listed = told(folder, "records", "list", str(folder))
    assert [(row["kind"], row["form"], row["state"]) for row in listed] == [
        ("refusal", GATED, "final")
    ]


def test_an_undecided_gate_keeps_nothing_that_waited(folder: Path) -> None:
    answers = interview(
        folder,
        [
            {"answer": "/visit/place", "value": "here"},
            {"answer": "/visit/name", "value": NAME},
            {"answer": "/visit/age", "value": 5},
        ],
    )
    assert codes(answers) == [2, "gate", "gate"]
    content = told(folder, "records", "show", str(folder), answers[0]["record"])
    assert content["answers"]["/visit/place"] == "here"
    assert "/visit/name" not in content["answers"]
    assert sorted(content) == ["answers", "form", "languages", "record", "state", "version"]


def test_lines_that_are_no_steps_are_refused_and_the_rest_goes_on(folder: Path) -> None:
    bad = [
        b"", b"not json", b"[]", b'{"answer": "/visit/place"}', b'{"answer": 3, "value": 4}',
        b'{"answer": "/visit/age", "value": NaN}', b'{"answer": "/visit/age", "value": {}}',
        b'{"answer": "/visit/place", "value": "\\ud800"}', b'{"finish": false}', b"\xff\xfe",
        b'{"answer": "/visit/age", "value": 1, "more": 2}', b"[" * 100_000, b"9" * 5_000,
    ]  # fmt: skip
    good = b'{"answer": "/visit/age", "value": 7}'
    done = world.run(
        folder, "interview", str(folder), "--form", UNGATED, "--answers", "-",
        given=b"\n".join([*bad, good]),
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, b"")
    assert codes(world.read_lines(done.stdout)) == ["syntax"] * len(bad) + [2]


def test_somebody_who_waits_is_told_that_an_answer_is_held(folder: Path) -> None:
    child = subprocess.Popen(
        world.command(folder, "interview", str(folder), "--form", GATED, "--answers", "-"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert child.stdin is not None
    assert child.stdout is not None

    def say(step: Line) -> Line:
        assert child.stdin is not None
        assert child.stdout is not None
        child.stdin.write(world.json_lines([step]))
        child.stdin.flush()
        return json.loads(child.stdout.readline())

    first = say({"answer": "/visit/name", "value": NAME})
    assert first["refused"] == "held"
    assert "memory" in first["message"]
    answer = say({"answer": GATE, "value": "yes"})
    assert answer["saved"] == 3
    rest, _ = child.communicate()
    assert rest == b""
    shown = told(folder, "records", "show", str(folder), answer["record"])
    assert shown["answers"]["/visit/name"] == NAME


def test_resuming_goes_on_and_takes_a_finished_record_up_again(folder: Path) -> None:
    first = interview(folder, [{"answer": "/visit/age", "value": 5}, {"finish": True}], UNGATED)
    record = first[0]["record"]
    done = world.run(
        folder, "interview", str(folder), "--resume", record, "--answers", "-",
        given=world.json_lines([{"answer": "/visit/age", "value": 6}]),
    )  # fmt: skip
    assert codes(world.read_lines(done.stdout)) == [5]
    shown = told(folder, "records", "show", str(folder), record)
    assert (shown["state"], shown["answers"]["/visit/age"]) == ("draft", "6")
    kinds = [step["kind"] for step in told(folder, "records", "history", str(folder), record)]
    assert kinds == ["start", "answer", "finish", "reopen", "answer"]


def test_passphrase_and_answers_can_both_come_from_standard_input(folder: Path) -> None:
    words = world.command(folder, "interview", str(folder), "--form", UNGATED, "--answers", "-")
    words[-1] = "-"
    steps = world.json_lines([{"answer": "/visit/age", "value": 5}])
    done = subprocess.run(
        words, input=world.PASSPHRASE.data + b"\n" + steps, capture_output=True, check=True
    )
    assert codes(world.read_lines(done.stdout)) == [2]


def test_answers_come_from_a_file_too(folder: Path, tmp_path: Path) -> None:
    answers = tmp_path / "answers.jsonl"
    answers.write_bytes(world.json_lines([{"add_repeat": "/visit/member"}]))
    done = world.run(folder, "interview", str(folder), "--form", UNGATED, "--answers", str(answers))
    (said,) = world.read_lines(done.stdout)
    assert said["path"] == "/visit/member[1]"


def test_what_cannot_be_opened_says_why(folder: Path) -> None:
    wrong = world.run(folder, "records", "show", str(folder), "uuid:none")
    assert wrong.returncode == 1
    assert b"no record with that id" in wrong.stderr
    unknown = world.run(folder, "interview", str(folder), "--form", "nope", "--answers", "-")
    assert (unknown.returncode, unknown.stdout) == (1, b"")
    neither = world.run(folder, "interview", str(folder), "--answers", "-")
    assert neither.returncode == 2


def create(folder: Path, given: bytes, *more: str) -> subprocess.CompletedProcess[bytes]:
    words = world.command(folder, "vault", "create", str(folder), *more)
    words[-1] = "-"
    return subprocess.run(words, input=given, capture_output=True, check=False)


def test_a_vault_is_kept_when_its_recovery_code_was_typed_back(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    words = world.command(folder, "vault", "create", str(folder), "--sample")
    words[-1] = "-"
    child = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert child.stdin is not None
    assert child.stdout is not None
    child.stdin.write(world.PASSPHRASE.data + b"\n")
    child.stdin.flush()
    child.stdout.readline()
    code = child.stdout.readline()
    child.stdin.write(b"something else\n" + code.lower())
    child.stdin.close()
    assert child.wait() == 0
    child.stdout.close()
    users = told(folder, "vault", "users", str(folder))
    assert [(user["user"], user["role"]) for user in users] == [("amina", "worker")]
    words = world.command(folder, "vault", "recover", str(folder))[:-4]
    recovered = subprocess.run(
        [*words, "--passphrase-file", "-"],
        input=b"quite another passphrase\n" + code,
        capture_output=True,
        check=False,
    )
    assert recovered.returncode == 0
    assert world.run(folder, "vault", "users", str(folder)).returncode == 1


def test_a_vault_whose_code_was_not_typed_back_is_not_made(tmp_path: Path) -> None:
    done = create(tmp_path / "new", world.PASSPHRASE.data + b"\nwrong\nwrong\nwrong\n")
    assert done.returncode == 1
    assert b"no vault was made" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["passphrase.txt"]


def test_without_a_recovery_code_there_is_a_warning(tmp_path: Path) -> None:
    done = create(tmp_path / "new", world.PASSPHRASE.data + b"\n", "--no-recovery")
    assert done.returncode == 0
    assert b"everything in it is lost" in done.stderr
    report = told(tmp_path / "new", "vault", "verify", str(tmp_path / "new"))
    assert report["ok"]
    assert [check["check"] for check in report["checks"]] == [
        "keystore", "pages", "structure", "audit", "sealed", "journal",
    ]  # fmt: skip


def test_a_refused_line_leaves_a_finished_record_finished(folder: Path) -> None:
    done = interview(folder, [{"answer": "/visit/age", "value": 7}, {"finish": True}], UNGATED)
    record = str(done[0]["record"])
    refused = world.run(
        folder, "interview", str(folder), "--resume", record, "--answers", "-",
        given=world.json_lines([{"answer": "/visit/nope", "value": 5}]),
    )  # fmt: skip
    assert codes(world.read_lines(refused.stdout)) == ["unknown-path"]
    listed = told(folder, "records", "list", str(folder))
    assert [row["state"] for row in listed if row["record"] == record] == ["final"]
