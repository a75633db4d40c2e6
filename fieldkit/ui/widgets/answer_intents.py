"""What a person does to the questions of a page, told in one place however deep they sit."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class AnswerIntents(QObject):
    """Handed to every card of a page; the page listens to this alone."""

    answered = Signal(str, object)
    """Key of the question, and a text, a tuple of choices, or None."""
    touched = Signal()
    """Something is typed that was not handed over yet."""
    done = Signal(str)
    """Key of a question that was left with Enter."""
    unfolded = Signal(str, object)
    """Key of a question in which something opened that is to be seen, and the widget."""
    row_wanted = Signal(str)
    """Path of the repeat that shall have one row more."""
    row_unwanted = Signal(str, str)
    """Key of the row that shall go, and what it is called."""
    rows_unwanted = Signal(object, str)
    """Keys of rows of one repeat that shall go, in their order, and what the repeat is called."""
    restructured = Signal()
    """Something to press came or went: the Tab key must learn its way anew."""
