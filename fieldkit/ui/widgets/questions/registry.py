"""Which widget answers which kind of question. A new one is a file beside this and a line here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from fieldkit.ui.models.interview import QuestionKind, QuestionView
from fieldkit.ui.widgets.questions.acknowledge import AcknowledgeEditor
from fieldkit.ui.widgets.questions.date import DateEditor
from fieldkit.ui.widgets.questions.decimal import DecimalEditor
from fieldkit.ui.widgets.questions.editor import Editor
from fieldkit.ui.widgets.questions.file import FileEditor
from fieldkit.ui.widgets.questions.integer import IntegerEditor
from fieldkit.ui.widgets.questions.multiline import MultilineEditor
from fieldkit.ui.widgets.questions.other import OtherEditor
from fieldkit.ui.widgets.questions.place import PlaceEditor
from fieldkit.ui.widgets.questions.rank import RankEditor
from fieldkit.ui.widgets.questions.secret import SecretEditor
from fieldkit.ui.widgets.questions.select_multiple import (
    SearchMultipleEditor,
    SelectMultipleEditor,
)
from fieldkit.ui.widgets.questions.select_one import SearchOneEditor, SelectOneEditor
from fieldkit.ui.widgets.questions.subject import SubjectEditor
from fieldkit.ui.widgets.questions.text import TextEditor
from fieldkit.ui.widgets.questions.times import MomentEditor, TimeEditor

MOST_CARDS: Final = 12
"""More choices than this are searched rather than looked through."""

EditorType = type[Editor]


def _always(editor: EditorType) -> Callable[[QuestionView], EditorType]:
    return lambda _question: editor


def _by_length(cards: EditorType, search: EditorType) -> Callable[[QuestionView], EditorType]:
    return lambda question: cards if len(question.choices) <= MOST_CARDS else search


EDITORS: Final[Mapping[QuestionKind, Callable[[QuestionView], EditorType]]] = {
    QuestionKind.TEXT: _always(TextEditor),
    QuestionKind.SUBJECT: _always(SubjectEditor),
    QuestionKind.MULTILINE: _always(MultilineEditor),
    QuestionKind.INTEGER: _always(IntegerEditor),
    QuestionKind.DECIMAL: _always(DecimalEditor),
    QuestionKind.DATE: _always(DateEditor),
    QuestionKind.TIME: _always(TimeEditor),
    QuestionKind.MOMENT: _always(MomentEditor),
    QuestionKind.PLACE: _always(PlaceEditor),
    QuestionKind.HIDDEN: _always(SecretEditor),
    QuestionKind.SELECT_ONE: _by_length(SelectOneEditor, SearchOneEditor),
    QuestionKind.SELECT_MULTIPLE: _by_length(SelectMultipleEditor, SearchMultipleEditor),
    QuestionKind.RANK: _always(RankEditor),
    QuestionKind.ACKNOWLEDGE: _always(AcknowledgeEditor),
    QuestionKind.OTHER: _always(OtherEditor),
    QuestionKind.FILE: _always(FileEditor),
}
"""A note has none: it is only read (`note_panel`)."""


def editor_type(question: QuestionView) -> EditorType:
    """The widget for a question as it stands; the number of choices can decide."""
    return EDITORS[question.kind](question)
