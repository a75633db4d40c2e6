"""The form as it comes out of `load`: a definition, and the door to the sessions over it.

Apart from `form.py`, because everything inside a session reads a definition and must not know how
sessions begin.
"""

from __future__ import annotations

from fieldkit.forms.draft import Draft
from fieldkit.forms.form import FormDefinition
from fieldkit.forms.moment import Host, Moment
from fieldkit.forms.session import FormSession

_HERE = Host()


class LoadedForm(FormDefinition):
    """A FormDefinition that interviews can be started over."""

    def start(
        self,
        moment: Moment,
        *,
        record: str | None = None,
        host: Host = _HERE,
        draft: Draft | None = None,
    ) -> FormSession:
        """A new session, or the one a draft was taken from: `FormSession` says what each part is.

        Raises FormError (`calculation`) when the form cannot compute its first state, BadDraft
        when the draft is of another form.
        """
        return FormSession(self, moment, record=record, host=host, draft=draft)
