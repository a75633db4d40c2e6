"""The people of the sample deployment. All invented; no name belongs to anybody we know.

They differ in what breaks naive tools: one name only, no known birth date, four scripts, a name
that begins like a formula, a number that begins with zeros.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Person:
    """One invented respondent: her language, her words and the facts a form may ask for."""

    language: str
    native: str
    given: str
    family: str
    called: str
    spoken: str
    country: str
    birth: str
    precision: str
    words: str
    note: str
    household: tuple[str, ...] = ()
    afm: str = ""
    declines: bool = False


PEOPLE: tuple[Person, ...] = (
    Person(
        "ar", "سلمى الخطيب", "Salma", "Al-Khatib", "سلمى", "apc", "SYR", "1991-03-14", "full",
        "أبحث عن مدرسة قريبة لأولادي وعن درس للغة اليونانية.",
        "Χρειάζεται διερμηνεία στο ραντεβού.",
        ("عمر", "ليلى", "يوسف"), "094429812",
    ),
    Person(
        "fa", "زهرا", "Zahra", "", "زهرا", "prs", "AFG", "2008", "year",
        "نامه‌ای از اداره آمده و نمی‌توانم آن را بخوانم.",
        "Ήρθε με τη θεία της· ζητά βοήθεια με μια επιστολή.",
    ),
    Person(
        "fr", "Awa Nkemba", "Awa", "Nkemba", "=Awa", "fra", "CMR", "", "unknown",
        "Je cherche un médecin pour mon fils.",
        "Δεν γνωρίζει ημερομηνία γέννησης.",
        ("Noé",), "000000012",
    ),
    Person(
        "el", "Ελένη Δοκιμή", "Eleni", "Dokimi", "Ελένη", "ell", "ALB", "1974-11-02", "full",
        "Θέλω να ρωτήσω για το κοινωνικό παντοπωλείο.",
        "Προτιμά να την καλούν το πρωί.",
        ("Άρης", "Μίνα"),
    ),
    Person(
        "en", "Tariq Example", "Tariq", "Example", "+Tariq", "urd", "PAK", "34", "estimate",
        "I want to know which papers the tax office needs.",
        "Έχει βάρδια το απόγευμα.",
    ),
    Person(
        "ar", "يونس", "Younes", "", "يونس", "acm", "IRQ", "1988-07-30", "full",
        "لا أريد أن أُعطي معلوماتي.", "", declines=True,
    ),
    Person(
        "fa", "رضا نمونه", "Reza", "Nemuneh", "رضا", "pes", "IRN", "1369", "told",
        "کارم را از دست داده‌ام و دنبال کلاس هستم.",
        "Μίλησε για εργασία· χωρίς άλλα στοιχεία.",
        ("مینا", "سارا", "بهرام", "نیما"),
    ),
    Person(
        "fr", "Ibrahim Modèle", "Ibrahim", "Modèle", "Ibrahim", "fra", "CIV", "1999-12-01", "full",
        "Je veux suivre le cours pour l'examen de langue.",
        "Θα ξαναπεράσει την Πέμπτη.",
    ),
)  # fmt: skip
