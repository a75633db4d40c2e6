"""The README sheet: what a reader must know before counting anything, in Greek and English.

The Greek is a draft until a reviewer of the municipality has read it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final


class Look(Enum):
    """How a line of a page for people looks."""

    TITLE = "title"
    HEADING = "heading"
    FACT = "fact"
    TEXT = "text"


@dataclass(frozen=True)
class Facts:
    """What the README tells: names, and counts by table; `drafts` maps the code of a language that
    nobody has reviewed -> what its labels are; `sheets` maps sheet name -> what kind."""

    title: str
    form_id: str
    profile: str
    sample: bool
    revision: str
    records: int
    repeats: Mapping[str, int]
    refusals: int
    conflicts: int
    unknown_versions: int
    left_out: int
    drafts: Mapping[str, str]
    sheets: Sequence[tuple[str, str]]


_EN: Final = {
    "sample": "Sample data, invented people: nobody in this workbook exists",
    "form": "Form",
    "profile": "Profile",
    "statistics": "statistics: no names, no special-category columns; dates are cut to the month",
    "case": "case: everything, names included. Keep it as you would keep the paper file.",
    "revision": "Revision of the registry",
    "records": "Records",
    "repeat": "Rows of {name}",
    "refusals": "Refusals (people who said no; nothing else is kept of them)",
    "conflicts": "Records with more than one latest version (see _heads)",
    "unknown": "Records of a form version this registry does not know (listed in _issues)",
    "left_out": "Questions left out by the profile",
    "machine draft": "Labels translated by a machine; nobody has reviewed them",
    "draft": "Labels that nobody has reviewed",
    "sheets": "Sheets",
    "data": "one row for each record",
    "rows": "one row for each instance of a repeat; _parent leads to the row it belongs to",
    "codebook": "what each column means, in every language of the form",
    "choices": "what each code means",
    "_issues": "cells that were cut or cleaned, records that could not be shown",
    "meta": "where this workbook comes from",
    "README": "this page",
    "blank": "A blank cell was not asked or not answered. pnta (97), dk (98) and na (99) are "
    "answers: prefers not to answer, does not know, does not apply. Never count one as another.",
    "times": "Times are Europe/Athens time; the column name/utc beside them is exact.",
    "csv": "The same tables, for programs: the CSV files in the folder latest.",
}
_EL: Final = {
    "sample": "Δεδομένα δείγματος, επινοημένα πρόσωπα: κανείς σε αυτό το βιβλίο δεν υπάρχει",
    "form": "Έντυπο",
    "profile": "Προφίλ",
    "statistics": "statistics: χωρίς ονόματα και ειδικές κατηγορίες· οι ημερομηνίες μόνο ως μήνας",
    "case": "case: όλα, μαζί και τα ονόματα. Φυλάξτε το όπως τον χάρτινο φάκελο.",
    "revision": "Αναθεώρηση του μητρώου",
    "records": "Εγγραφές",
    "repeat": "Γραμμές {name}",
    "refusals": "Αρνήσεις (άνθρωποι που είπαν όχι· τίποτε άλλο δεν κρατείται)",
    "conflicts": "Εγγραφές με περισσότερες από μία τελευταίες εκδόσεις (βλ. _heads)",
    "unknown": "Εγγραφές με έκδοση εντύπου που το μητρώο δεν γνωρίζει (βλ. _issues)",
    "left_out": "Ερωτήσεις που αφήνει έξω το προφίλ",
    "machine draft": "Ετικέτες μεταφρασμένες από μηχανή· δεν τις έχει ελέγξει κανείς",
    "draft": "Ετικέτες που δεν έχει ελέγξει κανείς",
    "sheets": "Φύλλα",
    "data": "μία γραμμή για κάθε εγγραφή",
    "rows": "μία γραμμή για κάθε επανάληψη· το _parent δείχνει τη γραμμή όπου ανήκει",
    "codebook": "τι σημαίνει κάθε στήλη, σε κάθε γλώσσα του εντύπου",
    "choices": "τι σημαίνει κάθε κωδικός",
    "_issues": "κελιά που κόπηκαν ή καθαρίστηκαν, εγγραφές που δεν μπορούν να φανούν",
    "meta": "από πού προέρχεται αυτό το βιβλίο",
    "README": "αυτή η σελίδα",
    "blank": "Κενό κελί: δεν ρωτήθηκε ή δεν απαντήθηκε. Τα pnta (97), dk (98) και na (99) είναι "
    "απαντήσεις: δεν θέλει να απαντήσει, δεν ξέρει, δεν ισχύει. Ποτέ το ένα αντί του άλλου.",
    "times": "Οι ώρες είναι ώρες Ελλάδας· η στήλη όνομα/utc δίπλα τους είναι ακριβής.",
    "csv": "Οι ίδιοι πίνακες, για προγράμματα: τα αρχεία CSV στον φάκελο latest.",
}


@dataclass(frozen=True)
class Line:
    """A line of the README sheet; its cells, and how it looks."""

    cells: list[str | int]
    look: Look


def readme_lines(facts: Facts) -> Iterator[Line]:
    """The README sheet: Greek, then English."""
    yield Line([facts.title], Look.TITLE)
    if facts.sample:
        for words in (_EL, _EN):
            yield Line([words["sample"]], Look.HEADING)
    for words in (_EL, _EN):
        yield Line([], Look.TEXT)
        yield from _in_one_language(facts, words)


def _in_one_language(facts: Facts, words: Mapping[str, str]) -> Iterator[Line]:
    for cells in _facts(facts, words):
        yield Line(cells, Look.FACT)
    yield Line([words["sheets"]], Look.HEADING)
    for name, kind in facts.sheets:
        yield Line([name, words[kind]], Look.FACT)
    for sentence in ("blank", "times", "csv"):
        yield Line([words[sentence]], Look.TEXT)


def _facts(facts: Facts, words: Mapping[str, str]) -> Iterator[list[str | int]]:
    yield [words["form"], facts.form_id]
    yield [words["profile"], words[facts.profile]]
    yield [words["revision"], facts.revision]
    yield [words["records"], facts.records]
    for name, count in facts.repeats.items():
        yield [words["repeat"].format(name=name), count]
    yield [words["refusals"], facts.refusals]
    yield [words["conflicts"], facts.conflicts]
    yield [words["unknown"], facts.unknown_versions]
    yield [words["left_out"], facts.left_out]
    for kind in ("machine draft", "draft"):
        if languages := [code for code, what in facts.drafts.items() if what == kind]:
            yield [words[kind], ", ".join(languages)]
