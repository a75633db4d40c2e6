"""What could not be done, in words, above the page: what happened and what to do next."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldkit.ui.failure_words import details, happened, next_step
from fieldkit.ui.runner import Failure
from fieldkit.ui.widgets.banner import Banner


class FailureBanner(QWidget):
    """Hidden until something fails; goes when it is dismissed or another page comes."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 8, 16, 8)
        self._banner = Banner("danger")
        self._banner.set_action("Dismiss", self.hide)
        self._column.addWidget(self._banner)

    def show_failure(self, failure: Failure) -> None:
        """Say what happened, what it means for the answers, and what to do next."""
        self._banner.set_message(lambda: "\n".join(filter(None, _lines(failure))))
        self.show()


def _lines(failure: Failure) -> tuple[str, str, str]:
    return happened(failure), next_step(failure), details(failure)
