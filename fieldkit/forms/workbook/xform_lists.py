"""Lists that an XForm leaves to ODK Collect: search() in an appearance, `query`, and pulldata().

pyxform wrote them so for Collect's own database. As for a workbook, lists are made of the csv files
beside the form, and the questions ask for those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.dom import minidom
from xml.parsers.expat import ExpatError

from fieldkit.forms.findings import Finding, Place, error
from fieldkit.forms.workbook import external_select
from fieldkit.forms.workbook.cells import Line, Sheet, Workbook
from fieldkit.forms.workbook.made_lists import MadeList, choose_label
from fieldkit.forms.workbook.search_calls import CALL, BadSearch, read_search
from fieldkit.forms.workbook.search_lists import search_list
from fieldkit.forms.workbook.search_tables import Tables
from fieldkit.forms.workbook.tables import Row, choices_table

_LEFT_TO_COLLECT = re.compile(rb"search\s*\(|\squery\s*=|pulldata\s*\(", re.IGNORECASE)
_PULLDATA = re.compile(r"""pulldata\(\s*['"]([^'"/\\]+)['"]""")
_INSTANCE = re.compile(r"""instance\(\s*['"]([^'"]+)['"]\s*\)""")
_TEXT_ID = re.compile(r"""jr:itext\(\s*['"]([^'"]+)['"]\s*\)""")


@dataclass
class Remade:
    """An XForm with lists made for it: the lists by address, and what is wrong with the calls."""

    xform: bytes
    files: dict[str, bytes] = field(default_factory=dict[str, bytes])
    findings: list[Finding] = field(default_factory=list[Finding])


def with_made_lists(xform: bytes, path: Path) -> Remade:
    """The XForm with its choices in lists; as it is where it leaves none to Collect.

    `xform` has been parsed before, so that it is XML without a document type.
    """
    remade = Remade(xform)
    document = _document(xform) if _LEFT_TO_COLLECT.search(xform) else None
    if document is None:
        return remade
    tables = Tables(path)
    lists = external_select.lists_of(Workbook(path, {}))
    for element in _selects(document):
        _search(document, element, tables, remade)
    for element in document.getElementsByTagName("input"):
        for name in _INSTANCE.findall(element.getAttribute("query"))[:1]:
            if name in lists:
                made = external_select.made_list(_free_name(remade), lists[name])
                nodes = _INSTANCE.sub(f"instance('{made.name}')", element.getAttribute("query"), 1)
                element.removeAttribute("query")
                element.tagName = element.nodeName = "select1"
                _ask(document, element, made, nodes, remade)
    if _declare_pulled(document) or remade.files or remade.findings:
        remade.xform = document.toxml().encode()
    return remade


def _declare_pulled(document: Any) -> bool:
    """Name the files that pulldata() reads, as pyxform does; older forms leave that to Collect."""
    elements = document.getElementsByTagName("*")
    written = [text for each in elements for text in dict(each.attributes.items()).values()]
    pulled = dict.fromkeys(name for text in written for name in _PULLDATA.findall(text))
    known = {each.getAttribute("id") for each in document.getElementsByTagName("instance")}
    missing = [name for name in pulled if name not in known]
    for name in missing:
        file = name if name.endswith(".csv") else f"{name}.csv"
        _declare(document, name, f"jr://file-csv/{file}")
    return bool(missing)


def _declare(document: Any, name: str, address: str) -> None:
    """A list of the form, behind its primary instance."""
    first = document.getElementsByTagName("instance")[0]
    instance = document.createElement("instance")
    instance.setAttribute("id", name)
    instance.setAttribute("src", address)
    first.parentNode.insertBefore(instance, first.nextSibling)


def _document(xform: bytes) -> Any:
    """The XForm as a tree that can be written again, None where it has no model of its own.

    Such a form, or one that this parser reads otherwise, stays as it is, and is refused by name.
    """
    try:
        document: Any = minidom.parseString(xform)  # noqa: S318 - parsed before, no document type
    except (ExpatError, LookupError, ValueError):
        return None
    return document if document.getElementsByTagName("instance") else None


def _selects(document: Any) -> Iterator[Any]:
    for tag in ("select1", "select"):
        for element in document.getElementsByTagName(tag):
            if CALL.search(element.getAttribute("appearance")):
                yield element


def _search(document: Any, element: Any, tables: Tables, remade: Remade) -> None:
    place = Place(path=element.getAttribute("ref"))
    try:
        search = read_search(element.getAttribute("appearance"))
    except BadSearch as fault:
        remade.findings.append(error("bad-search", place, fault.message, fault.next_step))
        return
    assert search is not None  # `_selects` has looked
    if tables.file(search) is None:
        remade.findings.append(_missing(f"{search.file}.csv", place))
    rows = _rows(document, element)
    if not rows:
        problem = "It searches a file, but no choice of it says which columns to offer."
        remedy = (
            "Add an item: the column of the codes as its value, that of the words as its label."
        )
        remade.findings.append(error("bad-search", place, problem, remedy))
        element.setAttribute("appearance", search.rest)  # nothing else is to be said of it
        return
    found = search_list(_free_name(remade), search, rows, tables.rows_of(search))
    element.setAttribute("appearance", search.rest)
    where = f"[{found.condition}]" if found.condition else ""
    nodes = f"instance('{found.made.name}')/root/item{where}"
    _ask(document, element, found.made, nodes, remade)


def _ask(document: Any, element: Any, made: MadeList, nodes: str, remade: Remade) -> None:
    """Let a select take its choices from the list."""
    for item in element.getElementsByTagName("item"):
        item.parentNode.removeChild(item)
    itemset = element.appendChild(document.createElement("itemset"))
    itemset.setAttribute("nodeset", nodes)
    for part, column in (("value", "name"), ("label", "label")):
        itemset.appendChild(document.createElement(part)).setAttribute("ref", column)
    _declare(document, made.name, made.address)
    choose_label(document, element.getAttribute("ref"), made)
    remade.files[made.address] = made.to_bytes()


def _rows(document: Any, element: Any) -> list[Row]:
    """The items of a select as the rows of a choices sheet that they were made of."""
    items = [(_child(each, "value"), _labels(document, each)) for each in _items(element)]
    languages = list(dict.fromkeys(each for _, labels in items for each in labels))
    headers = [f"label::{each}" if each else "label" for each in languages]
    lines = [
        Line(0, ("choices", name, *(labels.get(each, "") for each in languages)))
        for name, labels in items
    ]
    sheet = Sheet("choices", (Line(0, ("list_name", "name", *headers)), *lines))
    return choices_table(Workbook(Path(), {"choices": sheet})).rows


def _items(element: Any) -> Sequence[Any]:
    return element.getElementsByTagName("item")


def _labels(document: Any, item: Any) -> dict[str, str]:
    for label in item.getElementsByTagName("label"):
        found = _TEXT_ID.search(label.getAttribute("ref"))
        if found is None:
            return {"": _words(label)}
        return {
            translation.getAttribute("lang"): _child(text, "value")
            for translation in document.getElementsByTagName("translation")
            for text in translation.getElementsByTagName("text")
            if text.getAttribute("id") == found[1]
        }
    return {}


def _child(element: Any, tag: str) -> str:
    return next((_words(each) for each in element.getElementsByTagName(tag)), "")


def _words(element: Any) -> str:
    return "".join(
        each.data for each in element.childNodes if each.nodeType == each.TEXT_NODE
    ).strip()


def _free_name(remade: Remade) -> str:
    return f"made_list_{len(remade.files) + 1}"


def _missing(name: str, place: Place) -> Finding:
    return error(
        "missing-file",
        place,
        f"The form needs the file {name}, which is not beside it.",
        "Put the file into the folder of the form.",
    )
