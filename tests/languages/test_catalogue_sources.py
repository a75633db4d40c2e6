"""What the tooling reads out of the source, and what it refuses there."""

from __future__ import annotations

from textwrap import dedent

import pytest

from installers.catalogues.calls import parse
from installers.catalogues.check import check_source
from installers.catalogues.messages import Found
from installers.catalogues.template import messages_of

IMPORTS = """
from fieldkit.languages.marking import N_
from fieldkit.ui.language import bind, nbind, ntext, text
"""
WINDOW_IMPORTS = "\nfrom fieldkit.ui.language import bind, nbind, ntext, text\n"


def found_in(*sources: str) -> list[Found]:
    return messages_of(modules(*sources))


def messages(*sources: str) -> list[str]:
    return [found.singular for found in found_in(*sources)]


def findings(*sources: str) -> list[str]:
    parsed = modules(*sources)
    return [finding.words for finding in check_source(parsed, messages_of(parsed))]


def modules(*sources: str) -> list:
    names = (f"fieldkit/ui/pages/page_{at}.py" for at in range(len(sources)))
    return [parse(name, dedent(source)) for name, source in zip(names, sources, strict=True)]


def test_every_keyword_names_its_messages() -> None:
    source = (
        IMPORTS
        + """
text("one {name}", name=1)
ntext("two", "{count} twos", 2)
bind(label, "setText", "three")
bind(label, "setText", lambda: text("four"))
nbind(label, "setText", "five", "{count} fives", 5)
WORDS = {1: N_("six")}
bind(label, setter="setText", message="seven")
"""
    )
    assert [(found.singular, found.plural) for found in found_in(source)] == [
        ("one {name}", ""),
        ("two", "{count} twos"),
        ("three", ""),
        ("four", ""),
        ("five", "{count} fives"),
        ("six", ""),
        ("seven", ""),
    ]


def test_other_functions_of_the_same_name_are_left_alone() -> None:
    assert messages('row.text("name")\ntext("no")\nsocket.bind("a", "b", "c")') == []
    assert messages("from elsewhere import text\ntext('no')") == []
    assert messages("from fieldkit.ui.language import text as words\nwords('yes')") == ["yes"]


def test_both_sides_of_a_choice_are_messages() -> None:
    assert messages(WINDOW_IMPORTS + 'text("on" if x.y else "off")') == ["on", "off"]
    assert messages(WINDOW_IMPORTS + 'text(model.title or "Untitled")') == ["Untitled"]


def test_long_literals_in_pieces_are_one_message() -> None:
    assert messages(WINDOW_IMPORTS + 'text(\n    "one "\n    "message"\n)') == ["one message"]


def test_a_comment_for_translators_travels_with_its_message() -> None:
    source = (
        WINDOW_IMPORTS
        + """
# Translators: shown after
# each answer.
bind(
    label, "setText", "Saved"
)
# an ordinary comment
text("Other")
"""
    )
    assert [found.comment for found in found_in(source)] == [
        "Translators: shown after each answer.",
        "",
    ]


def test_messages_are_followed_to_the_callers_of_widgets_and_functions() -> None:
    widget = (
        WINDOW_IMPORTS
        + """
class Base:
    def __init__(self, role, message, hint="Press Enter"):
        bind(self, "setText", message)
        bind(self, "setToolTip", hint)

class Button(Base):
    pass

class Quiet(Base):
    def __init__(self, message):
        super().__init__("quiet", message)

    def rename(self, words):
        self._words = words
        bind(self, "setText", lambda: text(self._words))

def heading(message):
    return Quiet(message)
"""
    )
    page = """
from x import Base, Button, Quiet, heading
Base("role one", "From the base")
Button("role two", message="From a subclass")
Quiet("From a constructor")
heading("From a function")
title.rename("From a method")
title.rename("nowords")
"""
    assert messages(widget, page) == [
        "Press Enter",
        "From the base",
        "From a subclass",
        "From a constructor",
        "From a function",
        "From a method",
    ]


def test_messages_are_followed_into_view_models_and_tables() -> None:
    model = """
@dataclass(frozen=True)
class Row:
    code: str
    title: str
    hint: str = "Nothing yet"
"""
    page = (
        WINDOW_IMPORTS
        + """
def show(self, row):
    bind(self, "setText", lambda: text(row.title))
    text(row.hint)

class Table:
    def __init__(self, columns):
        self._columns = columns

    def header(self, at):
        return text(self._columns[at])

Table(("Batch", "State"))
"""
    )
    presenter = 'Row("a code", "Drafts")\nRow("b", title="Sent", hint="See below")'
    assert messages(model, page, presenter) == [
        "Nothing yet",
        "Batch",
        "State",
        "Drafts",
        "Sent",
        "See below",
    ]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ('text(f"Hello {name}")', "at run time"),
        ('text("Hello %s" % name)', "at run time"),
        ('text("Hello {name}".format(name=name))', "at run time"),
        ('text("Hello " + name)', "at run time"),
        ('text(" ".join(words))', "at run time"),
        ('bind(label, "setText", f"{a}")', "at run time"),
        ("text(anything)", "nothing marks"),
        ("text(made())", "nothing marks"),
        ('text("")', "nothing to translate"),
        ('text("Name: ")', "starts nor ends"),
        ('text("{0}", a=1)', "plain name"),
        ('text("{name", name=1)', "plain name"),
        ('text("{name:>5}", name=1)', "plain name"),
        ('text("{name}")', "{name} is not given"),
        ('text("Hello", name=1)', "no message here has the field {name}"),
        ('text("{count} records", count=1)', "use ntext"),
        ('text("records", count=1)', "another name"),
        ('ntext("{form}", "{count} of {team}", 1, form=1, team=1)', "same fields"),
        ('ntext("a record", "{count} of {form}", 1)', "{form} is not given"),
        ('ntext("record", words[1], 2)', "two literals"),
        ("text()", "missing"),
        ('ntext("{count} record", "{count} records ", 1)', "starts nor ends"),
    ],
)
def test_a_message_that_no_catalogue_can_hold_is_refused(call: str, words: str) -> None:
    assert any(words in found for found in findings(WINDOW_IMPORTS + call))


@pytest.mark.parametrize(
    "call",
    [
        'text("Hello {name}", name=name)',
        'text("Hello {name}", **fields)',
        "text(model.title)",
        "text(STATES[model.state])",
        "def show(message):\n    bind(label, 'setText', message)",
        "def render():\n    return ''\nbind(label, 'setText', render)",
        "bind(label, 'setText', self.render)",
        "bind(label, 'setText', lambda: model.name)",
        'ntext("{count} record of {form}", "{count} records of {form}", n, form=form)',
        'ntext("one record", "{count} records", n)',
        'ntext("Batch {numbers} is missing", "Batches {numbers} are missing", n, numbers=spans)',
        'text("{{not a field}} 100 %")',
        IMPORTS + "for word in WORDS:\n    text(word)",
    ],
)
def test_these_messages_are_well(call: str) -> None:
    assert findings(WINDOW_IMPORTS + call) == []


def test_a_mark_stands_around_a_literal() -> None:
    assert any("nothing marks" in words for words in findings(IMPORTS + "N_(variable)"))
    assert any("at run time" in words for words in findings(IMPORTS + 'N_(f"a {b}")'))


def test_one_message_has_one_meaning() -> None:
    both = WINDOW_IMPORTS + 'text("Record")\nntext("Record", "{count} records", 1)'
    two = WINDOW_IMPORTS + 'ntext("One", "{count} a", 1)\nntext("One", "{count} b", 1)'
    assert any("another plural" in words for words in findings(both))
    assert any("another plural" in words for words in findings(two))
    assert findings(WINDOW_IMPORTS + 'text("Record")', WINDOW_IMPORTS + 'text("Record")') == []


@pytest.mark.parametrize(
    "call",
    [
        'label.setText("Saved")',
        'self.button.setAccessibleName("Close")',
        'QLabel("Saved", parent)',
        'QPushButton(text="Save")',
        'label.setText(f"{count} saved")',
        'label.setText("Saved " + when)',
        'box.addItems(["One", "Two"])',
        'label.setToolTip("on" if on else "off")',
    ],
)
def test_words_put_on_a_widget_directly_are_found(call: str) -> None:
    assert any("in no catalogue" in words for words in findings(call))


@pytest.mark.parametrize(
    "call",
    [
        'label.setText("")',
        'label.setText("×")',
        'label.setText(f"{done}/{total}")',
        "label.setText(words)",
        'label.setObjectName("saved")',
        'set_role(label, "muted")',
        WINDOW_IMPORTS + 'label.setText(text("Saved"))',
    ],
)
def test_signs_and_translated_words_may_be_put_on_a_widget(call: str) -> None:
    assert findings(call) == []
