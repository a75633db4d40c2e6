from __future__ import annotations

import pytest
from small_forms import LATER, NOW, household, start

from fieldkit.forms import BadDraft, Draft, FormSession, Host
from fieldkit.model.errors import AnswerRefused


def test_rows_are_counted_summed_and_numbered_as_they_come_and_go() -> None:
    session = household()
    assert session.value("/data/listed") == "0"
    for age in (30, 4, 70):
        path = session.add_repeat("/data/member")
        session.answer(f"{path}/age", age)
    assert session.value("/data/years") == "104"
    session.remove_repeat("/data/member[2]")
    assert session.value("/data/years") == "100"
    assert session.value("/data/listed") == "2"
    assert session.value("/data/member[2]/index") == "2"
    assert session.value("/data/member[2]/age") == "70"


def test_a_condition_looks_at_its_own_row() -> None:
    session = household()
    for age in (30, 4):
        session.answer(f"{session.add_repeat('/data/member')}/age", age)
    assert session.relevant("/data/member[1]/grown")
    assert not session.relevant("/data/member[2]/grown")


def test_an_edit_in_one_row_leaves_the_others_alone() -> None:
    session = household()
    for age in range(50):
        session.answer(f"{session.add_repeat('/data/member')}/age", age)
    before = session.evaluations
    session.answer("/data/member[7]/age", 41)
    assert session.evaluations - before == 2  # grown of this row, and the sum


def test_a_key_follows_its_row_when_others_are_removed() -> None:
    session = household()
    session.add_repeat("/data/member")
    second = session.add_repeat("/data/member", row="row-of-amal-0001")
    session.answer(f"{second}/name", "Amal")
    key = session.key("/data/member[2]/name")
    assert key == "/data/member[row-of-amal-0001]/name"
    session.remove_repeat("/data/member[1]")
    assert session.path(key) == "/data/member[1]/name"
    assert session.value("/data/member[1]/name") == "Amal"


def test_a_removed_row_is_gone_by_path_and_key() -> None:
    session = household()
    session.add_repeat("/data/member")
    key = session.key("/data/member[1]/name")
    session.remove_repeat("/data/member[1]")
    for address in (key, "/data/member[1]/name"):
        with pytest.raises(AnswerRefused):
            session.path(address)


def test_changes_name_rows_by_what_never_changes() -> None:
    session = household()
    session.changes()
    session.add_repeat("/data/member", row="row-1-of-this-test")
    added, *values = session.changes()
    assert (added.kind, added.repeat, added.parent) == ("row-added", "/data/member", "/data")
    assert (added.row, added.position) == ("row-1-of-this-test", 1)
    assert {change.key: change.value.text for change in values} == {
        "/data/member[row-1-of-this-test]/index": "1",
        "/data/listed": "1",
    }
    session.remove_repeat("/data/member[1]")
    assert session.changes()[0].kind == "row-removed"


COUNTED = (
    '<data id="c"><n/><r jr:template=""><x/><i/></r><total/></data>',
    """<bind nodeset="/data/n" type="int"/><bind nodeset="/data/r/x" type="int"/>
    <bind nodeset="/data/r/i" calculate="position(..)"/>
    <bind nodeset="/data/total" calculate="sum(/data/r/x)"/>""",
    """<input ref="/data/n"/><repeat nodeset="/data/r" jr:count="/data/n">
    <input ref="/data/r/x"/></repeat>""",
)


@pytest.mark.parametrize(("count", "rows"), [(3, 3), (0, 0), (-1, 0), (None, 0)])
def test_a_counted_repeat_follows_its_count(count: int | None, rows: int) -> None:
    session = start(*COUNTED)
    session.answer("/data/n", 2)
    session.answer("/data/n", count)
    assert session.count("/data/r") == rows
    assert [path for path in session.paths() if path.endswith("/i")] == [
        f"/data/r[{row}]/i" for row in range(1, rows + 1)
    ]


def counted(*answers: str, asked: int | None = None) -> FormSession:
    """`COUNTED` with a row for each answer ("" for none), and then the count that is asked for."""
    session = start(*COUNTED)
    session.answer("/data/n", len(answers))
    for row, answer in enumerate(answers, start=1):
        session.answer(f"/data/r[{row}]/x", answer)
    session.answer("/data/n", asked)
    return session


@pytest.mark.parametrize(
    ("answers", "asked", "left"),
    [
        ("66", 1, "66"),  # all answered: nothing goes
        ("6   ", 1, "6"),  # a number typed wrong
        ("6 6 ", 1, "6 6"),  # a row between stays: positions never shift
        ("66 ", None, "66"),  # cleared
        ("66 ", -1, "66"),
        ("66 ", 3, "66 "),
    ],
)
def test_rows_with_answers_stay_when_the_count_falls(
    answers: str, asked: int | None, left: str
) -> None:
    session = counted(*answers, asked=asked)
    rows = [session.value(f"/data/r[{row}]/x") for row in range(1, session.count("/data/r") + 1)]
    assert rows == [answer.strip() for answer in left]
    assert session.asked_for("/data/r") == max(asked or 0, 0)
    assert session.value("/data/total") == str(6 * left.count("6"))
    assert session.submission().count(b"<x>6</x>") == left.count("6")


def test_a_row_goes_with_its_last_answer_and_takes_those_before_it_along() -> None:
    session = counted("6", "", "", "6", asked=1)
    session.answer("/data/r[4]/x", "")
    assert session.count("/data/r") == 1


def test_rows_come_back_into_the_count_when_it_rises() -> None:
    session = counted("1", "2", "3", asked=1)
    key = session.key("/data/r[3]")
    session.answer("/data/n", 4)
    assert session.path(key) == "/data/r[3]"
    assert [session.value(f"/data/r[{row}]/x") for row in (1, 2, 3, 4)] == ["1", "2", "3", ""]


def test_any_row_can_be_removed_while_there_are_more_than_asked_for() -> None:
    session = counted("1", "2", "", "4", asked=2)
    session.remove_repeat("/data/r[4]")  # the one before it is there for nothing now
    assert session.count("/data/r") == 2
    session = counted("1", "2", "3", asked=2)
    session.remove_repeat("/data/r[1]")
    assert [session.value(f"/data/r[{row}]/x") for row in (1, 2)] == ["2", "3"]
    with pytest.raises(AnswerRefused) as refused:
        session.remove_repeat("/data/r[1]")
    assert refused.value.code == "repeat"


def test_a_count_that_cannot_be_told_lets_nobody_remove_a_row() -> None:
    session = start(
        '<data id="c"><n/><g><r jr:template=""><x/></r></g></data>',
        """<bind nodeset="/data/n" type="int"/>
        <bind nodeset="/data/g" relevant="/data/n != 9"/>""",
        """<input ref="/data/n"/><group ref="/data/g"><repeat nodeset="/data/g/r"
        jr:count="if(/data/n = 5, date(/data/n), /data/n)"><input ref="/data/g/r/x"/></repeat>
        </group>""",
    )
    session.answer("/data/n", 2)
    session.answer("/data/g/r[2]/x", "kept")
    session.answer("/data/n", 9)
    assert session.asked_for("/data/g/r") is None
    with pytest.raises(AnswerRefused):
        session.remove_repeat("/data/g/r[2]")
    session.answer("/data/n", 1)
    assert (session.asked_for("/data/g/r"), session.count("/data/g/r")) == (1, 2)


def test_rows_of_the_form_itself_are_never_removed() -> None:
    session = start(
        '<data id="f"><r><x/></r><r><x/></r></data>',
        "",
        '<repeat nodeset="/data/r" jr:noAddRemove="true()"><input ref="/data/r/x"/></repeat>',
    )
    assert (session.asked_for("/data/r"), session.count("/data/r")) == (None, 2)
    with pytest.raises(AnswerRefused) as refused:
        session.remove_repeat("/data/r[2]")
    assert refused.value.code == "repeat"


def test_a_fixed_repeat_that_the_form_writes_as_a_template_alone_has_its_row() -> None:
    session = start(
        '<data id="f"><r jr:template=""><x>1</x></r></data>',
        "",
        '<repeat nodeset="/data/r" jr:noAddRemove="true()"><input ref="/data/r/x"/></repeat>',
    )
    assert session.count("/data/r") == 1
    session.answer("/data/r[1]/x", "2")
    assert "<x>2</x>" in session.submission().decode()


def rows_left(question: str, model: str = "", default: str = "", answer: str = "") -> int:
    """How many of two rows of `question` are left when the count says none."""
    session = start(
        f'<data id="c"><n>2</n><r jr:template=""><x>{default}</x></r></data>',
        f'<bind nodeset="/data/n" type="int"/>{model}',
        f'<input ref="/data/n"/><repeat nodeset="/data/r" jr:count="/data/n">{question}</repeat>',
    )
    if answer:
        session.answer("/data/r[2]/x", answer)
    session.answer("/data/n", 0)
    return session.count("/data/r")


ASKED = '<input ref="/data/r/x"/>'


def test_what_the_form_wrote_itself_is_no_answer() -> None:
    bind = '<bind nodeset="/data/r/x" {}/>'
    assert rows_left(ASKED, default="yes") == 0
    assert rows_left(ASKED, default="yes", answer="no") == 2
    assert rows_left(ASKED, bind.format('type="decimal"'), default="01.50") == 0
    assert rows_left(ASKED, bind.format("calculate=\"'x'\"")) == 0
    assert rows_left(ASKED, bind.format('readonly="true()"'), default="words") == 0
    assert rows_left("", bind.format("calculate=\"'x'\"")) == 0


def test_a_question_with_a_dynamic_default_counts_as_answered() -> None:
    action = '<setvalue event="odk-new-repeat" ref="/data/r/x" value="1 + 1"/>'
    assert rows_left(f"{action}{ASKED}") == 2
    assert rows_left(f"{action}{ASKED}", default="2") == 2


def test_a_hidden_answer_keeps_its_row() -> None:
    shown = """<bind nodeset="/data/r/x" relevant="/data/n != 0"/>"""
    assert rows_left(ASKED, shown, answer="hidden") == 2


def nested_counts() -> FormSession:
    """A counted repeat inside of another, and a free one in it."""
    return start(
        '<data id="n"><n/><o jr:template=""><k/><i jr:template=""><x/></i>'
        '<f jr:template=""><y/></f></o></data>',
        '<bind nodeset="/data/n" type="int"/><bind nodeset="/data/o/k" type="int"/>',
        """<input ref="/data/n"/><repeat nodeset="/data/o" jr:count="/data/n">
        <input ref="/data/o/k"/><repeat nodeset="/data/o/i" jr:count="../k">
        <input ref="/data/o/i/x"/></repeat><repeat nodeset="/data/o/f"><input ref="/data/o/f/y"/>
        </repeat></repeat>""",
    )


def test_an_answer_in_a_row_inside_keeps_the_row_around_it() -> None:
    session = nested_counts()
    session.answer("/data/n", 2)
    session.answer("/data/o[2]/k", 2)
    session.answer("/data/o[2]/i[2]/x", "here")
    session.answer("/data/n", 1)
    session.answer("/data/o[2]/k", None)
    assert (session.count("/data/o"), session.count("/data/o[2]/i")) == (2, 2)
    session.remove_repeat("/data/o[2]/i[2]")
    assert session.count("/data/o") == 1


def test_a_record_that_began_with_the_old_rule_goes_on_with_it() -> None:
    old = Host(rows_follow_counts=True)
    session = start(*COUNTED, host=old)
    session.answer("/data/n", 2)
    session.answer("/data/r[2]/x", 6)
    session.answer("/data/n", 1)
    assert session.count("/data/r") == 1


def test_a_row_that_was_removed_comes_back_with_an_answer() -> None:
    session = counted("1", "2", "3", asked=1)
    with pytest.raises(AnswerRefused):
        session.add_repeat("/data/r")
    assert session.add_answered("/data/r", ["row-4", "row-5"], "x", 4) == "/data/r[5]"
    assert session.value("/data/r[4]/x") == ""
    assert session.value("/data/total") == "10"
    before = session.draft()
    for question, value in (("x", None), ("x", "no number"), ("nothing", 5), ("i", 5)):
        with pytest.raises(AnswerRefused):
            session.add_answered("/data/r", ["row-6", "row-7"], question, value)
    assert session.draft() == before


@pytest.mark.parametrize("inside", ["i", "f"])
def test_a_row_comes_back_with_an_answer_in_a_row_inside_it(inside: str) -> None:
    session, question = nested_counts(), {"i": "x", "f": "y"}[inside]
    session.add_answered("/data/o", ["outer-1"], f"{inside}[inner-1]/{question}", "here")
    assert session.draft().values == {f"/data/o[outer-1]/{inside}[inner-1]/{question}": "here"}
    session.recompute()
    session.answer(f"/data/o[1]/{inside}[1]/{question}", None)
    assert session.count("/data/o") == 0


def test_an_edit_in_a_counted_row_looks_at_the_count_only_where_a_row_may_go() -> None:
    session = counted("1", "2", "3", asked=2)
    # The sum; with the last answer the count, too, and the positions of the two rows left.
    for row, answer, evaluated in ((3, "4", 1), (2, "", 1), (3, "", 4)):
        before = session.evaluations
        session.answer(f"/data/r[{row}]/x", answer)
        assert session.evaluations - before == evaluated
    assert session.count("/data/r") == 2


def test_a_counted_repeat_refuses_rows_by_hand() -> None:
    session = start(*COUNTED)
    session.answer("/data/n", 1)
    for step in (
        lambda: session.add_repeat("/data/r"),
        lambda: session.remove_repeat("/data/r[1]"),
    ):
        with pytest.raises(AnswerRefused) as refused:
            step()
        assert refused.value.code == "repeat"


def test_hiding_a_counted_repeat_keeps_its_rows() -> None:
    session = start(
        '<data id="c"><ask/><g><n/><r jr:template=""><x/></r></g></data>',
        """<bind nodeset="/data/g" relevant="/data/ask = 'yes'"/>
        <bind nodeset="/data/g/n" type="int"/>""",
        """<input ref="/data/ask"/><group ref="/data/g"><input ref="/data/g/n"/>
        <repeat nodeset="/data/g/r" jr:count="/data/g/n"><input ref="/data/g/r/x"/></repeat>
        </group>""",
    )
    session.answer("/data/ask", "yes")
    session.answer("/data/g/n", 2)
    session.answer("/data/g/r[2]/x", "kept")
    session.answer("/data/ask", "no")
    session.answer("/data/ask", "yes")
    assert session.value("/data/g/r[2]/x") == "kept"


def test_a_new_outer_row_begins_with_no_inner_row() -> None:
    session = start(
        '<data id="n"><o jr:template=""><i jr:template=""><x/></i></o></data>',
        "",
        """<repeat nodeset="/data/o"><repeat nodeset="/data/o/i"><input ref="/data/o/i/x"/>
        </repeat></repeat>""",
    )
    outer = session.add_repeat("/data/o")
    assert session.count(f"{outer}/i") == 0
    inner = session.add_repeat(f"{outer}/i")
    assert inner == "/data/o[1]/i[1]"


def test_a_running_total_over_the_rows_settles() -> None:
    session = start(
        '<data id="t"><r jr:template=""><x/><so_far/></r></data>',
        """<bind nodeset="/data/r/x" type="int"/><bind nodeset="/data/r/so_far" type="int"
        calculate="../x + coalesce(sum(../preceding-sibling::r[1]/so_far), 0)"/>""",
        '<repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat>',
    )
    for number in (1, 2, 3, 4):
        session.answer(f"{session.add_repeat('/data/r')}/x", number)
    assert session.value("/data/r[4]/so_far") == "10"
    session.answer("/data/r[1]/x", 11)
    assert session.value("/data/r[4]/so_far") == "20"


def test_a_draft_takes_up_rows_hidden_values_and_once() -> None:
    session = start(
        '<data id="d"><code/><r jr:template=""><x/></r><h>kept</h></data>',
        """<bind nodeset="/data/code" calculate="once(uuid())"/>
        <bind nodeset="/data/h" relevant="/data/code = ''"/>""",
        '<repeat nodeset="/data/r"><input ref="/data/r/x"/></repeat><input ref="/data/h"/>',
    )
    session.answer(f"{session.add_repeat('/data/r')}/x", "first")
    session.add_repeat("/data/r")
    draft = session.draft()
    again = FormSession(session.definition, LATER, draft=draft)
    assert again.submission() == session.submission()
    assert again.draft() == draft
    assert again.record == session.record
    again.moment = LATER
    again.answer("/data/r[2]/x", "second")
    assert again.value("/data/code") == session.value("/data/code") != ""


def test_a_draft_of_another_form_is_refused_without_saying_what_is_in_it() -> None:
    session = household()
    for draft in (
        Draft({"/data/nothing": "PLANTED"}),
        Draft({}, [("/data/member", "/data/nowhere", "row")]),
    ):
        with pytest.raises(BadDraft) as refused:
            FormSession(session.definition, NOW, draft=draft)
        assert "PLANTED" not in str(refused.value)


def test_the_record_has_answers_rows_and_languages_by_path() -> None:
    session = household()
    session.add_repeat("/data/member", row="row-1-of-this-test")
    session.answer("/data/member[1]/name", "Amal")
    key = session.key("/data/member[1]/name")
    record = session.record_content("FK-7Q4M-2XKD", {key: "ar"})
    assert record.answers["/data/member[1]/name"] == "Amal"
    assert record.languages == {"/data/member[1]/name": "ar"}
    assert record.rows == {"/data/member[1]": "row-1-of-this-test"}
    assert "/data/size" not in record.answers
