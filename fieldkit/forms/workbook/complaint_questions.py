"""pyxform on other cells of the survey, and its warnings."""

from __future__ import annotations

from fieldkit.forms.workbook.complaint_rules import rule

QUESTIONS = (
    rule(
        "Audits must always be named",
        "name",
        "An audit cannot have a name of its own.",
        "Leave the name blank.",
    ),
    rule(
        r"\$\{(?P<trigger>.*?)\} is not user-visible .* question \$\{(?P<name>.*?)\}",
        "trigger",
        "The trigger {trigger} is never asked, so it never sets anything off.",
        "Name a question that people answer.",
    ),
    rule(
        "Reference variables must start with",
        "trigger",
        "The cell names no question.",
        "Write the question as ${{name}}.",
    ),
    rule(
        "must have a comma between",
        "trigger",
        "The questions in this cell cannot be told apart.",
        "Write a comma between them: ${{a}}, ${{b}}.",
    ),
    rule(
        "specify an image for the survey element named (?P<name>.*?)\\.?$",
        "big-image",
        "A big-image is shown when the image is touched, and there is no image.",
        "Add an image to the row, or use the column image alone.",
    ),
    rule(
        "Instance name: '(?P<file>.*?)'|The name '(?P<twice>.*?)' was found",
        "type",
        "Two lists or files of the form would have the same name.",
        "Rename one: a list, a file and a csv-external row need names of their own.",
    ),
    rule(
        "Choice filter not supported for table-list",
        "choice_filter",
        "A group shown as a table cannot have a choice_filter.",
        "Remove the filter, or the appearance table-list of the group.",
    ),
    rule(
        "Badly formatted table list",
        "type",
        "A group shown as a table offers one list, and this question has another.",
        "Use the same list in the whole group, or remove the appearance table-list.",
    ),
    rule(
        "Cannot omit instanceID",
        "omit_instanceID",
        "An encrypted form cannot do without an instanceID.",
        "Remove omit_instanceID, or public_key.",
        "settings",
    ),
)
WARNINGS = (
    rule(
        "'(?P<header>[^']*)' value is invalid. Column headers must not be empty",
        "",
        "The column {header} is not read, because its name holds a space.",
        "Write the name without spaces if a choice_filter needs it.",
        "choices",
    ),
    rule(
        "The 'disabled' column header",
        "disabled",
        "The column disabled is no longer part of XLSForm; other tools may show the question.",
        "Remove the row, or write false() in the column relevant.",
    ),
    rule(
        "(?P<type>simserial|subscriberid) is no longer supported",
        "type",
        "Devices no longer tell their {type}, so it stays blank.",
        "Remove the row, or use deviceid.",
    ),
)
