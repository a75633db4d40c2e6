"""What is wrong with a catalogue is said with file and line; the real ones are well."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from installers.catalogues.__main__ import main
from installers.catalogues.check import check, check_language, completeness
from installers.catalogues.checkout import Checkout
from installers.catalogues.findings import Finding
from installers.catalogues.languages import LANGUAGES
from installers.catalogues.pofile import Entry, PoFile, po_text, read_po
from installers.catalogues.problems import problems

ROOT = Path(__file__).parents[2]
GREEK, ARABIC, FRENCH = LANGUAGES["el"], LANGUAGES["ar"], LANGUAGES["fr"]
SAVED = Entry("Saved for {name}")
RECORDS = Entry("{count} record of {team}", "{count} records of {team}")
IN_ARABIC = (
    "لا سجلات لفريق {team}",
    "سجل واحد لفريق {team}",
    "سجلان لفريق {team}",
    "{count} سجلات لفريق {team}",
    "{count} سجلا لفريق {team}",
    "{count} سجل لفريق {team}",
)


def written(tmp_path: Path, *entries: Entry) -> Checkout:
    """A checkout whose Greek file has these entries and everything else is in order."""
    checkout = Checkout(tmp_path)
    page = tmp_path / "fieldkit" / "ui" / "page.py"
    page.parent.mkdir(parents=True)
    lines = [
        f"ntext({e.singular!r}, {e.plural!r}, 1, **given)" if e.plural else f"text({e.singular!r})"
        for e in entries
    ]
    page.write_text("\n".join(["from fieldkit.ui.language import ntext, text", *lines]))
    for command in ("extract", "update"):
        main(["--root", str(tmp_path), command])
    file = read_po(checkout.po("el"))
    filled = [
        replace(known, strings=given.strings, fuzzy=given.fuzzy)
        for known, given in zip(file.entries, entries, strict=True)
    ]
    checkout.po("el").write_text(po_text(PoFile(file.headers, tuple(filled))), encoding="utf-8")
    return checkout


def greek_findings(checkout: Checkout) -> list[Finding]:
    return list(check_language(checkout, "el"))


def test_the_catalogues_of_the_window_are_well() -> None:
    findings = check(Checkout(ROOT))
    assert findings == [], "\n" + "\n".join(map(str, findings))


def test_a_good_file_has_no_finding(tmp_path: Path) -> None:
    assert greek_findings(written(tmp_path, Entry("Save", strings=("Αποθήκευση",)))) == []


def test_a_wrong_field_is_found_by_us_and_by_msgfmt_at_its_line(tmp_path: Path) -> None:
    checkout = written(tmp_path, replace(RECORDS, strings=("{count} εγγραφή", "{cnt} {team}")))
    line = checkout.po("el").read_text().split("\n").index(f'msgid "{RECORDS.singular}"') + 1
    found = greek_findings(checkout)
    assert {finding.file for finding in found} == {"locales/el/LC_MESSAGES/fieldkit.po"}
    assert any(finding.line == line and "{team}" in finding.words for finding in found)
    assert any(f.words.startswith("msgfmt: ") and abs(f.line - line) < 6 for f in found)


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        (Entry("Save", strings=("Αποθήκευση",), fuzzy=True), "fuzzy"),
        (Entry("Save", strings=("",)), "0% translated (0 of 1)"),
        (Entry("Save", strings=("Apothikefsi",)), "Greek"),
    ],
)
def test_unfinished_work_is_found(tmp_path: Path, entry: Entry, words: str) -> None:
    assert any(words in finding.words for finding in greek_findings(written(tmp_path, entry)))


@pytest.mark.parametrize(
    ("right", "wrong", "words"),
    [
        ("Language: el", "Language: fr", "Language"),
        ("(n != 1)", "(n > 1)", "Plural-Forms"),
        ("X-Translation-State: draft", "X-Translation-State: fine", "X-Translation-State"),
        ('msgid "Save"', 'msgid "Gone"', "template"),
        ('msgid "Save"', "nonsense", "keyword"),
    ],
)
def test_a_file_that_was_bent_is_found(tmp_path: Path, right: str, wrong: str, words: str) -> None:
    checkout = written(tmp_path, Entry("Save", strings=("Αποθήκευση",)))
    path = checkout.po("el")
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong), encoding="utf-8")
    assert any(words in finding.words for finding in greek_findings(checkout))


def test_a_message_that_never_reached_the_template_is_found(tmp_path: Path) -> None:
    checkout = written(tmp_path, Entry("Save", strings=("Αποθήκευση",)))
    page = checkout.root / "fieldkit" / "ui" / "page.py"
    page.write_text(page.read_text() + '\ntext("New")\ntext(f"{a}")\n')
    found = [str(finding) for finding in check(checkout)]
    assert any("“New” in the source and here differ" in finding for finding in found)
    assert any(finding.startswith("fieldkit/ui/page.py:4: ") for finding in found)


def test_what_is_missing_is_said_file_by_file(tmp_path: Path) -> None:
    checkout = written(tmp_path, Entry("Save", strings=("Αποθήκευση",)))
    checkout.po("fr").unlink()
    assert [finding.words for finding in check_language(checkout, "fr")] == [
        "fieldkit.po is missing; run `make locales`"
    ]
    assert [row.code for row in completeness(checkout)] == ["el", "en", "ar", "fa"]


def test_source_that_cannot_be_read_is_said_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    checkout = written(tmp_path, Entry("Save", strings=("Αποθήκευση",)))
    (checkout.root / "fieldkit" / "ui" / "page.py").write_text("def broken(:\n")
    assert main(["--root", str(checkout.root), "check"]) == 1
    assert capsys.readouterr().out.startswith("fieldkit/ui/page.py:1: ")


def test_the_table_is_printed_and_the_outcome_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    checkout = written(tmp_path, Entry("Save", strings=("Αποθήκευση",)))
    assert main(["--root", str(checkout.root), "check"]) == 1
    printed = capsys.readouterr().out
    assert "locales/ar/LC_MESSAGES/fieldkit.po: 0% translated (0 of 1)" in printed
    assert ["el", "draft", "1", "1", "100%"] in [line.split() for line in printed.splitlines()]


@pytest.mark.parametrize(
    ("entry", "strings", "language"),
    [
        (SAVED, ("Αποθηκεύτηκε για {name}",), GREEK),
        (SAVED, ("تم الحفظ من أجل {name}",), ARABIC),
        (RECORDS, IN_ARABIC, ARABIC),
        (Entry("Export to Excel and CSV"), ("صادر إلى Excel و CSV",), ARABIC),
        (Entry("Lock (Ctrl+L)"), ("قفل (Ctrl+L)",), ARABIC),
        (Entry("XLSForm"), ("XLSForm",), GREEK),
        (Entry("{done} / {total}"), ("{done} / {total}",), ARABIC),
        (Entry("Cu&t"), ("Απο&κοπή",), GREEK),
        (Entry("Date"), ("Date",), FRENCH),
        (Entry("Version {version}"), ("Version {version}",), FRENCH),
        (Entry("Press Enter"), ("Πατήστε Enter",), GREEK),
        (Entry("KoboToolbox style"), ("Μορφή KoboToolbox",), GREEK),
        (Entry("As CSV"), ("كملف الCSV",), ARABIC),
        (Entry("Bread &amp; salt"), ("Ψωμί &amp; αλάτι",), GREEK),
    ],
)
def test_these_translations_are_well(
    entry: Entry, strings: tuple[str, ...], language: object
) -> None:
    assert list(problems(entry, strings, language)) == []


@pytest.mark.parametrize(
    ("entry", "strings", "language", "words"),
    [
        (SAVED, ("Αποθηκεύτηκε",), GREEK, "{name}"),
        (SAVED, ("Αποθηκεύτηκε για {name",), GREEK, "do not pair"),
        (SAVED, ("Αποθηκεύτηκε", "για"), GREEK, "1 form"),
        (SAVED, ("  ",), GREEK, "empty"),
        (SAVED, ("Saved for {name}",), GREEK, "Greek"),
        (SAVED, ("{name}",), ARABIC, "Arabic"),
        (SAVED, ("حفظ saved for someone {name}",), ARABIC, "Arabic"),
        (SAVED, ("Αποθηκεύτηκε για {name} ",), GREEK, "space"),
        (SAVED, ("Αποθηκεύτηκε\nγια {name}",), GREEK, "lines"),
        (RECORDS, (*IN_ARABIC[:5], "{team}"), ARABIC, "form 5"),
        (RECORDS, (*IN_ARABIC[:3], "{team}", *IN_ARABIC[4:]), ARABIC, "form 3"),
        (RECORDS, IN_ARABIC[:2], ARABIC, "6 form"),
        (RECORDS, ("un de {team}", "{count} de {team}"), FRENCH, "form 0"),
        (Entry("Cu&t"), ("Αποκοπή",), GREEK, "&"),
        (Entry("Cu&t"), ("&Απο&κοπή",), GREEK, "&"),
        (Entry("Save"), ("Aποθήκευση",), GREEK, "two alphabets"),
        (Entry("Lock"), ("قفل صندوق دیگر",), ARABIC, "ی"),
        (Entry("Lock"), ("قفل كردن",), LANGUAGES["fa"], "ك"),
        (Entry("Nothing was sent"), ("Nothing was sent",), FRENCH, "English"),
    ],
)
def test_what_is_wrong_with_a_translation_is_said(
    entry: Entry, strings: tuple[str, ...], language: object, words: str
) -> None:
    assert any(words in found for found in problems(entry, strings, language))
