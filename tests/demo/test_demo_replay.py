"""The journal of every record, replayed through a form session, gives its published row."""

from __future__ import annotations

from datetime import datetime

import demo_world as world
import pytest

from fieldkit.forms import FormSession
from fieldkit.model.clock import to_text
from fieldkit.model.records import Record
from fieldkit.operations import records, replay

Row = dict[str, str]
# What the forms say of values that no publication shows (docs/decisions/0005).
EXPORTED = {
    "legal_status": {"no_doc": "other", "appeal": "other", "dk": "other"},
    "m_age": {"-1": ""},
}


@pytest.fixture(scope="module")
def sessions(
    deployment: world.Place, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, FormSession]:
    """Every record of both laptops, replayed from its journal alone."""
    copy = deployment.copied(tmp_path_factory.mktemp("replay"), *world.LAPTOPS)
    found: dict[str, FormSession] = {}
    for name in world.LAPTOPS:
        with copy.open(name) as vault:
            for line in records.all_lines(vault):
                if line.kind == "record":
                    found[line.record] = replay.replay(vault, line.record)
    return found


def test_every_record_replays_to_its_published_row(
    deployment: world.Place, sessions: dict[str, FormSession]
) -> None:
    compared = 0
    for form in deployment.said["records"]:
        for published in deployment.table("case", form):
            session = sessions[published["_record"]]
            content = session.record_content("", {})
            expected = _row(session, content, _answers(content, ""), published)
            assert _questions(published) == expected, published["_record"]
            compared += 1
    assert compared == sum(deployment.said["records"].values()) == len(sessions)


def test_every_member_replays_to_its_published_row(
    deployment: world.Place, sessions: dict[str, FormSession]
) -> None:
    compared = 0
    for published in deployment.table("case", "intake_household", "member"):
        session = sessions[published["_record"]]
        content = session.record_content("", {})
        instance = next(path for path, row in content.rows.items() if row == published["_row"])
        assert instance.endswith(f"/member[{published['_position']}]")
        expected = _row(session, content, _answers(content, instance), published)
        assert _questions(published) == expected, instance
        compared += 1
    assert compared == deployment.said["repeats"]["intake_household/member"]


def _questions(published: Row) -> Row:
    return {name: text for name, text in published.items() if not name.startswith("_")}


def _answers(content: Record, instance: str) -> Row:
    """The answers of one row, by question name; a name stands once in a table of these forms."""
    found: Row = {}
    for path, text in content.answers.items():
        inside = path.startswith(f"{instance}/") if instance else "[" not in path
        if inside and "/meta/" not in path:
            name = path.rpartition("/")[2]
            assert name not in found, name
            found[name] = text
    return found


def _row(session: FormSession, content: Record, answers: Row, published: Row) -> Row:
    """The same columns made from the answers and the form's export rules alone."""
    nodes = {path.rpartition("/")[2]: node for path, node in session.definition.nodes.items()}
    expected: Row = {}
    for column in _questions(published):
        name, _, part = column.partition("/")
        text = answers.pop(name, "") if not part else expected[name]
        if part == "utc":
            expected[column] = _utc(text)
        elif part:
            assert nodes[name].type == "select_multiple"
            expected[column] = str(int(part in text.split())) if text else ""
        else:
            expected[column] = EXPORTED.get(name, {}).get(text, text)
    assert answers == {}, "answers without a column"
    return expected


def _utc(text: str) -> str:
    return to_text(datetime.fromisoformat(text)) if text else ""
