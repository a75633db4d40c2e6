"""The title of a section follows the answers it quotes, also where a group around it gives it."""

from __future__ import annotations

import presenter_world as world
import pytest
from interview_fixtures import template_vault
from presenter_fixtures import access

from fieldkit.ui.presenters.access import Access

__all__ = ["access", "template_vault"]

LABEL = '<label>About <output value="/data/name"/></label>'
QUESTIONS = '<input ref="/data/home/inner/a"/><input ref="/data/home/inner/b"/>'


@pytest.mark.parametrize(
    "body",
    [
        f'<group ref="/data/home/inner">{LABEL}{QUESTIONS}</group>',
        f'<group ref="/data/home">{LABEL}<group ref="/data/home/inner">{QUESTIONS}</group></group>',
    ],
    ids=["its own label", "the label around it"],
)
def test_a_title_follows_the_answer_in_it(access: Access, body: str) -> None:
    form = world.add_form(
        access,
        "<data id='titled'><name/><home><inner><a/><b/></inner></home></data>",
        "",
        f'<group ref="/data"><input ref="/data/name"/></group>{body}',
    )
    presenter = world.begin(access, form)
    presenter.answer("/data/name", "Bob")
    assert presenter.view().sections[-1].label.lead.text == "About Bob"
    presenter.answer("/data/name", "Ann")
    assert presenter.view().sections[-1].label.lead.text == "About Ann"
