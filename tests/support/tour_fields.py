"""A form with fields that the shipped forms do not have: orders, times, places, hidden texts."""

from __future__ import annotations

from collections.abc import Iterator

from driving import write
from interview_driving import Interviewing
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from visitor import Stop, Visitor

from fieldkit.forms import FormPackage
from fieldkit.ui.widgets.questions.rank_card import RankCard
from fieldkit.vault import forms_store

FORM = "winter_places"
_TEXTS = (
    "order", "hour", "moment", "spot", "pin", "photo", "score", "code", "food", "home", "heat",
    "title",
)  # fmt: skip
_WORDS = {
    "en": ("What is needed first?", "When is somebody there?", "When was the visit?",
           "Where is the place?", "The code of the door", "A picture of the place",
           "How warm is it, in degrees?", "The number on the card", "Food and water",
           "A home for the winter near the school of the children, with two rooms and a bath",
           "Heating", "The place"),
    "el": ("Τι χρειάζεται πρώτα;", "Πότε είναι κάποιος εκεί;", "Πότε έγινε η επίσκεψη;",
           "Πού βρίσκεται;", "Ο κωδικός της πόρτας", "Μια φωτογραφία του χώρου",
           "Πόσους βαθμούς έχει μέσα;", "Ο αριθμός της κάρτας", "Τροφή και νερό",
           "Στέγη για τον χειμώνα κοντά στο σχολείο των παιδιών, με δύο δωμάτια και λουτρό",
           "Θέρμανση", "Ο χώρος"),
    "ar": ("ما الذي يلزم أولاً؟", "متى يكون أحد هناك؟", "متى كانت الزيارة؟", "أين المكان؟",
           "رمز الباب", "صورة للمكان", "كم درجة الحرارة؟", "رقم البطاقة", "الطعام والماء",
           "سكن للشتاء قريب من مدرسة الأطفال، بغرفتين وحمّام", "التدفئة", "المكان"),
}  # fmt: skip
FIELD_WORDS = (*(words for spoken in _WORDS.values() for words in spoken), "A place in winter")
_TAGS = {
    "en": 'lang="English (en)" default="true()"',
    "el": 'lang="Ελληνικά (el)"',
    "ar": 'lang="العربية (ar)"',
}


def install(visitor: Visitor) -> None:
    """Put the form into the vault that is open."""
    visitor.app.runner.run(lambda: _install(visitor))
    visitor.settle()


def answered(visitor: Visitor, person: Interviewing) -> Iterator[Stop]:
    """An order that was made, a moment that is read back, a place that is none."""
    first = next(iter(person.card("order").findChildren(RankCard)))
    visitor.press_this(first.down)
    person.type("hour", "٩.٣٠")
    person.type("moment", "23/11/2026 14:30")
    person.enter("spot")
    write("97.98")
    QTest.keyClick(person.card("spot").editor.entrance, Qt.Key.Key_Return)
    write("23.73")
    person.type("pin", "2580")
    person.card("order").focus_editor()
    yield visitor.at("interview-fields")


def _install(visitor: Visitor) -> None:
    vault = visitor.app.access.vault
    package = FormPackage(_form(), metadata={"form_id": FORM, "version": "1"})
    with vault.transaction():
        forms_store.add_form(vault, FORM, "1", package.hash, package.to_bytes())


def _form() -> bytes:
    itext = "".join(_translation(code) for code in _WORDS)
    items = "".join(
        f"<item><label ref=\"jr:itext('{name}')\"/><value>{name}</value></item>"
        for name in ("food", "home", "heat")
    )
    asked = "".join(f"<{name}/>" for name in _TEXTS[:8])
    binds = "".join(
        f'<bind nodeset="/data/place/{name}" type="{kind}" fk:sensitivity="ordinary"/>'
        for name, kind in (
            ("order", "odk:rank"), ("hour", "time"), ("moment", "dateTime"), ("spot", "geopoint"),
            ("pin", "string"), ("photo", "binary"), ("score", "decimal"), ("code", "barcode"),
        )
    )  # fmt: skip
    body = "".join(
        f'<{control} ref="/data/place/{name}"><label ref="jr:itext(\'{name}\')"/>{inner}'
        f"</{control.split()[0]}>"
        for name, control, inner in (
            ("order", "odk:rank", items), ("hour", "input", ""), ("moment", "input", ""),
            ("spot", "input", ""), ("pin", "secret", ""),
            ("photo", 'upload mediatype="image/*"', ""),
            ("score", 'range start="-10" end="40" step="0.5"', ""), ("code", "input", ""),
        )
    )  # fmt: skip
    return f"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"
 xmlns:odk="http://www.opendatakit.org/xforms" xmlns:fk="https://fieldkit.gr/ns/xforms">
<h:head><h:title>A place in winter</h:title><model>
<itext>{itext}</itext><instance><data id="{FORM}" version="1"><place>{asked}</place>
<orx:meta><orx:instanceID/></orx:meta></data></instance>{binds}
<bind nodeset="/data/orx:meta/orx:instanceID" type="string" jr:preload="uid"/>
</model></h:head><h:body><group ref="/data/place"><label ref="jr:itext('title')"/>{body}</group>
</h:body></h:html>""".encode()


def _translation(code: str) -> str:
    texts = "".join(
        f'<text id="{name}"><value>{words}</value></text>'
        for name, words in zip(_TEXTS, _WORDS[code], strict=True)
    )
    return f"<translation {_TAGS[code]}>{texts}</translation>"
