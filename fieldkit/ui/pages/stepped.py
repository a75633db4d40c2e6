"""A page that leads through steps, one at a time: Back and Next, or Esc and Enter."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from fieldkit.ui.pages.page import Page
from fieldkit.ui.pages.told import told
from fieldkit.ui.runner import Failure
from fieldkit.ui.theme import set_role, tokens
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.banner import Banner
from fieldkit.ui.widgets.scroll_column import ScrollColumn
from fieldkit.ui.widgets.step import Step
from fieldkit.ui.widgets.step_trail import StepTrail


class SteppedPage(Page):
    """Base of such pages. `back_wanted` is Back and Esc; a step tells itself what Next means."""

    back_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.trail = StepTrail()
        self.problem = Banner("danger")
        self.back = ActionButton(icon="back")
        self.next = ActionButton(icon="next", role="primary")
        self._lay_out()
        self.back.clicked.connect(self._go_back)
        self.next.clicked.connect(self._go_on)

    def add_steps(self, *steps: Step) -> None:
        """Put the steps in; the first one is shown."""
        for step in steps:
            step.hide()
            self._scroll.add(step)
        self._scroll.end()
        self._step = steps[0]
        self.show_step(self._step)

    @property
    def step(self) -> Step:
        """The step that is shown."""
        return self._step

    def show_step(self, step: Step) -> None:
        """Show a step; what the one before knew of secrets is forgotten. The focus moves on."""
        changed = step is not self._step
        if changed:
            self._step.hide()
            self._step.forget()
        self._step = step
        self.problem.hide()
        self.set_waiting(waiting=False)
        step.show()
        self._name_buttons()
        if changed:
            self._scroll.verticalScrollBar().setValue(0)
        if changed and self.isVisible():
            self.focus_first()

    def show_failure(self, failure: Failure) -> None:
        """Tell a refusal at its field, or above the step."""
        self.set_waiting(waiting=False)
        field = self._step.field_for(failure.code)
        if field is not None:
            field.show_problem(lambda: told(failure))
            field.setFocus()
            return
        self.problem.set_message(lambda: told(failure))
        self.problem.show()
        self._scroll.ensureWidgetVisible(self.problem)

    def set_waiting(self, *, waiting: bool) -> None:
        """While something is looked up or made, nothing can be pressed twice.

        The buttons stay as they are: a button that is switched off loses the focus.
        """
        self._waiting = waiting

    _step: Step
    _waiting = False

    def focus_first(self) -> None:
        """Where the present step begins, scrolled to when everything has its place."""
        QCoreApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
        self._step.focus_first()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter is Next, Esc is Back."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._go_on()
        elif event.key() == Qt.Key.Key_Escape:
            self._go_back()
        else:
            super().keyPressEvent(event)

    # --- inside

    def _go_on(self) -> None:
        if self._step.next_message and not self._waiting:
            self._step.go_on()

    def _go_back(self) -> None:
        if self._step.back_message and not self._waiting:
            self.back_wanted.emit()

    def _name_buttons(self) -> None:
        for button, message in (
            (self.next, self._step.next_message),
            (self.back, self._step.back_message),
        ):
            button.setVisible(bool(message))
            if message:
                button.set_message(message)

    def _lay_out(self) -> None:
        self._scroll = ScrollColumn()
        for widget in (self.trail, self.problem):
            widget.hide()
            self._scroll.add(widget)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._scroll, 1)
        page.addWidget(self._bottom_bar())

    def _bottom_bar(self) -> QFrame:
        bar = QFrame()
        set_role(bar, "bottombar")
        row = QHBoxLayout(bar)
        space = tokens()
        row.setContentsMargins(space.space_xl, space.space_m, space.space_xl, space.space_m)
        keeps_its_height = self.next.sizePolicy()
        keeps_its_height.setRetainSizeWhenHidden(True)
        self.next.setSizePolicy(keeps_its_height)
        row.addWidget(self.back)
        row.addStretch(1)
        row.addWidget(self.next)
        return bar
