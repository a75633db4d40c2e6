"""Columns and question types of the XLSForm reference, from the workbook to a live session."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_forms import NOW
from workbook_making import Rows, write_xlsx

from fieldkit.forms import FormSession, Host
from fieldkit.forms.definition import load_package
from fieldkit.forms.directives import Submission
from fieldkit.forms.workbook import check_workbook
from fieldkit.model.errors import AnswerRefused

CHOICES: Rows = [["list_name", "name", "label"], ["l", "a", "A"], ["l", "b", "B"], ["l", "c", "C"]]


def run(tmp_path: Path, survey: Rows, host: Host | None = None, **sheets: Rows) -> FormSession:
    """A session of a workbook that must have no mistakes."""
    path = write_xlsx(tmp_path / "form.xlsx", {"survey": survey, "choices": CHOICES, **sheets})
    check = check_workbook(path)
    assert check.package is not None, [str(finding) for finding in check.findings]
    return FormSession(load_package(check.package), NOW, record="uuid:r", host=host or Host())


def test_files_of_labels_and_choices_by_language(tmp_path: Path) -> None:
    session = run(
        tmp_path,
        [
            ["type", "name", "label::en", "label::el", "image::en", "image::el", "audio::en",
             "big-image::en", "video::el"],
            ["select_one m", "q", "Which?", "Ποιο;", "en.png", "el.png", "en.mp3", "big.png",
             "el.mp4"],
            ["text", "t", "Text", "Κείμενο"],
        ],
        choices=[
            ["list_name", "name", "label::en", "label::el", "image::en", "image::el"],
            ["m", "a", "A", "Α", "a-en.png", "a-el.png"],
            ["m", "b", "B", "Β", None, None],
        ],
    )  # fmt: skip
    assert session.media("/data/q", "en") == {
        "image": "jr://images/en.png",
        "big-image": "jr://images/big.png",
        "audio": "jr://audio/en.mp3",
        "video": "jr://video/el.mp4",  # there in one language only: better than nothing
    }
    assert session.media("/data/q", "el")["image"] == "jr://images/el.png"
    assert session.media("/data/t") == {}
    assert session.choice_media("/data/q", "el") == {"a": {"image": "jr://images/a-el.png"}}
    assert [choice.label for choice in session.choices("/data/q", "el")] == ["Α", "Β"]


def test_a_hint_for_the_person_who_asks(tmp_path: Path) -> None:
    session = run(
        tmp_path,
        [
            ["type", "name", "label::en", "label::el", "hint::en", "guidance_hint::en",
             "guidance_hint::el"],
            ["text", "t", "T", "Τ", "short", "long", "μακρύ"],
        ],
    )  # fmt: skip
    assert (session.hint("/data/t", "en"), session.guidance("/data/t", "en")) == ("short", "long")
    assert session.guidance("/data/t", "el") == "μακρύ"


@pytest.mark.parametrize(("kind", "several"), [("select_one", False), ("select_multiple", True)])
def test_or_other_opens_a_text(tmp_path: Path, kind: str, several: bool) -> None:
    session = run(tmp_path, [["type", "name", "label"], [f"{kind} l or_other", "q", "Q"]])
    assert [choice.value for choice in session.choices("/data/q")] == ["a", "b", "c", "other"]
    assert not session.relevant("/data/q_other")
    session.answer("/data/q", ["a", "other"] if several else "other")
    session.answer("/data/q_other", "a boat")
    assert "<q_other>a boat</q_other>" in session.submission().decode()
    session.answer("/data/q", "a")
    assert "boat" not in session.submission().decode()


def test_a_limit_of_choices_is_a_constraint(tmp_path: Path) -> None:
    session = run(
        tmp_path,
        [
            ["type", "name", "label", "constraint", "constraint_message"],
            ["select_multiple l", "q", "Q", "count-selected(.) <= 2 and not(selected(., 'c') and "
             "count-selected(.) > 1)", "Two at most, or only C"],
        ],
    )  # fmt: skip
    session.answer("/data/q", ["b", "a"])
    assert session.value("/data/q") == "a b"
    assert session.problem("/data/q") is None
    for entry in (["a", "b", "c"], ["a", "c"]):
        session.answer("/data/q", entry)
        problem = session.problem("/data/q")
        assert problem is not None
        assert "Two at most, or only C" in str(problem.message)


def test_a_rank_keeps_the_order_and_takes_each_choice_once(tmp_path: Path) -> None:
    session = run(
        tmp_path,
        [
            ["type", "name", "label", "calculation"],
            ["rank l", "q", "Q"],
            ["calculate", "first", None, "selected-at(${q}, 0)"],
        ],
    )
    session.answer("/data/q", ["c", "a", "b"])
    assert (session.value("/data/q"), session.value("/data/first")) == ("c a b", "c")
    session.answer("/data/q", ["b", "a", "b"])
    assert session.value("/data/q") == "b a"
    with pytest.raises(AnswerRefused):
        session.answer("/data/q", ["a", "d"])


def test_a_range_takes_its_steps_only(tmp_path: Path) -> None:
    session = run(
        tmp_path,
        [
            ["type", "name", "label", "parameters"],
            ["range", "whole", "W", "start=1 end=10 step=3"],
            ["range", "fine", "F", "start=0 end=1 step=0.25"],
            ["range", "down", "D", "start=10 end=0 step=5"],
            ["range", "plain", "P", None],
        ],
    )
    for path, good, bad in (
        ("/data/whole", ["1", "4", "10"], ["0", "2", "11", "x"]),
        ("/data/fine", ["0", "0.75", "1"], ["0.3", "-0.25", "1.25"]),
        ("/data/down", ["10", "5", "0"], ["7", "-5"]),
        ("/data/plain", ["1", "10"], ["0", "11"]),
    ):
        for entry in good:
            session.answer(path, entry)
            assert float(session.value(path)) == float(entry)
        for entry in bad:
            with pytest.raises(AnswerRefused) as refused:
                session.answer(path, entry)
            assert refused.value.code == "type"
    assert session.definition.nodes["/data/fine"].type == "decimal"


def test_looks_are_passed_on_as_written(tmp_path: Path) -> None:
    session = run(
        tmp_path,
        [
            ["type", "name", "label", "appearance", "body::accuracyThreshold", "body::autoplay"],
            ["begin_group", "g", "G", "field-list w4"],
            ["select_one l", "q", "Q", "w1 columns-2 no-buttons", None, "audio"],
            ["geopoint", "p", "P", "placement-map", "5"],
            ["end_group"],
        ],
    )
    nodes = session.definition.nodes
    assert nodes["/data/g"].body.appearance == "field-list w4"
    assert nodes["/data/g/q"].body.appearance == "w1 columns-2 no-buttons"
    assert nodes["/data/g/q"].body.parameters == {"autoplay": "audio"}
    assert nodes["/data/g/p"].body.parameters == {"accuracyThreshold": "5"}


def test_lists_in_csv_geojson_and_xml_files(tmp_path: Path) -> None:
    (tmp_path / "towns.csv").write_text("name,label,isle\nc,Chora,Kos\nk,Kefalos,Kos\n", "utf-8")
    (tmp_path / "wells.geojson").write_text(
        '{"type": "FeatureCollection", "features": [{"type": "Feature", "id": "w1", "properties":'
        '{"name": "w1", "label": "Well"}, "geometry": {"type": "Point",'
        '"coordinates": [23.5, 38.25]}}]}',
        "utf-8",
    )
    (tmp_path / "boats.xml").write_text(
        "<root><item><name>b1</name><label>Boat</label><seats>4</seats></item></root>", "utf-8"
    )
    session = run(
        tmp_path,
        [
            ["type", "name", "label", "choice_filter", "calculation"],
            ["text", "isle", "Isle"],
            ["select_one_from_file towns.csv", "town", "Town", "isle = ${isle}"],
            ["select_one_from_file wells.geojson", "well", "Well"],
            ["select_one_from_file boats.xml", "boat", "Boat"],
            ["calculate", "place", None, None,
             "instance('wells')/root/item[id = ${well}]/geometry"],
            ["calculate", "seats", None, None, "instance('boats')/root/item[name = ${boat}]/seats"],
            ["calculate", "label", None, None, "pulldata('towns', 'label', 'name', ${town})"],
        ],
    )  # fmt: skip
    assert session.choices("/data/town") == []
    session.answer("/data/isle", "Kos")
    assert [choice.value for choice in session.choices("/data/town")] == ["c", "k"]
    for path, value in (("town", "k"), ("well", "w1"), ("boat", "b1")):
        session.answer(f"/data/{path}", value)
    assert session.value("/data/place") == "38.25 23.5 0 0"
    assert (session.value("/data/seats"), session.value("/data/label")) == ("4", "Kefalos")


def test_an_xml_file_of_data_is_read(tmp_path: Path) -> None:
    (tmp_path / "prices.xml").write_text(
        "<shop><bread>1.20</bread><milk day='today'>0.90</milk></shop>", "utf-8"
    )
    session = run(
        tmp_path,
        [
            ["type", "name", "label", "calculation"],
            ["xml-external", "prices"],
            ["calculate", "bread", None, "instance('prices')/shop/bread"],
        ],
    )
    assert session.value("/data/bread") == "1.20"


def test_audit_settings_sensors_and_submission_are_kept(tmp_path: Path) -> None:
    session = run(
        tmp_path,
        [
            ["type", "name", "label", "parameters", "trigger"],
            ["audit", "audit", None, "location-priority=balanced location-min-interval=60 "
             "location-max-age=120 track-changes=true identify-user=true"],
            ["start-geopoint", "begun"],
            ["background-audio", "sound", None, "quality=low"],
            ["text", "t", "T"],
            ["background-geopoint", "spot", None, None, "${t}"],
        ],
        settings=[
            ["form_id", "version", "public_key", "submission_url", "auto_send", "client_editable"],
            ["x", "7", "MIIBIjANBg", "https://odk.example/x", "true", "yes"],
        ],
    )  # fmt: skip
    kept = session.definition.directives
    assert kept.audit == {
        "location-priority": "balanced",
        "location-min-interval": "60",
        "location-max-age": "120",
        "track-changes": "true",
        "identify-user": "true",
    }
    assert kept.submission == Submission(
        "https://odk.example/x", "MIIBIjANBg", auto_send="true", client_editable=True
    )
    assert {(each.name, each.target, each.trigger) for each in kept.sensor_actions} == {
        ("setgeopoint", "/data/begun", ""),
        ("recordaudio", "/data/sound", ""),
        ("setgeopoint", "/data/spot", "/data/t"),
    }
    assert [each.quality for each in kept.sensor_actions if each.quality] == ["low"]
    session.answer("/data/t", "x")
    assert [session.value(f"/data/{name}") for name in ("begun", "sound", "spot")] == ["", "", ""]


def test_instance_name_and_version(tmp_path: Path) -> None:
    session = run(
        tmp_path,
        [["type", "name", "label"], ["text", "who", "Who"], ["date", "day", "Day"]],
        settings=[
            ["form_id", "version", "instance_name"],
            ["visit", "2026112201", "concat(${who}, ' ', format-date(${day}, '%d/%m/%Y'))"],
        ],
    )
    session.answer("/data/who", "Ann")
    session.answer("/data/day", "2026-11-22")
    assert session.value("/data/meta/instanceName") == "Ann 22/11/2026"
    written = session.submission().decode()
    assert 'id="visit"' in written
    assert 'version="2026112201"' in written
    assert "<instanceName>Ann 22/11/2026</instanceName>" in written


def test_what_the_computer_knows(tmp_path: Path) -> None:
    session = run(
        tmp_path,
        [
            ["type", "name"],
            ["start", "s"],
            ["end", "e"],
            ["today", "t"],
            ["deviceid", "d"],
            ["username", "u"],
            ["phonenumber", "p"],
            ["email", "m"],
        ],
        Host({"deviceid": "dev-1", "username": "w-17"}, "Europe/Athens"),
    )
    session.finish()
    assert [session.value(f"/data/{name}") for name in "setdupm"] == [
        "2026-11-22T17:00:00.000+02:00",
        "2026-11-22T17:00:00.000+02:00",
        "2026-11-22",
        "dev-1",
        "w-17",
        "",
        "",
    ]
