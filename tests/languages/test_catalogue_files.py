"""Template, files of the languages and compiled files: kept, complete, the same on every run."""

from __future__ import annotations

import gettext
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po as read_with_babel

from installers.catalogues.__main__ import main
from installers.catalogues.checkout import Checkout
from installers.catalogues.languages import LANGUAGES
from installers.catalogues.messages import Found
from installers.catalogues.pofile import Entry, PoFile, Unreadable, mo_bytes, po_text, read_po
from installers.catalogues.template import template_of
from installers.catalogues.update import updated

PAGE = """
from fieldkit.ui.language import bind, ntext, text

# Translators: a button.
text("Save")
text("Saved for {name}", name=who)
ntext("{count} record", "{count} records", 2)
bind(label, "setText", "50 % done")
"""
TEMPLATE = template_of(
    [
        Found("Save", "", "fieldkit/ui/a.py", 3, "Translators: a button."),
        Found("{count} record", "{count} records", "fieldkit/ui/a.py", 4, ""),
        Found("Save", "", "fieldkit/ui/b.py", 9, ""),
    ]
)


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    page = tmp_path / "fieldkit" / "ui" / "page.py"
    page.parent.mkdir(parents=True)
    (tmp_path / "fieldkit" / "languages").mkdir()
    page.write_text(PAGE, encoding="utf-8")
    return Checkout(tmp_path)


def run(checkout: Checkout, *arguments: str) -> int:
    return main(["--root", str(checkout.root), *arguments])


def test_the_plural_forms_of_each_language_are_decided_once() -> None:
    assert {code: language.plural_forms for code, language in LANGUAGES.items()} == {
        "el": "nplurals=2; plural=(n != 1);",
        "en": "nplurals=2; plural=(n != 1);",
        "ar": "nplurals=6; plural=(n==0 ? 0 : n==1 ? 1 : n==2 ? 2"
        " : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5);",
        "fa": "nplurals=2; plural=(n > 1);",
        "fr": "nplurals=2; plural=(n > 1);",
    }
    assert [len(language.examples) for language in LANGUAGES.values()] == [2, 2, 6, 2, 2]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_new_file_has_the_headers_of_its_language(checkout: Checkout, code: str) -> None:
    assert run(checkout, "extract") == run(checkout, "update") == 0
    headers = read_po(checkout.po(code)).headers
    assert headers["Language"] == code
    assert headers["Plural-Forms"] == LANGUAGES[code].plural_forms
    assert headers["X-Translation-State"] == ("reviewed" if code == "en" else "draft")
    assert headers["Content-Type"] == "text/plain; charset=UTF-8"


def test_writing_again_changes_nothing(checkout: Checkout) -> None:
    files = [checkout.template, *map(checkout.po, LANGUAGES)]
    run(checkout, "extract")
    run(checkout, "update")
    before = [file.read_bytes() for file in files]
    run(checkout, "extract")
    run(checkout, "update")
    assert [file.read_bytes() for file in files] == before


def test_the_template_says_where_a_message_is_used_but_no_line_no_date_no_folder(
    checkout: Checkout,
) -> None:
    run(checkout, "extract")
    written = checkout.template.read_text(encoding="utf-8")
    assert "#: fieldkit/ui/page.py\n" in written
    assert "#. Translators: a button.\n" in written
    assert "Date" not in written
    assert str(checkout.root) not in written


def test_brace_fields_are_flagged_and_percent_signs_are_not(checkout: Checkout) -> None:
    run(checkout, "extract")
    with checkout.template.open("rb") as file:
        flags = {m.id: "python-brace-format" in m.flags for m in read_with_babel(file) if m.id}
    assert flags == {
        "Save": False,
        "Saved for {name}": True,
        ("{count} record", "{count} records"): True,
        "50 % done": False,
    }
    assert "python-format" not in checkout.template.read_text(encoding="utf-8")


def test_the_english_file_says_what_the_source_says(checkout: Checkout) -> None:
    run(checkout, "extract")
    run(checkout, "update")
    assert [entry.strings for entry in read_po(checkout.po("en")).entries] == [
        ("Save",),
        ("Saved for {name}",),
        ("{count} record", "{count} records"),
        ("50 % done",),
    ]


def test_a_message_used_twice_is_one_entry() -> None:
    assert TEMPLATE.entries[0] == Entry(
        "Save",
        files=("fieldkit/ui/a.py", "fieldkit/ui/b.py"),
        comments=("Translators: a button.",),
    )


def test_translations_are_kept_and_what_is_new_starts_empty() -> None:
    before = PoFile(
        {"X-Translation-State": "reviewed", "Last-Translator": "A. Person"},
        (Entry("Save", strings=("Αποθήκευση",), notes=("checked",)),),
    )
    after = updated(before, TEMPLATE, LANGUAGES["el"])
    assert [entry.strings for entry in after.entries] == [("Αποθήκευση",), ("", "")]
    assert after.entries[0].notes == ("checked",)
    assert after.headers["X-Translation-State"] == "reviewed"
    assert after.headers["Last-Translator"] == "A. Person"


@pytest.mark.parametrize(
    "old",
    [
        Entry("Gone", strings=("Έφυγε",)),
        Entry("{count} record", strings=("{count} εγγραφή",)),
        Entry("{count} record", "{count} of them", ("α", "β")),
        Entry("Save", strings=("Μάλλον",), fuzzy=True),
        Entry("{count} record", "{count} records", ("α", "β", "γ")),
    ],
)
def test_nothing_is_guessed_from_what_is_no_longer_said(old: Entry) -> None:
    after = updated(PoFile({}, (old,)), TEMPLATE, LANGUAGES["el"])
    assert [entry.key for entry in after.entries] == [entry.key for entry in TEMPLATE.entries]
    assert not any(entry.is_translated or entry.fuzzy for entry in after.entries)


def test_fields_alone_need_no_translator_and_a_question_mark_does() -> None:
    messages = ("{done} / {total}", "{folder}", "{laptop}?", "{done} of {total}")
    template = PoFile({}, tuple(map(Entry, messages)))
    after = updated(PoFile(), template, LANGUAGES["ar"])
    assert [entry.strings for entry in after.entries] == [
        (messages[0],),
        (messages[1],),
        ("",),
        ("",),
    ]


def test_a_file_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    long = "Translators: " + "words that do not fit on one line " * 5
    entries = (
        Entry("Save", strings=("حفظ",), files=("fieldkit/ui/a.py",), comments=(long.strip(),)),
        Entry('two\n"lines"', strings=('دو\n"خط"',), notes=("a note",)),
        Entry("a", "{count} a", tuple("{count} " + letter for letter in "ابجدهو"), fuzzy=True),
    )
    written = updated(PoFile(), PoFile(), LANGUAGES["ar"])
    path = tmp_path / "fieldkit.po"
    path.write_text(po_text(PoFile(written.headers, entries)), encoding="utf-8")
    read = read_po(path)
    assert read.headers == written.headers
    assert [entry.line > 0 for entry in read.entries] == [True] * 3
    assert tuple(Entry(**{**vars(entry), "line": 0}) for entry in read.entries) == entries


def test_a_broken_file_says_where(tmp_path: Path) -> None:
    path = tmp_path / "fieldkit.po"
    path.write_text('msgid ""\nmsgstr ""\n\nmsgid "a"\nmsgstr "b"\nnonsense here\n')
    with pytest.raises(Unreadable) as raised:
        read_po(path)
    assert raised.value.line == 6


def test_only_finished_translations_are_compiled() -> None:
    entries = (
        Entry("done", strings=("έγινε",)),
        Entry("empty", strings=("",)),
        Entry("guess", strings=("ίσως",), fuzzy=True),
        Entry("half", "{count} halves", ("μισό", "")),
    )
    headers = updated(PoFile(), PoFile(), LANGUAGES["el"]).headers
    compiled = gettext.GNUTranslations(BytesIO(mo_bytes(PoFile(headers, entries))))
    words = ["done", "empty", "guess", "half"]
    assert [compiled.gettext(word) for word in words] == ["έγινε", "empty", "guess", "half"]
    assert compiled.info()["x-translation-state"] == "draft"


def test_compiling_writes_every_language_into_the_package(checkout: Checkout) -> None:
    for command in ("extract", "update", "compile"):
        assert run(checkout, command) == 0
    assert all(checkout.compiled(code).exists() for code in LANGUAGES)
    checkout.compiled("el").unlink()
    checkout.compiled("fr").unlink()
    assert run(checkout, "compile", "el") == 0
    assert checkout.compiled("el").exists()
    assert not checkout.compiled("fr").exists()
