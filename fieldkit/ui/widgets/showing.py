"""Shows and hides parts of something that may not be in sight itself yet.

`setVisible(True)` on such a part makes Qt dress it at once, and a second time when it comes to its
place: on a page of thirty questions that is half the time of opening it.
"""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

_EXPLICIT = Qt.WidgetAttribute.WA_WState_ExplicitShowHide


def set_shown(part: QWidget, *, shown: bool) -> None:
    """Show or hide `part`; one that was never hidden comes into sight with its parent anyway."""
    parent = part.parentWidget()
    waits = parent is not None and not parent.isVisible() and not part.testAttribute(_EXPLICIT)
    if shown and waits:
        return
    if shown != (not part.isHidden()) or (not shown and waits):
        part.setVisible(shown)
