"""The result of sending or receiving: paragraphs in their colours, and the files to note down."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from fieldkit.ui.language import bind, ntext
from fieldkit.ui.models.exchange import FileSent, ReceiveResult, SendResult
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets import exchange_words
from fieldkit.ui.widgets.banner import Banner
from fieldkit.ui.widgets.card import Card
from fieldkit.ui.widgets.chip import Chip
from fieldkit.ui.widgets.exchange_words import Paragraph
from fieldkit.ui.widgets.texts import body, code, muted


class ExchangeReport(QWidget):
    """Each result replaces the one before."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens().space_m)

    @property
    def texts(self) -> list[str]:
        """The paragraphs, in the present language."""
        return [banner.text() for banner in self.findChildren(Banner) if not banner.isHidden()]

    def show_sent(self, result: SendResult) -> None:
        """What sending did."""
        self._begin()
        self._say(lambda: exchange_words.sent(result))
        if result.files:
            self._column.addWidget(_files(result.files))

    def show_received(self, result: ReceiveResult) -> None:
        """What came back."""
        self._begin()
        self._say(lambda: exchange_words.received(result))

    def _begin(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _say(self, paragraphs: Callable[[], Iterable[Paragraph]]) -> None:
        for at, (tone, _) in enumerate(paragraphs()):
            words = _Nth(paragraphs, at)
            self._column.addWidget(Banner(tone, words))


class _Nth:
    """The words of one paragraph, told anew in each language."""

    def __init__(self, paragraphs: Callable[[], Iterable[Paragraph]], at: int) -> None:
        self._paragraphs = paragraphs
        self._at = at

    def __call__(self) -> str:
        return list(self._paragraphs())[self._at][1]


def _files(files: Sequence[FileSent]) -> Card:
    card = Card("To note down")
    card.add(muted("Write these numbers on a slip for the stick: they tell which files are meant."))
    for file in files:
        card.add(_file(file))
    return card


def _file(file: FileSent) -> QHBoxLayout:
    mark = code(file.mark)
    mark.setWordWrap(False)
    facts = body()
    bind(facts, "setText", lambda: ntext("{count} record", "{count} records", file.records))
    row = QHBoxLayout()
    row.setSpacing(tokens().space_l)
    row.addWidget(mark)
    row.addWidget(facts, 1)
    state = Chip("Written now", tone="ok") if file.is_new else Chip("Was there already")
    state.show_icon("check" if file.is_new else "")
    row.addWidget(state)
    return row
