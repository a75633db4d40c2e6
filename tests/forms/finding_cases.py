"""A mistake for every kind of finding: its cell, and what must be said to do next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from workbook_making import Cell, Rows

HEAD: Sequence[Cell] = [
    "type", "name", "label", "relevant", "constraint", "calculation", "choice_filter", "default",
    "appearance", "constraint_message", "fk_sensitivity", "fk_was", "fk_export",
]  # fmt: skip
YES_NO: Rows = [["list_name", "name", "label"], ["yn", "yes", "Yes"], ["yn", "no", "No"]]
SETTINGS: Rows = [["form_id", "version"], ["visit", "1"]]
STATES = ["language", "state", "origin", "reviewer", "date"]
NONE: Mapping[str, Rows] = {}
NO_FILES: Mapping[str, str] = {}


@dataclass(frozen=True)
class Case:
    """A mistake, and what must be said of it. `rows` go below HEAD unless `sheets` has a survey.

    `place` is a sheet, a row and a column (`survey 2 A`), `remedy` a part of what to do next.
    """

    code: str
    place: str
    remedy: str
    rows: Rows
    sheets: Mapping[str, Rows]
    files: Mapping[str, str]
    error: bool = True


def text(**cells: Cell) -> list[Cell]:
    """A row with a text question `a`, and these cells."""
    given: dict[str, Cell] = {"type": "text", "name": "a", "label": "A", **cells}
    return [given.get(str(header)) for header in HEAD]


def languages(*states: Sequence[Cell]) -> dict[str, Rows]:
    """A form in English and Greek with the sheet that says how far each is."""
    survey: Rows = [
        ["type", "name", "label::English (en)", "label::Greek (el)"],
        ["text", "a", "A", "Α"],
    ]
    return {"survey": survey, "fk_translations": [STATES, *states]}


def settings(**values: str) -> dict[str, Rows]:
    """The sheet settings with more columns than usual."""
    return {"settings": [[*SETTINGS[0], *values], [*SETTINGS[1], *values.values()]]}


def refused(
    code: str,
    place: str,
    remedy: str,
    rows: Rows = (),
    sheets: Mapping[str, Rows] = NONE,
    files: Mapping[str, str] = NO_FILES,
) -> Case:
    """A mistake that stops the form."""
    return Case(code, place, remedy, rows, sheets, files)


def warned(
    code: str,
    place: str,
    remedy: str,
    rows: Rows = (),
    sheets: Mapping[str, Rows] = NONE,
    files: Mapping[str, str] = NO_FILES,
) -> Case:
    """A doubt that stops nothing."""
    return Case(code, place, remedy, rows, sheets, files, error=False)


FILE = text(type="select_one_from_file v.csv")
REPEAT: Rows = [["begin repeat", "r", "R"], ["select_one yn", "g", "G"], ["end repeat"]]
CASES = [
    # The sheets and their columns.
    refused("no-survey", "0", "Did you mean surveys?", sheets={"survey": [], "choices": YES_NO}),
    refused(
        "missing-column",
        "choices 1",
        "Write name in the first row",
        [["select_one yn", "a", "A"]],
        {"choices": [["list_name", "label"], ["yn", "Yes"]]},
    ),
    refused(
        "missing-column",
        "survey 1",
        "stand in row 3: remove the rows above",
        sheets={"survey": [["Visit"], [], ["type", "name", "label"], ["text", "a", "A"]]},
    ),
    refused(
        "duplicate-column",
        "survey 1 D",
        "Keep one of the two",
        sheets={"survey": [["type", "name", "label", "caption"], ["text", "a", "A", "B"]]},
    ),
    warned(
        "unknown-column",
        "survey 1 D",
        "Did you mean relevant?",
        sheets={"survey": [["type", "name", "label", "relevent"], ["text", "a", "A", None]]},
    ),
    warned(
        "bad-column",
        "choices 1 D",
        "Rename it",
        [text()],
        {"choices": [["list_name", "name", "label", "2nd"], ["yn", "yes", "Yes", "x"]]},
    ),
    warned("unknown-sheet", "entites 0", "Did you mean entities?", [text()], {"entites": [["a"]]}),
    refused("bad-character", "survey 2 C", "Type the text again", [text(label="A\x0bB")]),
    warned(
        "two-spellings",
        "survey 1 D",
        "Write “English (en)”",
        sheets={
            "survey": [
                ["type", "name", "label::English (en)", "hint::English(en)"],
                ["text", "a", "A", "B"],
            ]
        },
    ),
    # Types and nesting.
    refused("unknown-type", "survey 2 A", "Did you mean text?", [text(type="textt")]),
    refused("no-type", "survey 2 A", "Say in the column type", [text(type=None)]),
    refused("no-list", "survey 2 A", "Write the name of a choice list", [text(type="select_one")]),
    refused(
        "unbalanced-begin",
        "survey 2 A",
        "Add a row “end group”",
        [text(type="begin group"), text(name="b")],
    ),
    refused("unbalanced-end", "survey 3 A", "Remove the row", [text(), ["end repeat"]]),
    refused(
        "unbalanced-end",
        "survey 4 A",
        "Write “end repeat” if it should end the repeat r of row 2",
        [text(type="begin repeat", name="r"), text(), ["end group"], ["end repeat"]],
    ),
    # Names.
    refused("no-name", "survey 2 B", "Give it a short name", [text(name=None)]),
    refused("bad-name", "survey 2 B", "A name begins with a letter", [text(name="first name")]),
    refused("duplicate-name", "survey 3 B", "Give one of the two", [text(), text()]),
    warned("name-case", "survey 3 B", "Give one of the two", [text(), text(name="A")]),
    warned("long-name", "survey 2 B", "Shorten it to 63", [text(name="n" * 64)]),
    refused("reserved-name", "survey 2 B", "Choose another name", [text(name="meta")]),
    # Words.
    refused("no-label", "survey 2 C", "Write the question", [text(label=None)]),
    warned(
        "no-choice-label",
        "choices 2 C",
        "Write what the person",
        [text()],
        {"choices": [YES_NO[0], ["yn", "yes", None]]},
    ),
    warned("lonely-message", "survey 2 J", "Add the constraint", [text(constraint_message="No")]),
    refused("no-calculation", "survey 2 F", "Write the expression", [text(type="calculate")]),
    warned(
        "missing-translation",
        "survey 3 D",
        "Write it there",
        sheets={
            "survey": [
                ["type", "name", "label::English (en)", "label::Greek (el)"],
                ["text", "a", "A", "Α"],
                ["text", "b", "B", None],
            ]
        },
    ),
    refused(
        "bad-translation-state",
        "fk_translations 2 B",
        "Write one of: draft",
        sheets=languages(["English (en)", "finished"], ["Greek (el)", "draft"]),
    ),
    warned(
        "no-translation-state",
        "fk_translations 1",
        "Add a row for it",
        sheets=languages(["English (en)", "draft"]),
    ),
    refused(
        "duplicate-language",
        "fk_translations 3 A",
        "Keep one of the two rows",
        sheets=languages(["Greek (el)", "draft"], ["Greek (el)", "draft"]),
    ),
    warned(
        "unsigned-review",
        "fk_translations 2 B",
        "Fill in reviewer and date",
        sheets=languages(["Greek (el)", "reviewed"], ["English (en)", "draft"]),
    ),
    warned(
        "unknown-language",
        "settings 2 C",
        "Write one of: English (en)",
        sheets={**languages(), **settings(default_language="Arabic")},
    ),
    # Choices and lists.
    refused("unknown-list", "survey 2 A", "Did you mean yn?", [text(type="select_one ynn")]),
    refused(
        "unknown-list",
        "survey 2 D",
        "Did you mean yn?",
        [text(relevant="instance('ynn')/root/item/name = 'x'")],
    ),
    refused(
        "no-list-name",
        "choices 3 A",
        "Write the name of its list",
        [text()],
        {"choices": [*YES_NO[:2], [None, "no", "No"]]},
    ),
    refused(
        "no-choice-name",
        "choices 3 B",
        "Write a short code",
        [text()],
        {"choices": [*YES_NO[:2], ["yn", None, "No"]]},
    ),
    refused(
        "duplicate-choice",
        "choices 3 B",
        "own code",
        [text()],
        {"choices": [*YES_NO[:2], *YES_NO[1:2]]},
    ),
    refused(
        "choice-space",
        "choices 2 B",
        "Write not_sure",
        [text(type="select_multiple yn")],
        {"choices": [YES_NO[0], ["yn", "not sure", "Not sure"]]},
    ),
    warned(
        "large-list",
        "choices 2 A",
        "Put them into a file",
        [text()],
        {"choices": [YES_NO[0], *([["yn", f"c{at}", "C"] for at in range(12)])]},
    ),
    refused(
        "or-other-filter",
        "survey 2 G",
        "Add a choice “other”",
        [text(type="select_one yn or_other", choice_filter="name = 'yes'")],
    ),
    warned(
        "bad-default",
        "survey 2 H",
        "Did you mean yes?",
        [text(type="select_one yn", default="yess")],
    ),
    # Files.
    refused(
        "bad-list-file", "survey 2 A", "ends in .csv", [text(type="select_one_from_file v.txt")]
    ),
    refused("missing-file", "survey 2 A", "Put the file into the folder", [FILE]),
    refused(
        "unreadable-list",
        "survey 2 A",
        "quotation mark",
        [FILE],
        files={"v.csv": 'name,label\na,"A\n'},
    ),
    refused(
        "no-list-column",
        "survey 2 A",
        "value=code label=title",
        [FILE],
        files={"v.csv": "code,title\na,A\n"},
    ),
    refused(
        "no-list-column",
        "survey 2 F",
        "Did you mean name?",
        [text(type="calculate", calculation="pulldata('v', 'label', 'nane', 'a')")],
        files={"v.csv": "name,label\n"},
    ),
    warned("empty-list", "survey 2 A", "Add a row", [FILE], files={"v.csv": "name,label\n"}),
    warned("short-row", "survey 2 A", "add the commas", [FILE], files={"v.csv": "name,label\na\n"}),
    warned(
        "duplicate-list-column",
        "survey 2 A",
        "Rename the columns",
        [FILE],
        files={"v.csv": "name,label,label\na,A,B\n"},
    ),
    warned(
        "no-choice-name",
        "survey 2 A",
        "Write a code there",
        [FILE],
        files={"v.csv": "name,label\n,A\n"},
    ),
    warned(
        "duplicate-choice",
        "survey 2 A",
        "own code",
        [FILE],
        files={"v.csv": "name,label\na,A\na,B\n"},
    ),
    warned(
        "choice-space",
        "survey 2 A",
        "Write a_b",
        [text(type="select_multiple_from_file v.csv")],
        files={"v.csv": "name,label\na b,A\n"},
    ),
    warned(
        "idle-filter",
        "survey 2 G",
        "Write the condition into search()",
        [text(type="select_one yn", appearance="search('v')", choice_filter="name = 'x'")],
        {"choices": [YES_NO[0], ["yn", "name", "label"]]},
        {"v.csv": "name,label\na,A\n"},
    ),
    # Expressions.
    refused(
        "bad-expression", "survey 2 E", "Look for a missing bracket", [text(constraint="(. > 1")]
    ),
    refused("bad-expression", "survey 2 E", "Write and in small", [text(constraint=". = 1 AND 2")]),
    refused("bad-expression", "survey 2 E", "Write = instead of ==", [text(constraint=". == 1")]),
    refused("bad-expression", "survey 2 D", "Look up what", [text(relevant="if(1 = 1, 2)")]),
    refused(
        "unknown-function",
        "survey 2 F",
        "Did you mean round?",
        [text(type="calculate", calculation="roundd(1.5)")],
    ),
    refused(
        "unknown-reference",
        "survey 3 D",
        "Did you mean age?",
        [text(name="age"), text(name="b", relevant="${aeg} = 1")],
    ),
    refused("bad-reference", "survey 2 D", "Write ${name} with a “}”", [text(relevant="${a = 1")]),
    refused(
        "bad-reference",
        "survey 3 D",
        "Write ${a}.",
        [text(), text(name="b", relevant="${ a } = 1")],
    ),
    refused(
        "ambiguous-reference",
        "survey 8 C",
        "different names",
        [
            ["begin group", "x", "X"],
            text(),
            ["end group"],
            ["begin group", "y", "Y"],
            text(),
            ["end group"],
            text(name="b", label="${a}?"),
        ],
    ),
    refused(
        "unknown-filter-column",
        "survey 2 G",
        "Did you mean name?",
        [text(type="select_one yn", choice_filter="nane = 'yes'")],
    ),
    refused(
        "cycle",
        "survey 2 D",
        "Take one of them out",
        [text(relevant="${b} = 1"), text(name="b", relevant="${a} = 1")],
    ),
    refused("reads-itself", "survey 2 D", "other questions only", [text(relevant=". != ''")]),
    refused("reads-itself", "survey 2 D", "other questions only", [text(relevant="if(., 1, 2)")]),
    refused(
        "reads-itself",
        "survey 2 F",
        "write once()",
        [text(type="calculate", calculation="${a} + 1")],
    ),
    refused(
        "bad-expression",
        "survey 2 E",
        "bracket without its other half",
        [text(constraint="regex(., '^[a-z$')")],
    ),
    warned(
        "portability",
        "survey 2 E",
        "Begin the pattern with ^",
        [text(constraint="regex(., '[0-9]')")],
    ),
    # Settings and the columns of the house.
    warned(
        "no-form-id",
        "settings 2",
        "Write one in the sheet settings",
        [text()],
        {"settings": [["version"], ["1"]]},
    ),
    warned(
        "no-version",
        "settings 2",
        "Write one in the sheet settings",
        [text()],
        {"settings": [["form_id"], ["visit"]]},
    ),
    refused(
        "unknown-gate",
        "settings 2 C",
        "Did you mean may_go?",
        [text(name="may_go")],
        settings(fk_gate="may_og"),
    ),
    refused(
        "ambiguous-gate",
        "settings 2 C",
        "name of its own",
        [["begin group", "x", "X"], text(), ["end group"], text()],
        settings(fk_gate="a"),
    ),
    refused("gate-in-repeat", "settings 2 C", "out of the repeat", REPEAT, settings(fk_gate="g")),
    refused(
        "bad-sensitivity", "survey 2 K", "Did you mean special?", [text(fk_sensitivity="specail")]
    ),
    warned(
        "idle-sensitivity",
        "survey 2 K",
        "Tag each question",
        [text(type="begin group", fk_sensitivity="ordinary"), text(name="b"), ["end group"]],
    ),
    refused(
        "rename-clash",
        "survey 2 L",
        "nothing else may use the old name",
        [text(fk_was="b"), text(name="b")],
    ),
    refused("bad-export", "survey 2 M", "", [text(fk_export="nonsense")]),
    warned(
        "idle-export", "survey 2 M", "row of a question", [text(type="note", fk_export="blank -1")]
    ),
    warned(
        "unchecked-export",
        "survey 2 M",
        "letter by letter",
        [text(type="select_one_from_file v.csv", fk_export="merge a b as c")],
        files={"v.csv": "name,label\na,A\n"},
    ),
    refused(
        "unknown-export-code",
        "survey 2 M",
        "Did you mean yes?",
        [text(type="select_one yn", fk_export="merge yess no as other")],
    ),
    # What runs within limits.
    warned("partly-supported", "survey 2 A", "Change nothing", [text(type="geopoint")]),
    warned("unknown-appearance", "survey 2 I", "Correct or remove it", [text(appearance="shiny")]),
    warned("idle-setting", "settings 2 C", "Remove it", [text()], settings(submission_url="x")),
]
