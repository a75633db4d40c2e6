"""The vault of interview_world with a second version of its forms, and drafts to be moved to it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import interview_world as world
from interview_world import CODE, GATED, NAME

from fieldkit.forms import FormPackage, definition_from_package
from fieldkit.model.clock import SeededRandomness
from fieldkit.operations import moves, undo_moves
from fieldkit.operations.interview import Interview
from fieldkit.operations.moves import PlannedMove
from fieldkit.operations.undo_moves import PlannedUndo
from fieldkit.vault import Vault, forms_store

CITY = "Βόλος"

# What version 2 has otherwise: a question under another name, one of a wider type, one less, one
# more, and one more in each row, which begins with the name that is there.
_CHANGES = {
    'version="1"': 'version="2"',
    "<began/><place/>": "<began/><spot/><pages/>",
    '<bind nodeset="/visit/place" type="string"': '<bind nodeset="/visit/pages" type="int"/>'
    '<bind nodeset="/visit/spot" type="string" fk:was="place"',
    '<input ref="/visit/place"/>': '<input ref="/visit/spot"/><input ref="/visit/pages"/>',
    'nodeset="/visit/age" type="int"': 'nodeset="/visit/age" type="decimal"',
    'calculate="/visit/age + 1"': 'calculate="int(/visit/age) + 1"',
    "<hello/><city/>": "<hello/>",
    '<input ref="/visit/city"/>': "",
    "<m_name/><m_age/>": "<m_name/><m_age/><m_called/>",
    '<input ref="/visit/member/m_age"/>': '<input ref="/visit/member/m_age"/>'
    '<input ref="/visit/member/m_called"/><setvalue event="odk-new-repeat"'
    ' ref="/visit/member/m_called" value="../m_name"/>',
}


@cache
def second_version(form: str = GATED) -> FormPackage:
    first = world.package(form)
    xml = first.xform.decode()
    for before, after in _CHANGES.items():
        assert before in xml, before
        xml = xml.replace(before, after)
    start = xml.index('<bind nodeset="/visit/city"')
    xml = xml[:start] + xml[xml.index("<bind", start + 1) :]
    return FormPackage(xml.encode(), metadata=first.metadata)


def install(opened: Vault, *packages: FormPackage) -> None:
    with opened.transaction():
        for package in packages:
            form = definition_from_package(package)
            forms_store.add_form(
                opened, form.form_id, form.version, form.form_hash, package.to_bytes()
            )


def install_second(folder: Path) -> None:
    with world.open_vault(folder) as opened:
        install(opened, second_version())


def filled(opened: Vault, form: str = GATED, seed: int = 1) -> Interview:
    """A draft with an answer for each fate, and permission."""
    running = world.begin(opened, form, seed)
    running.answer("/visit/place", "Agora")
    running.answer("/visit/may_continue", "yes")
    running.answer("/visit/subject_code", CODE)
    running.answer("/visit/name", NAME, "el")
    running.answer("/visit/age", 40)
    running.answer("/visit/city", CITY)
    running.add_repeat("/visit/member")
    running.answer("/visit/member[1]/m_name", "Samar")
    return running


def planned(opened: Vault, record: str, version: str = "", seed: int = 3) -> PlannedMove:
    return moves.plan(opened, record, world.clock(11), SeededRandomness(seed), version=version)


def move(opened: Vault, record: str, version: str = "") -> PlannedMove:
    found = planned(opened, record, version)
    moves.take(found)
    return found


def planned_undo(opened: Vault, record: str) -> PlannedUndo:
    return undo_moves.plan_undo(opened, record, world.clock(12), SeededRandomness(4))


def undo(opened: Vault, record: str) -> None:
    undo_moves.take_undo(planned_undo(opened, record))
