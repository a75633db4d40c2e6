"""Questions that pyxform does not convert as they are, and what it is handed in their place.

The form that comes out has the same questions at the same paths; only where the choices come from
is written in another way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fieldkit.forms.workbook import external_select, search_lists
from fieldkit.forms.workbook.cells import Workbook
from fieldkit.forms.workbook.choices import ChoiceList, choice_lists
from fieldkit.forms.workbook.made_lists import MadeList, choose_label, select_at
from fieldkit.forms.workbook.outline import Entry, Outline
from fieldkit.forms.workbook.search_tables import Tables
from fieldkit.forms.workbook.tables import choices_table


@dataclass(frozen=True)
class StandIn:
    """What is handed over for a question: other cells by column, and the list they ask for.

    `several`: it stands for a select_multiple, and must become one again.
    """

    cells: Mapping[str, str]
    made: MadeList | None = None
    several: bool = False


def stand_ins(workbook: Workbook, built: Outline) -> dict[str, StandIn]:
    """The stand-ins by the path of their question; a list that cannot be read is an empty one."""
    asked = [entry for entry in built.questions if _asks(entry)]
    if not asked:
        return {}
    lists = choice_lists(choices_table(workbook))
    external = external_select.external_lists(workbook, built)
    names, tables = _names(built, lists), Tables(workbook.path)
    made = {
        name: external_select.made_list(next(names), choice_list)
        for name, choice_list in external.items()
    }
    found: dict[str, StandIn] = {}
    for entry in asked:
        if entry.type == external_select.TYPE:
            if chosen := made.get(entry.list_name):
                cells = {"type": f"select_one_from_file {chosen.file}"}
                found[entry.path] = StandIn(cells, chosen)
        elif "${" in entry.list_name:
            # pyxform 4.5.0 looks a repeat's name up among the lists of the choices (KeyError).
            found[entry.path] = StandIn({"type": f"select_one {entry.list_name}"}, several=True)
        else:
            rows = lists.get(entry.list_name, ChoiceList("", ()))
            found[entry.path] = _of_search(tables, entry, next(names), rows)
    return found


def files(found: Iterable[StandIn]) -> dict[str, bytes]:
    """The files of the lists that were made, by the address the XForm has for them."""
    made = (each.made for each in found if each.made is not None)
    return {each.address: each.to_bytes() for each in made}


def finish(document: Any, found: Mapping[str, StandIn]) -> None:
    """Write into pyxform's tree what could not be handed over in a workbook."""
    for path, each in found.items():
        if each.made is not None:
            choose_label(document, path, each.made)
        if each.several:
            for element in select_at(document, path):
                element.tagName = element.nodeName = "select"


def _asks(entry: Entry) -> bool:
    several = entry.type == "select_multiple" and "${" in entry.list_name
    return several or entry.type == external_select.TYPE or search_lists.searches(entry)


def _names(built: Outline, lists: Mapping[str, ChoiceList]) -> Iterator[str]:
    """Names for lists that no other list and no file of the form has."""
    taken = {*lists, *(entry.list_name.partition(".")[0] for entry in built.questions)}
    number = 0
    while True:
        number += 1
        if (name := f"made_list_{number}") not in taken:
            yield name


def _of_search(tables: Tables, entry: Entry, name: str, rows: ChoiceList) -> StandIn:
    search = search_lists.search_of(entry)
    assert search is not None  # `_asks` has looked
    found = search_lists.search_list(name, search, rows.rows, tables.rows_of(search))
    cells = {
        "type": f"{entry.type}_from_file {found.made.file}",
        "appearance": search.rest,
        "choice_filter": found.condition,
    }
    return StandIn(cells, found.made)
