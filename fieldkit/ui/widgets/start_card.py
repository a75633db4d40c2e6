"""A form to start an interview with: one large button with its name and the languages it speaks."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from fieldkit.ui.language import bind, language, text
from fieldkit.ui.models.home import FormCard
from fieldkit.ui.models.interview import FormLanguage
from fieldkit.ui.models.words import Words
from fieldkit.ui.reading_order import joined
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.icon_label import IconLabel
from fieldkit.ui.widgets.texts import small
from fieldkit.ui.widgets.words_label import WordsLabel

DRAFT_MARK = "*"
_INSET = 2  # room for the ring of the focus around the card


class StartCard(QPushButton):
    """Pressing it anywhere, Space or Enter starts the interview."""

    def __init__(self, form: FormCard) -> None:
        super().__init__()
        self.form = form
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._name = WordsLabel(role="label", own_side=False)
        self._languages = small()
        self._lay_out()
        bind(self, "show_name", lambda: language().code)
        bind(self._languages, "setText", self._spoken)
        bind(self, "setAccessibleDescription", self._spoken_aloud)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_name(self, code: str) -> None:
        """Show the title of the form for who reads `code`."""
        name = self.form.name.within(code)
        self._name.show_words(name if name.text else Words(self.form.form_id))
        self.setAccessibleName(text("Start: {form}", form=self._name.words.text))

    def sizeHint(self) -> QSize:
        """As large as what is written on it."""
        return self._row.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        """As small as its words can wrap."""
        return self._row.totalMinimumSize()

    def hasHeightForWidth(self) -> bool:
        """The words wrap."""
        return True

    def heightForWidth(self, width: int) -> int:
        """How high the words need it at this width."""
        return max(self._row.totalHeightForWidth(width), tokens().touch + 2 * _INSET)

    def hitButton(self, pos: QPoint) -> bool:
        """All of the card can be pressed."""
        return self.rect().contains(pos)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Another text size asks for another height."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground and the edge; the words are labels."""
        look = tokens()
        ground = look.hover if self.underMouse() and self.isEnabled() else look.surface
        focused = self.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(look.pressed if self.isDown() else ground))
        edge = look.accent if focused else look.control
        painter.setPen(QPen(QColor(edge), look.focus if focused else 1))
        area = QRectF(self.rect()).adjusted(_INSET, _INSET, -_INSET, -_INSET)
        painter.drawRoundedRect(area, look.radius_card, look.radius_card)

    def _spoken(self) -> str:
        """The languages by their own names; drafts carry a star that the page explains."""
        return joined(_starred(each) for each in self.form.languages)

    def _spoken_aloud(self) -> str:
        return ", ".join(
            text("{language} (draft)", language=each.own_name) if each.is_draft else each.own_name
            for each in self.form.languages
        )

    def _lay_out(self) -> None:
        look = tokens()
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(look.space_l, look.space_l, look.space_l, look.space_l)
        self._row.setSpacing(look.space_m)
        column = QVBoxLayout()
        column.setSpacing(look.space_xs)
        column.addWidget(self._name)
        column.addWidget(self._languages)
        column.addStretch(1)
        if not self.form.languages:
            self._languages.hide()
        self._row.addWidget(IconLabel("plus", "accent", factor=1.2), 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(column, 1)
        for part in self.findChildren(QWidget):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)


def _starred(spoken: FormLanguage) -> str:
    return spoken.own_name + (DRAFT_MARK if spoken.is_draft else "")
