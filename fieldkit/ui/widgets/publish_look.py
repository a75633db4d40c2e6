"""What would be published, before anything is: sums, then every column of every form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldkit.languages.marking import N_
from fieldkit.ui.language import bind, language, ntext, text
from fieldkit.ui.models.publish import ColumnRow, Fate, FormPreview, Profile, PublishPreview
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets import column_words, publish_words
from fieldkit.ui.widgets.banner import Banner
from fieldkit.ui.widgets.chip_row import ChipRow
from fieldkit.ui.widgets.choice_box import ChoiceBox
from fieldkit.ui.widgets.explained_table import ExplainedTable
from fieldkit.ui.widgets.field import Field
from fieldkit.ui.widgets.texts import muted, title

_ALL: Final = "all"
_OUT: Final = "out"
_LEFT: Final = "left"
_SHOWN: Final = {
    _ALL: N_("All columns"),
    _OUT: N_("What is published"),
    _LEFT: N_("What is left out"),
}
_SCAN: Final = N_(
    "Before anything is written, free text is searched for telephone, tax and social security"
    " numbers, e-mail addresses, person codes, and names that stand in the same record. If one is"
    " found, nothing is published and you are told where it stands, never what it is."
)
_NAMES: Final = N_(
    "This holds everything that people said, with their names. Keep the files as you would keep the"
    " paper files, and do not pass them on."
)


class PublishLook(QWidget):
    """Shows a `PublishPreview`; one form at a time, all of its columns or some."""

    def __init__(self) -> None:
        super().__init__()
        self._view: PublishPreview | None = None
        self.summary = title()
        self.where = muted()
        self.totals = ChipRow()
        self.notice = Banner()
        self.forms = ChoiceBox()
        self.filter = ChoiceBox()
        self.counts = muted()
        self.columns = ExplainedTable("Columns of the publication", column_words.COLUMNS)
        self._lay_out()
        self.filter.show_options([(kind, _words(kind)) for kind in _SHOWN], _ALL)
        self.forms.chosen.connect(self._show_form)
        self.filter.chosen.connect(self._show_form)
        language().changed.connect(self._count)

    def show_view(self, view: PublishPreview) -> None:
        """Show this look; a form that was looked at before stays chosen."""
        self._view = view
        chosen = self.forms.value
        bind(self.summary, "setText", lambda: _summary(view))
        bind(self.where, "setText", lambda: _where(view))
        is_case = view.asked.profile is Profile.CASE
        self.notice.set_tone("warn" if is_case else "")
        self.notice.set_message(_NAMES if is_case else _SCAN)
        self.forms.show_options([(each.form_id, _offered(each)) for each in view.forms], chosen)
        for part in (self._choosing, self.counts, self.notice):
            part.setVisible(bool(view.forms))
        self._count()
        self._show_form()

    @property
    def has_forms(self) -> bool:
        """Whether there is anything to look at."""
        return self._view is not None and bool(self._view.forms)

    def focus_first(self) -> None:
        """The form."""
        self.forms.setFocus()

    def _show_form(self, _value: object = None) -> None:
        form = self._form()
        if form is None:
            self.columns.show_rows([])
            return
        bind(self.counts, "setText", lambda: _counts(form))
        kind = str(self.filter.value)
        shown = [each for each in form.columns if _is_shown(each, kind)]
        shown.sort(key=lambda each: each.fate is Fate.OURS)  # what people were asked comes first
        self.columns.show_rows([column_words.line(each) for each in shown])

    def _form(self) -> FormPreview | None:
        forms = self._view.forms if self._view is not None else ()
        return next((each for each in forms if each.form_id == self.forms.value), None)

    def _count(self, *_: object) -> None:
        if self._view is not None:
            self.totals.show_chips(publish_words.counted(self._view))

    def _lay_out(self) -> None:
        space = tokens()
        self._choosing = QWidget()
        row = QHBoxLayout(self._choosing)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.space_m)
        row.addWidget(Field("Form", self.forms), 2)
        row.addWidget(Field("Show", self.filter), 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.space_m)
        for part in (
            self.summary, self.where, self.totals, self.notice, self._choosing, self.counts,
            self.columns,
        ):  # fmt: skip
            column.addWidget(part)


def _words(kind: str) -> Callable[[], str]:
    return lambda: text(_SHOWN[kind])


def _offered(form: FormPreview) -> Callable[[], str]:
    return lambda: publish_words.offered(form)


def _is_shown(column: ColumnRow, kind: str) -> bool:
    return kind == _ALL or (column.fate is Fate.LEFT_OUT) == (kind == _LEFT)


def _summary(view: PublishPreview) -> str:
    if not view.forms:
        return text("There is nothing to publish")
    return ntext(
        "{count} form would be published", "{count} forms would be published", len(view.forms)
    )


def _where(view: PublishPreview) -> str:
    profile = text(publish_words.PROFILES[view.asked.profile])
    if not view.forms:
        return text("There are no records yet. Import some first.")
    return text(
        "{profile} · {folder} · nothing is written before you confirm",
        profile=profile,
        folder=view.asked.folder,
    )


def _counts(form: FormPreview) -> str:
    said = [
        ntext("{count} question published", "{count} questions published", form.published),
        ntext("{count} left out", "{count} left out", form.left_out),
    ]
    if form.refusals:
        said.append(
            ntext(
                "{count} refusal, counted and nothing else",
                "{count} refusals, counted and nothing else",
                form.refusals,
            )
        )
    if form.waiting:
        said.append(
            ntext(
                "{count} record waits for its form version",
                "{count} records wait for their form version",
                form.waiting,
            )
        )
    return " · ".join(said)
