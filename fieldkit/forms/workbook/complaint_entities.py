"""pyxform on entities: their sheet, and the column save_to."""

from __future__ import annotations

from fieldkit.forms.workbook.complaint_rules import rule

_ENTITY_NAME = (
    "Use letters, digits and underscores; no full stop, no two underscores at the start, and "
    "neither name nor label."
)

ENTITIES = (
    rule(
        "add an entities sheet",
        "save_to",
        "The answer is saved to an entity, but the workbook declares none.",
        "Add a sheet entities with the columns list_name and label, or empty this cell.",
    ),
    rule(
        r"save_to property '(?P<property>.*?)' is already assigned by row '(?P<other>\d+)'",
        "save_to",
        "Row {other} is saved to the property {property}, too.",
        "Give one of the two another property.",
    ),
    rule(
        "Groups and repeats can't be saved",
        "save_to",
        "A group or repeat has no answer that an entity could hold.",
        "Move the property to a question inside.",
    ),
    rule(
        r"entity list name '(?P<list>.*?)' was not found",
        "save_to",
        "The sheet entities has no list {list}.",
        "Correct the name before the #, or add a row for this list to the sheet entities.",
    ),
    rule(
        "at most one '#'",
        "save_to",
        "The cell holds more than one #.",
        "Write list#property, or the property alone.",
    ),
    rule(
        "more than one entity declaration",
        "save_to",
        "It is not clear which of the entities this property belongs to.",
        "Write the list before it: list#property.",
    ),
    rule(
        r"On the 'survey'.*entity list name '(?P<list>.*?)' has a reference in container",
        "save_to",
        "The entity {list} takes answers of different repeats.",
        "Compute the answer with a calculate in the repeat of the others, and save that one.",
    ),
    rule(
        r"entity list name '(?P<list>.*?)' does not have a label",
        "label",
        "New entities of the list {list} would have no label.",
        "Write an expression in the column label, for example ${{name}}; to change entities only, "
        "write entity_id.",
        "entities",
    ),
    rule(
        r"entity list name '(?P<list>.*?)' does not have an 'update_if'",
        "update_if",
        "It is not said when an entity of the list {list} is changed and when it is made.",
        "Write a condition in update_if, or empty entity_id to make entities only.",
        "entities",
    ),
    rule(
        r"entity list name '(?P<list>.*?)' does not have an 'entity_id'",
        "entity_id",
        "It is not said which entity of the list {list} is changed.",
        "Write the question that holds its id in entity_id, or move update_if to create_if.",
        "entities",
    ),
    rule(
        "no valid containers|container scope",
        "list_name",
        "The entity takes answers of different repeats, or shares a repeat with another entity.",
        "Let each entity use the answers of one repeat only.",
        "entities",
    ),
    rule(
        r"following column\(s\) are not supported.*?: '(?P<header>.*?)'",
        "",
        "The sheet entities cannot have a column {header}.",
        "Correct or remove it; there are list_name, label, create_if, update_if, entity_id and "
        "repeat.",
        "entities",
    ),
    rule(
        "must not have any duplicate names",
        "list_name",
        "This list is declared twice.",
        "Keep one row for each list.",
        "entities",
    ),
    rule(
        "Entity lists must have a name",
        "list_name",
        "This entity belongs to no list.",
        "Write the name of its list.",
        "entities",
    ),
    rule(
        "the 'save_to' value.*(Names must begin|Names used here)",
        "save_to",
        "This cannot be the name of a property of entities.",
        _ENTITY_NAME,
    ),
    rule(
        "On the 'entities' sheet.*(Names must begin|Names used here)",
        "list_name",
        "This cannot be the name of a list of entities.",
        _ENTITY_NAME,
        "entities",
    ),
)
