"""What the body of an XForm has and FieldKit reads otherwise, or not at all, said by its path.

Most of it is W3C XForms that ODK XForms left out, and that forms written by hand still carry.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fieldkit.forms.body import INPUTS
from fieldkit.forms.constructs import Construct, notice, outside_data
from fieldkit.forms.findings import Finding, Place, warning
from fieldkit.forms.instance import Node
from fieldkit.model.counting import counted

COPY = Construct(
    "choices that are copied (copy)",
    "the column value of the chosen row is stored, and not the row.",
    "Say with value which column of the row is meant.",
)
CHOICES = Construct(
    "groups of choices (choices)",
    "the choices are offered in one row, without the names of their groups; a list (itemset) "
    "inside a group is not read.",
)
ACTIONS = Construct(
    "actions that ODK XForms does not have",
    "they do nothing, and neither do the actions inside them.",
    "Write a setvalue with an event of its own instead, or remove it.",
)
NOT_ASKED = Construct(
    "questions inside other elements",
    "only those in the body, a group or a repeat are asked.",
    "Put a group there instead.",
)
_ACTIONS: Final = frozenset(
    {
        "action", "delete", "dispatch", "insert", "load", "message", "rebuild", "recalculate",
        "refresh", "reset", "revalidate", "send", "setfocus", "setindex", "toggle",
    }
)  # fmt: skip
_AROUND: Final = frozenset({"body", "group", "repeat"})
_LISTED: Final = frozenset({"select", "select1", "rank"})
_NOBODY: Final = "so nobody can choose them."


def ignored_findings(document: Node) -> list[Finding]:
    """Warnings about elements that do something else here, or nothing, and choices that nobody can
    choose; in document order."""
    return [finding for node in outside_data(document) for finding in _said(node)]


def _said(node: Node) -> Iterator[Finding]:
    name, place = node.name, Place(path=_about(node))
    if name == "itemset":
        yield from _itemset(node, place)
    elif name == "choices":
        yield notice(CHOICES, place)
    elif name in _ACTIONS:
        yield notice(ACTIONS, place, name)
    elif name in INPUTS:
        if around := _foreign(node):
            yield notice(NOT_ASKED, place, around)
        if name in _LISTED:
            yield from _valueless(node, place)


def _itemset(itemset: Node, place: Place) -> Iterator[Finding]:
    value = itemset.child("value")
    if value is not None and value.attributes.get("ref"):
        return
    if itemset.child("copy") is not None:
        yield notice(COPY, place)
        return
    yield warning(
        "no-choice-name",
        place,
        "Its list of choices does not say which column is stored, so the column value is.",
        'Name the column of the codes, for example <value ref="name"/>.',
    )


def _valueless(select: Node, place: Place) -> Iterator[Finding]:
    items = [each for each in select.descendants() if each.name == "item"]
    count = sum(1 for item in items if not _value(item))
    if count:
        yield warning(
            "no-choice-name",
            place,
            f"{counted(count, 'choice has', 'choices have')} no value, {_NOBODY}",
            "Write a value for each, which is what gets stored.",
        )


def _value(item: Node) -> str:
    value = item.child("value")
    return "" if value is None else value.string_value().strip()


def _foreign(control: Node) -> str:
    """The element around a control in which it is not asked, "" where it is."""
    at = control.parent
    while at is not None and at.name != "body":
        if at.name not in _AROUND:
            return at.name
        at = at.parent
    return ""


def _about(node: Node) -> str:
    """The path of the nearest element around that names one; the name itself where none does."""
    at: Node | None = node
    while at is not None:
        path = at.attributes.get("ref") or at.attributes.get("nodeset")
        if path and at.name != "itemset":  # the nodeset of a list is no question
            return path
        at = at.parent
    return f"/{node.name}"
