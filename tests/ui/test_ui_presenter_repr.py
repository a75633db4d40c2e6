"""No answer is ever printed: not by a view model, not by what makes them."""

from __future__ import annotations

import gc

import presenter_world as world
import pytest
from interview_fixtures import template_vault
from presenter_fixtures import access

from fieldkit.ui import models, presenters
from fieldkit.ui.models.interview import Fate
from fieldkit.ui.presenters.access import Access
from fieldkit.ui.presenters.interview import InterviewPresenter

__all__ = ["access", "template_vault"]

NEEDLE = "Ζαραθούστρα"

MODEL = """<itext><translation lang="English (en)" default="true()">
<text id="age"><value>Age of <output value="/data/name"/></value></text>
<text id="fit"><value><output value="/data/name"/> is not that old</value></text>
<text id="one"><value>Chosen for <output value="/data/name"/></value></text>
<text id="g"><value>About <output value="/data/name"/></value></text>
</translation></itext>
<bind nodeset="/data/age" type="int" constraint=". &lt; 130" jr:constraintMsg="jr:itext('fit')"/>
<bind nodeset="/data/g/must" required="true()"/>"""
INSTANCE = """<data id="needles"><name/><age/><one/><g><must/></g>
<m jr:template=""><who/></m></data>"""
BODY = """<input ref="/data/name"/><input ref="/data/age"><label ref="jr:itext('age')"/></input>
<select1 ref="/data/one"><item><label ref="jr:itext('one')"/><value>1</value></item></select1>
<group ref="/data/g"><label ref="jr:itext('g')"/><input ref="/data/g/must"/></group>
<group ref="/data/m"><repeat nodeset="/data/m"><input ref="/data/m/who"/></repeat></group>"""


@pytest.fixture
def presenter(access: Access) -> InterviewPresenter:
    return world.begin(access, world.add_form(access, INSTANCE, MODEL, BODY))


def test_no_view_model_prints_an_answer(presenter: InterviewPresenter) -> None:
    steps = [presenter.answer("/data/name", NEEDLE), presenter.answer("/data/one", "1")]
    steps.append(presenter.answer("/data/age", f"{NEEDLE} 12"))
    assert steps[-1].fate is Fate.REFUSED
    steps.append(presenter.answer("/data/age", "999"))
    assert NEEDLE in world.problem_texts(steps[-1])[0]  # it is there, and it is not printed
    steps.append(presenter.add_row("/data/m"))
    steps.append(presenter.answer(world.shown(steps[-1]).focus, NEEDLE))
    assert world.rows(world.shown(steps[-1]))[0].name == NEEDLE
    views = [presenter.go(line.id) for line in presenter.view().sections]
    finished = presenter.finish()
    assert not finished.ok
    for model in (*steps, *views, finished, finished.review, presenter.review()):
        assert NEEDLE not in repr(model)
        assert NEEDLE not in f"{model}"


def test_nothing_of_the_presenter_prints_an_answer(presenter: InterviewPresenter) -> None:
    presenter.answer("/data/name", NEEDLE)
    presenter.answer("/data/age", f"{NEEDLE} 12")
    presenter.answer("/data/age", "999")
    row = presenter.add_row("/data/m")
    presenter.answer(world.shown(row).focus, NEEDLE)
    presenter.remove_row(row.key)
    presenter.review()
    rooms = (presenters.__name__, models.__name__)
    ours = [each for each in gc.get_objects() if str(type(each).__module__).startswith(rooms)]
    assert len(ours) > 20
    assert [type(each).__name__ for each in ours if NEEDLE in repr(each)] == []
