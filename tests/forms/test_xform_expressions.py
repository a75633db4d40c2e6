"""Every mistake in the expressions of an XForm is said at once, in the words of a workbook's."""

from __future__ import annotations

from pathlib import Path

from small_forms import xform

from fieldkit.forms.findings import Finding
from fieldkit.forms.workbook import check_file

INSTANCE = '<data id="t"><a/><b/><village/><r><c/></r></data>'
BODY = """<input ref="/data/a"/><select1 ref="/data/b"><label>B</label>
<itemset nodeset="instance('l')/root/item"><value ref="name"/><label ref="label"/></itemset>
</select1><group><repeat nodeset="/data/r"><input ref="/data/r/c"/></repeat></group>"""
LIST = '<instance id="l"><root><item><name>x</name><label>X</label></item></root></instance>'


def mistakes(folder: Path, model: str, body: str = BODY) -> list[Finding]:
    path = folder / "form.xml"
    path.write_bytes(xform(INSTANCE, model, body))
    return [finding for finding in check_file(path).findings if finding.is_error]


def test_all_of_them_are_said_at_their_question(tmp_path: Path) -> None:
    model = """<bind nodeset="/data/a" relevant="/data/vilage = 1" constraint=". &gt;"/>
    <bind nodeset="/data/b" calculate="iff(1, 2)" required="if(1)" readonly="instance('m')/x"/>
    <setvalue event="odk-instance-first-load" ref="/data/a" value="1 +"/>"""
    found = mistakes(tmp_path, model + LIST)
    said = {(each.place.path, each.problem.partition(":")[0]): each for each in found}
    assert {key: each.code for key, each in said.items()} == {
        ("/data/a", "In its relevant"): "unknown-reference",
        ("/data/a", "In its constraint"): "bad-expression",
        ("/data/b", "In its calculate"): "unknown-function",
        ("/data/b", "In its required"): "bad-expression",
        ("/data/b", "In its readonly"): "unknown-list",
        ("/data/a", "In its setvalue"): "bad-expression",
    }
    assert all(each.remedy for each in found)
    assert "village" in said["/data/a", "In its relevant"].remedy


def test_what_a_label_and_a_list_say_counts(tmp_path: Path) -> None:
    body = BODY.replace("<label>B</label>", '<label><output value="x("/></label>')
    found = mistakes(tmp_path, LIST.replace('id="l"', 'id="ll"'), body)
    assert [(each.place.path, each.code) for each in found] == [
        ("/data/b", "bad-expression"), ("/data/b", "unknown-list"),
    ]  # fmt: skip
    assert "sheet" not in found[1].remedy


def test_paths_that_are_there_are_no_mistakes(tmp_path: Path) -> None:
    model = """<bind nodeset="/data/a" relevant="/data/r[1]/c = 'x' or //zz or ../zz"/>
    <bind nodeset="/data/b" calculate="count(/data/*) + /data/meta/@id" constraint=" "/>
    <bind nodeset="/data/r/c" calculate="instance('l')/root/item[name = /data/a]/label"/>"""
    assert mistakes(tmp_path, model + LIST) == []


def test_quotation_marks_of_word_processors_are_text_in_an_xform(tmp_path: Path) -> None:
    binds = """<bind nodeset="/data/a" constraint=". != 'the farmer’s'"/>"""
    assert mistakes(tmp_path, binds + LIST) == []


def test_a_bind_about_nothing_may_read_nothing(tmp_path: Path) -> None:
    assert mistakes(tmp_path, '<bind nodeset="/data/zz" relevant="/data/yy = 1"/>' + LIST) == []
