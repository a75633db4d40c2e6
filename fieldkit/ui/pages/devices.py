"""The coordinator's devices: who takes part, approving a laptop, handing out the kit."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from fieldkit.ui.language import text
from fieldkit.ui.models.devices import DeviceLine, DevicesView, HandedOut
from fieldkit.ui.pages.page import Page
from fieldkit.ui.pages.told import told
from fieldkit.ui.runner import Failure
from fieldkit.ui.theme import tokens
from fieldkit.ui.widgets.action_button import ActionButton
from fieldkit.ui.widgets.banner import Banner
from fieldkit.ui.widgets.device_row import DeviceRow
from fieldkit.ui.widgets.folder_action import FolderAction
from fieldkit.ui.widgets.kit_card import KitCard
from fieldkit.ui.widgets.scroll_column import ScrollColumn
from fieldkit.ui.widgets.texts import heading, title


class DevicesPage(Page):
    """Intents of the coordinator."""

    approve_wanted = Signal()
    revoke_wanted = Signal(str)
    kit_wanted = Signal(object)  # Path
    drop_wanted = Signal(object)  # Path

    def __init__(self) -> None:
        super().__init__()
        self.approve = ActionButton("Approve a laptop", icon="check", role="primary")
        self.rows: list[DeviceRow] = []
        self.problem = Banner("danger")
        self.kit_card = KitCard()
        self.kit = FolderAction(
            "Write the kit again",
            "For a laptop that joins later, or a stick that was lost. It is the same file.",
            "Write the kit",
        )
        self.drop = FolderAction(
            "Prepare a drop",
            "A stick or a shared folder in which laptops leave sealed batches and find your"
            " receipts.",
            "Prepare the folder",
        )
        self._lay_out()
        self.approve.clicked.connect(self.approve_wanted)
        self.kit.wanted.connect(self.kit_wanted)
        self.drop.wanted.connect(self.drop_wanted)

    def title(self) -> str:
        """The title of the page."""
        return text("Devices")

    def show_model(self, model: DevicesView) -> None:
        """Show the devices and the kit."""
        self.problem.hide()
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = [self._row(device) for device in model.devices]
        self.kit_card.show_facts(model.kit)

    def show_kit_written(self, done: HandedOut) -> None:
        """The kit lies somewhere now."""
        self.kit.show_done("The kit lies here: {file}", file=done.place)

    def show_drop_prepared(self, done: HandedOut) -> None:
        """A folder is a drop now."""
        self.drop.show_done("This folder is ready: {folder}", folder=done.place)

    def show_kit_refused(self, failure: Failure) -> None:
        """The kit was not written."""
        self.kit.show_problem(lambda: told(failure))

    def show_drop_refused(self, failure: Failure) -> None:
        """The folder was not prepared."""
        self.drop.show_problem(lambda: told(failure))

    def show_failure(self, failure: Failure) -> None:
        """A device was not revoked."""
        self.problem.set_message(lambda: told(failure))
        self.problem.show()

    def focus_first(self) -> None:
        """On the way to approve."""
        self.approve.setFocus()

    # --- inside

    def _row(self, device: DeviceLine) -> DeviceRow:
        row = DeviceRow(device)
        row.revoke_wanted.connect(self.revoke_wanted)
        self._list.addWidget(row)
        return row

    def _lay_out(self) -> None:
        scroll = ScrollColumn()
        head = QHBoxLayout()
        head.addWidget(title("Who takes part"), 1)
        head.addWidget(self.approve)
        self._list = QVBoxLayout()
        self._list.setSpacing(tokens().space_s)
        for part in (
            head,
            self.problem,
            self._list,
            heading("The kit"),
            self.kit_card,
            self.kit,
            self.drop,
        ):
            scroll.add(part)
        scroll.end()
        self.problem.hide()
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(scroll)
