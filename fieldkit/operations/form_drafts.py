"""Drafts and submissions as files, outside any vault: for form authors, who try a form out.

A draft file is not encrypted, so no vault writes one (docs/decisions/0011-drafts-as-files.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from fieldkit.forms import BadDraft, FormDefinition, FormSession, Host, Moment, load
from fieldkit.forms.draft import NOTHING_ASIDE, Aside
from fieldkit.forms.draft_file import draft_from_bytes, draft_to_bytes
from fieldkit.forms.move_plan import MovedAnswer
from fieldkit.forms.moving import plan_move
from fieldkit.forms.openrosa import left_out, record_of, version_of
from fieldkit.model.clock import Clock, Randomness

_SEED_SIZE = 8


@dataclass(frozen=True)
class TakenUp:
    """A session that goes on from a file. `aside` is what moves of that draft set aside;
    `left_out` are the paths of a submission for which the form has no place, `made_with` the form
    version that it names."""

    session: FormSession
    aside: Aside = field(default=NOTHING_ASIDE, repr=False)
    left_out: Sequence[str] = ()
    made_with: str = ""

    def draft(self) -> bytes:
        """The draft as it stands, as a file holds it."""
        return draft_to_bytes(self.session.draft(), self.session.definition, self.aside)


@dataclass(frozen=True)
class MovedFile:
    """A draft moved to another version: what becomes of each answer, what is new, the draft."""

    answers: Sequence[MovedAnswer]
    added: Sequence[str]
    aside: int
    draft: bytes = field(repr=False)


def take_up(form: FormDefinition, data: bytes, moment: Moment) -> TakenUp:
    """Go on from the content of a file: a draft (JSON) or a submission (OpenRosa XML).

    Raises BadDraft for a draft of another form or version, and for an empty file, FormError for XML
    that is no submission of this form.
    """
    _refuse_empty(data)
    if data.lstrip().startswith(b"{"):
        draft, aside = draft_from_bytes(data, form)
        session = FormSession(form, moment, host=Host(), draft=draft)
        return TakenUp(session, aside, made_with=form.version)
    record = record_of(data)
    session = FormSession(form, moment, record=record or None, host=Host(), submission=data)
    return TakenUp(session, left_out=left_out(data, form.root), made_with=version_of(data))


def read(form: Path, file: Path, clock: Clock, randomness: Randomness) -> TakenUp:
    """A draft or submission in a file, read by the form in another.

    Raises what `take_up` and `load` raise.
    """
    return take_up(load(form), file.read_bytes(), _moment(clock, randomness))


def move(old: Path, new: Path, draft: Path, clock: Clock, randomness: Randomness) -> MovedFile:
    """Move a draft of one version of a form to another; no file is changed.

    Raises BadDraft when it is no draft of the first or the second is another form, and what `load`
    raises.
    """
    before, after = load(old), load(new)
    data = draft.read_bytes()
    _refuse_empty(data)
    taken, aside = draft_from_bytes(data, before)
    plan = plan_move(before, after, taken, _moment(clock, randomness), aside=aside)
    content = draft_to_bytes(plan.draft, after, plan.aside)
    return MovedFile(plan.answers, plan.added, len(plan.aside.answers), content)


def _refuse_empty(data: bytes) -> None:
    if not data.strip():
        raise BadDraft(
            "The file with the draft or the submission is empty.",
            next_step="Copy it again from where it came from.",
        )


def _moment(clock: Clock, randomness: Randomness) -> Moment:
    return Moment(clock.now(), randomness.token(_SEED_SIZE))
