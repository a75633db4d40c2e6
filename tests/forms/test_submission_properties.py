"""OpenRosa XML out and in: the same record again, and the same bytes in any process."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from generated_forms import Form, edits, forms
from hypothesis import HealthCheck, given, settings
from test_session_properties import Edit, apply, moment, started, state

from fieldkit.forms import FormSession

HERE = Path(__file__).parent


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(forms(), edits)
def test_a_submission_read_back_is_sent_again_with_the_same_bytes(
    form: Form, steps: list[Edit]
) -> None:
    session = started(form)
    for number, edit in enumerate(steps):
        apply(session, number, edit)
    sent = session.submission()
    again = FormSession(session.definition, moment(99), record=session.record, submission=sent)
    assert again.submission() == sent
    # Row ids are not sent, so rows are compared by their places.
    seen = [
        {at.path(key): seen for key, seen in state(at).items() if seen[0]}
        for at in (session, again)
    ]
    assert seen[0] == seen[1]


STEPS = """
from small_forms import household
session = household()
for age in (30, 4):
    path = session.add_repeat("/data/member")
    session.answer(f"{path}/age", age)
session.answer("/data/member[1]/name", "Ζωή")
print(session.draft().rows, dict(session.draft().values), session.submission())
"""


def test_another_process_writes_the_same_bytes() -> None:
    written = [
        subprocess.run(
            [sys.executable, "-c", STEPS],
            cwd=HERE,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(HERE.parents[1])},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert written[0] == written[1]
    assert b"<listed>2</listed>" in written[0]
