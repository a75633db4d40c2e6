"""The identifier scan finds what only a person has, and says where, never what (PR-22)."""

from __future__ import annotations

import pytest
from publishing_samples import Ledger, Q, form, of_form, record

from fieldkit.publishing.columns import contract
from fieldkit.publishing.profiles import STATISTICS
from fieldkit.publishing.scan import Finding, folded, kinds_in, telling
from fieldkit.publishing.survey import survey


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("call 6912345678 after five", "phone"),
        ("τηλ. +30 691 234 5678", "phone"),
        ("0093-70-123-4567", "phone"),
        ("(2310) 123.456", "phone"),
        ("٦٩١٢٣٤٥٦٧٨", "phone"),
        ("6912345678 6987654321", "phone"),
        ("691\u200b2345\u200b678", "phone"),
        ("GR16 0110 1250 0000 0001 2300 695", "phone"),
        ("6.12.2034567", "phone"),
        ("ΑΦΜ 000000012", "afm"),
        ("x000000012y", "afm"),
        ("01019000007", "amka"),
        ("amka 311285 00001", "amka"),
        ("she is FK-7Q4M-2XKD", "person-code"),
        ("fk–7q4m–2xkd", "person-code"),
        ("maria.p@example.gr", "e-mail"),
        ("μαρία@παράδειγμα.ελ", "e-mail"),
    ],
)
def test_identifiers_in_a_sentence_are_found(text: str, kind: str):
    assert kind in kinds_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "", "no papers since 2019", "2019 2020 2021", "22/11/2026", "2026-11-22", "5 children",
        "2026-11-22T10:00:00.000+02:00", "uuid:00000000-1111-4111-8111-222222222222", "1234567",
        "00000000-1111-4111-8111-222222222222", "price 350,50", "2026-2", "fk meeting", "a @ b",
        "15-06-2024", "2024/06/15", "2024.6.5", "03/2015 - 11/2019", "12/2024",
    ],
)  # fmt: skip
def test_dates_ids_and_small_numbers_are_no_identifiers(text: str):
    assert kinds_in(text) == []


def test_the_official_test_vectors_of_the_check_digits():
    assert "afm" in kinds_in("000000012")
    assert "afm" not in kinds_in("000000013")
    assert "afm" not in kinds_in("000000000")
    assert "amka" in kinds_in("31128500001")
    assert "amka" not in kinds_in("01019000000")


def test_the_identifying_answers_of_the_same_record_are_found_in_its_sentences():
    names = telling(["Zahra", "1987", "Al", "Αχμέτ Χασάν"])
    assert "same-as-identifier" in kinds_in("told by ZAHRA herself", names)
    assert "same-as-identifier" in kinds_in("ο αχμέτ χασάν είπε", names)
    assert kinds_in("Zahraa came in 1987, Al said", names) == []


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Ελένη Δοκιμή", "Η ΕΛΕΝΗ ΔΟΚΙΜΗ ΔΕΝ ΗΡΘΕ"),
        ("Άρης", "ΑΡΗΣ"),
        ("أحمد", "قال احمد نعم"),
        ("سَلمى", "سلمى"),
        ("Noé", "Noe is ill"),
    ],
)
def test_a_name_is_found_without_its_accents(name: str, sentence: str):
    assert kinds_in(sentence, telling([name])) == ["same-as-identifier"]


def test_a_lone_reference_code_that_is_somebodys_address_is_no_finding():
    assert kinds_in("kallithea", telling(["Kallithea"])) == []
    assert kinds_in("lives in Kallithea", telling(["Kallithea"])) == ["same-as-identifier"]


def test_a_finding_says_where_and_not_what():
    finding = Finding("f", "member", "note", "row-1", "K17", "phone", "uuid:1")
    assert str(finding) == "f, sheet member, cell K17 (note): phone, in record uuid:1"


def test_folding_makes_one_digit_system_one_dash_and_one_case():
    assert folded("Α۱٢３–") == "α123-"


def scanned(question: Q, text: str) -> list[str]:
    """What the scan of a whole publication says about one answer."""
    version = form("f", "1", (question,))
    records = of_form(record(1, version, {f"/data/{question.name}": text}))
    planned = contract("f", [version], Ledger(), STATISTICS)
    return [finding.kind for finding in survey(records, planned, STATISTICS).findings]


def test_a_division_is_no_telephone_number():
    """A calculation has no type but text in XLSForm; one score would stop every publication."""
    assert scanned(Q("string", "score", asked=False), "0.333333333333333") == []
    assert scanned(Q("string", "score", asked=False), "6912345678") == ["phone"]
    assert scanned(Q("string", "score"), "210.1234567") == ["phone"]


def test_a_whole_number_as_long_as_a_tax_number_is_looked_at():
    assert scanned(Q("int", "n"), "94429812") == []
    assert scanned(Q("int", "n"), "944298121") == ["phone"]
    assert scanned(Q("int", "n"), "000000012") == ["afm"]
