"""What somebody has to know about an import besides its batches: gaps, versions that wait for their
form, strangers among the files, receipts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fieldkit.languages.bidi import isolate
from fieldkit.languages.marking import N_
from fieldkit.ui.failure_words import happened
from fieldkit.ui.language import ntext, text
from fieldkit.ui.models.import_batches import ImportStage, ImportView
from fieldkit.ui.runner import Failure
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets import import_words
from fieldkit.ui.widgets.banner import Banner

_FILES_NAMED: Final = 5
_ON_THE_DROP: Final = N_("Receipts lie on the drop")
_NOT_ON_THE_DROP: Final = N_("Receipts could not be left on the drop")

Notice = tuple[str, str, Callable[[], str]]
"""Tone, heading (or ""), words."""


class ImportNotices(QWidget):
    """One banner for each thing to know; none when there is nothing."""

    def __init__(self) -> None:
        super().__init__()
        self._banners: list[Banner] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(tokens().space_m)

    @property
    def texts(self) -> list[str]:
        """What is said, in order."""
        return [banner.text() for banner in self._banners]

    def show_notices(self, view: ImportView) -> None:
        """Say what there is to say about this view."""
        for banner in self._banners:
            banner.hide()
            banner.deleteLater()
        self._banners = [_banner(*notice) for notice in _notices(view)]
        for banner in self._banners:
            self._column.addWidget(banner)
        self.setVisible(bool(self._banners))


def _banner(tone: str, heading: str, render: Callable[[], str]) -> Banner:
    made = Banner(tone, render)
    if heading:
        made.set_heading(heading)
    return made


def _notices(view: ImportView) -> Iterator[Notice]:
    conflicts, stage = view.totals.conflict, view.stage
    if view.was_stopped:
        yield "warn", "", _stopped
    if conflicts:
        yield "warn", "", lambda: import_words.conflicts(conflicts, stage)
    if view.gaps:
        yield "warn", "", lambda: "\n".join(import_words.gap(each) for each in view.gaps)
    if view.receipts and stage is ImportStage.IMPORTED:
        yield "ok", _ON_THE_DROP, lambda: _receipts(view)
    if view.receipts_reason:
        yield "warn", _NOT_ON_THE_DROP, lambda: _no_receipts(view)
    if view.parked:
        yield "", "", lambda: _parked(view.parked)
    if view.ignored:
        yield "", "", lambda: _ignored(view.ignored)


def _stopped() -> str:
    return text(
        "You stopped the import. The batches that are called imported are in for good; the others"
        " were not touched. Choose the same folder again to go on."
    )


def _receipts(view: ImportView) -> str:
    said = text(
        "When a laptop reads this drop again, it learns from its receipt that its records arrived."
    )
    lines = [text("{laptop}: {file}", laptop=each.laptop, file=each.file) for each in view.receipts]
    return "\n".join([said, *lines])


def _no_receipts(view: ImportView) -> str:
    said = [happened(Failure(view.receipts_reason, view.receipts_message))]
    if view.unreceipted:
        said.append(
            text("Without a receipt: {laptops}.", laptops=import_words.listed(view.unreceipted))
        )
    said.append(
        text(
            "What was imported is safe. Make the stick or folder writable, choose it again, and"
            " leave the receipts then: nothing is imported twice."
        )
    )
    return "\n".join(said)


def _parked(count: int) -> str:
    return ntext(
        "{count} version waits for a form that is not here yet. It is kept and not shown; it"
        " appears by itself when the kit with that form is here.",
        "{count} versions wait for a form that is not here yet. They are kept and not shown; they"
        " appear by themselves when the kit with that form is here.",
        count,
    )


def _ignored(names: tuple[str, ...]) -> str:
    said = ntext(
        "{count} other file lies among the batches and was left alone:",
        "{count} other files lie among the batches and were left alone:",
        len(names),
    )
    shown = [isolate(name) for name in names[:_FILES_NAMED]]
    if len(names) > _FILES_NAMED:
        shown.append("…")
    return "\n".join([said, *shown])
