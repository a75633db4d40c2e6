"""Random forms with triggers, dynamic defaults, dates and counts in rows: the same law as without.

The state after each step is that of computing everything anew, and a draft brings it back.
"""

from __future__ import annotations

from generated_forms import PLACES, Form, Leaf, edits, forms
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_session_properties import Edit, apply, moment, state

from fieldkit.forms import FormPackage, FormSession, definition_from_package

# A date from a number, a number from the date, and a date that decides what is asked.
DATES = """<bind nodeset="/data/day" type="date" calculate="date(coalesce(/data/a0, 0) + 20000)"/>
<bind nodeset="/data/back" type="int" calculate="round(decimal-date-time(/data/day)) - 20000"/>
<bind nodeset="/data/late" relevant="/data/day &gt; date('2024-10-06')"
calculate="format-date(/data/day, '%a')"/>"""

_INNER = '<repeat nodeset="/data/r/n"'


def _with_dates(xml: str) -> str:
    xml = xml.replace('<data id="generated">', '<data id="generated"><day/><back/><late/>')
    return xml.replace("</model>", f"{DATES}</model>")


def _with_inner_count(xml: str, leaf: Leaf) -> str:
    """The inner rows follow a question of their outer row, and one more value looks it up."""
    xml = xml.replace(_INNER, f'{_INNER} jr:count="../{leaf.name}"')
    looked_up = f"indexed-repeat({leaf.path}, /data/r, coalesce(/data/a2, 1))"
    xml = xml.replace('<data id="generated">', '<data id="generated"><found/>')
    return xml.replace("</model>", f'<bind nodeset="/data/found" calculate="{looked_up}"/></model>')


def _trigger(source: str, target: str, value: str) -> tuple[str, str]:
    plain = f'<input ref="{source}"/>'
    action = f'<setvalue ref="{target}" event="xforms-value-changed" value="{value}"/>'
    return plain, f'<input ref="{source}">{action}</input>'


@st.composite
def busy_forms(draw: st.DrawFn) -> FormSession:
    """A started form of `generated_forms` with actions: later questions set by earlier ones."""
    form: Form = draw(forms())
    xml = _with_dates(form.xform().decode())
    asked = [leaf for leaf in form.leaves if not leaf.calculate and not leaf.choices]
    for number, leaf in enumerate(asked[1:], start=1):
        source = asked[draw(st.integers(0, number - 1))]
        value = draw(st.sampled_from([source.path, "count(/data/r)", "/data/back + 1", ""]))
        xml = xml.replace(*_trigger(source.path, leaf.path, value))
        repeat = PLACES[leaf.place][0]
        if repeat in leaf.repeats and draw(st.booleans()):
            default = f'<setvalue ref="{leaf.path}" event="odk-new-repeat" value="position(..)"/>'
            opening = f'<repeat nodeset="{repeat}"'
            at = xml.index(">", xml.index(opening)) + 1
            xml = xml[:at] + default + xml[at:]
    counting = [leaf for leaf in asked if leaf.place == "repeat" and not leaf.relevant]
    if counting:
        xml = _with_inner_count(xml, counting[0])
    return FormSession(
        definition_from_package(FormPackage(xml.encode())), moment(-1), record="uuid:r"
    )


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(busy_forms(), edits)
def test_what_actions_lead_to_is_the_state_of_full_recomputation(
    session: FormSession, steps: list[Edit]
) -> None:
    for number, edit in enumerate(steps):
        apply(session, number, edit)
        reached = state(session)
        session.recompute()
        assert state(session) == reached
    restored = FormSession(session.definition, moment(99), draft=session.draft())
    assert (restored.draft(), state(restored)) == (session.draft(), state(session))
    assert restored.submission() == session.submission()
