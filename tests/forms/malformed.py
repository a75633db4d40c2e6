"""Malformed input, the same for the same number: real expressions and forms, spoilt at random.

Some of it comes out well formed, which is as wanted: what is nearly right goes deepest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random
from xml.sax.saxutils import quoteattr

from small_forms import HOUSEHOLD, xform
from xpath_world import REPOSITORY

from fieldkit.forms import FormPackage

_EXAMPLE = re.compile(r"`([^`]+)` → ", re.MULTILINE)
_PAGE = (REPOSITORY / "docs" / "forms" / "functions.md").read_text(encoding="utf-8")
EXPRESSIONS = [
    *_EXAMPLE.findall(_PAGE),
    *(example.replace("/visit/person", "//person") for example in _EXAMPLE.findall(_PAGE)),
    ". > 0 and . <= 120",
    "../age >= 18 or ../../stated = 'yes'",
    "if(//pet, concat(name(), ' ', position()), ancestor::house/@id)",
    "sum(//person[position() < last()]/age) div count(//person)",
    "instance('villages')/root/item[name = current()/../village and district != '']/label",
    "//person[age > 3][2]/following-sibling::*[name()='stated'] | //pet[. = 'cat']",
    "round((today() - date('2001-02-03')) div 365.25, 1) mod 7",
]

ODD = [
    "", " ", "\t\r\n", "\0", "\x07", "\u00a0", "\u2028", "\ufeff", "\u202e", "\ud800", "\udfff",
    "é", "e\u0301", "٣", "²", "Ⅷ", "ß", "ﬁ", "😀", "‘", "“", "·", "中", "\U000e0041",
    "'", '"', "(", ")", "[", "]", "{", "}", "${a}", "$x", "/", "//", "..", ".", "@", "*", "|", ",",
    "::", ":", "-", "--", "+", "=", "!=", "!", "<", "<=", ">", "&", "#", "%", "\\", "^",
    " and ", " or ", " div ", " mod ", "div", "0", "-0", "1", "1e308", "1e999", "-1e999", "9" * 400,
    "0." + "0" * 400 + "1", "1.", ".5", "1e", "1e-400", "NaN", "Infinity", "true()", "position()",
    "last()", "current()", "child::", "ancestor::", "preceding::node()", "namespace::*", "text()",
    "comment()", "processing-instruction('x')", "node()", "self::", "xml:lang", "orx:meta", "q:x",
    "jr:itext(", "unknown(", "count(", "if(", "concat(", "uuid(1e9)", "pow(9,9e9)", "substr(",
    "round(1,", "date('9999-12-31T23:59:59+14:00')", "date(-1e9)", "date(1e18)", "today()",
    "'%Y%'", "regex('a','(')", "'2026-02-30'", "'91 181;;'", "randomize(", "instance(", "hole·0",
    "/hole·7", "selected-at('a', 1e300)", "exp10(400)", "translate('a','aa','')", "once(",
]  # fmt: skip
_NESTS = [
    ("(", ")"),
    ("-", ""),
    ("a[", "]"),
    ("string(", ")"),
    ("if(1, 2, ", ")"),
    ("1 + (", ")"),
    ("1 = ", ""),
    ("a/", ""),
    ("../", ""),
    ("1 - ", ""),
    ("x or ", ""),
    ("a|", ""),
    ("//", ""),
    ("coalesce('',", ")"),
    ("(.)[", "]"),
]
_PIECES = re.compile(r"\s+|\w+|.", re.DOTALL)


def expression(number: int) -> str:
    """The malformed expression of that number."""
    chance = Random(number)
    pieces = _PIECES.findall(chance.choice(EXPRESSIONS))
    for _ in range(chance.randrange(1, 5)):
        pieces = chance.choice(_SPOILING)(pieces, chance)
    text = "".join(pieces)
    return _nested(text, chance) if chance.random() < 0.05 else text


def _without(pieces: list[str], chance: Random) -> list[str]:
    start, end = _span(pieces, chance)
    return pieces[:start] + pieces[end:]


def _twice(pieces: list[str], chance: Random) -> list[str]:
    start, end = _span(pieces, chance)
    return pieces[:end] + pieces[start:]


def _odd(pieces: list[str], chance: Random) -> list[str]:
    start, end = _span(pieces, chance)
    return [*pieces[:start], chance.choice(ODD), *pieces[chance.choice((start, end)) :]]


def _crossed(pieces: list[str], chance: Random) -> list[str]:
    other = _PIECES.findall(chance.choice(EXPRESSIONS))
    start, end = _span(pieces, chance)
    first, last = _span(other, chance)
    return pieces[:start] + other[first:last] + pieces[end:]


def _argument(pieces: list[str], chance: Random) -> list[str]:
    """Another whole expression where a word was: mostly well formed, and of the wrong kind."""
    words = [place for place, piece in enumerate(pieces) if piece.isalnum()] or [0]
    place = chance.choice(words)
    return [*pieces[:place], chance.choice([*EXPRESSIONS, *ODD]), *pieces[place + 1 :]]


Spoiling = Callable[[list[str], Random], list[str]]
_SPOILING: Sequence[Spoiling] = (_without, _twice, _odd, _crossed, _argument)


def _span(pieces: list[str], chance: Random) -> tuple[int, int]:
    start = chance.randrange(len(pieces) + 1)
    return start, min(len(pieces), start + chance.randrange(1, 6))


def _nested(text: str, chance: Random) -> str:
    opening, closing = chance.choice(_NESTS)
    levels = chance.choice((3, 20, 45, 99, 101, 500, 3000))
    return opening * levels + text + closing * chance.choice((0, levels - 1, levels))


# --- forms

_RICH = xform(
    '<data id="rich" version="1" fk:gate="agrees"><agrees/><name>x</name><born/><village/>'
    '<likes/><place/><level/><member jr:template=""><age/><pet jr:template=""><kind/></pet>'
    "</member><size>2</size><counted><n/></counted><total/><note/><meta><instanceID/><instanceName/></meta>"
    "</data>",
    """<itext><translation lang="en" default="true()"><text id="q"><value>Hello
    <output value="/data/name"/></value><value form="image">jr://images/a.png</value></text>
    </translation>
    <translation lang="el"><text id="q"><value>Γεια</value></text></translation></itext>
    <instance id="villages" src="jr://file-csv/villages.csv"/>
    <instance id="places" src="jr://file/places.geojson"/>
    <instance id="kinds" src="jr://file/kinds.xml"/>
    <instance id="last" src="jr://instance/last-saved"/>
    <instance id="yn"><root><item><name>yes</name><label>Yes</label></item>
    <item><name>no</name><label>No</label></item></root></instance>
    <bind nodeset="/data/agrees" type="string" required="true()" jr:requiredMsg="Please"/>
    <bind nodeset="/data/born" type="date" constraint=". &lt; today()" jr:constraintMsg="Later"/>
    <bind nodeset="/data/place" type="geopoint"/><bind nodeset="/data/level" type="int"/>
    <bind nodeset="/data/member" relevant="/data/agrees = 'yes'"/>
    <bind nodeset="/data/member/age" type="int" readonly="../../level &gt; 3"/>
    <bind nodeset="/data/counted/n" calculate="position(..) * 2"/>
    <bind nodeset="/data/total" type="decimal" calculate="sum(/data/counted/n) + 1"/>
    <bind nodeset="/data/note" calculate="jr:choice-name(/data/village, '/data/village')"/>
    <bind nodeset="/data/meta/instanceID" jr:preload="uid"/>
    <bind nodeset="/data/meta/instanceName" calculate="concat(/data/name, uuid())"/>
    <setvalue ref="/data/name" event="odk-instance-first-load" value="'first'"/>""",
    """<select1 ref="/data/agrees"><label ref="jr:itext('q')"/><item><label>Yes</label>
    <value>yes</value></item></select1><input ref="/data/born"><hint>When</hint></input>
    <select1 ref="/data/village" appearance="minimal"><itemset
    nodeset="instance('villages')/root/item[district = /data/name]"><value ref="name"/>
    <label ref="label"/></itemset></select1>
    <select ref="/data/likes"><itemset nodeset="randomize(instance('yn')/root/item, 7)">
    <value ref="name"/><label ref="label"/></itemset></select>
    <range ref="/data/level" start="0" end="10" step="2"/>
    <group ref="/data/member"><repeat nodeset="/data/member"><input ref="/data/member/age">
    <setvalue ref="/data/note" event="xforms-value-changed" value="1"/></input>
    <repeat nodeset="/data/member/pet"><input ref="/data/member/pet/kind"/></repeat></repeat>
    </group>
    <repeat nodeset="/data/counted" jr:count="/data/size"><input ref="/data/counted/n"/></repeat>
    <odk:rank ref="/data/likes"/><upload ref="/data/note" mediatype="image/*"/>
    <trigger ref="/data/total"/>""",
).decode()
_FORMS = [_RICH, _RICH, xform(*HOUSEHOLD).decode(), _PAGE.split("```xml\n")[1].split("```")[0]]
_FILES = {
    "jr://file-csv/villages.csv": b"name,label,district\nmel,Melissi,x\nkar,Karya,y\n",
    "jr://file/places.geojson": b'{"type": "FeatureCollection", "features": [{"id": 1, "geometry":'
    b' {"type": "Point", "coordinates": [23.1, 38.2]}, "properties": {"name": "a"}}]}',
    "jr://file/kinds.xml": b"<root><item><name>cat</name><label>Cat</label></item></root>",
}
_JSON_VALUE = re.compile(rb"\[[^\[\]]*\]|\{[^{}]*\}|\"\w*\"|[0-9.]+")
_ODD_JSON = [
    b"null",
    b"[]",
    b"{}",
    b"7",
    b'"x"',
    b"true",
    b"NaN",
    b"1e999",
    b'"LineString"',
    b"[7]",
]
_TAGS = re.compile(r"<[^>]*>|[^<]+")
_VALUE = re.compile(r'"[^"]*"')


def form(number: int) -> FormPackage:
    """The malformed form of that number, with the files it reads, which may be spoilt too."""
    chance = Random(number)
    pieces = _TAGS.findall(chance.choice(_FORMS))
    for _ in range(chance.randrange(1, 4)):
        pieces = chance.choice(_SPOILING_XML)(pieces, chance)
    written = "".join(pieces).encode("utf-8", "surrogatepass")
    files = dict(_FILES)
    if chance.random() < 0.25:
        name = chance.choice(list(files))
        files[name] = _bytes(files[name], chance)
    return FormPackage(_bytes(written, chance) if chance.random() < 0.1 else written, files)


def _other_value(pieces: list[str], chance: Random) -> list[str]:
    """An attribute with an expression, a malformed one, or the value of another attribute."""
    places = [place for place, piece in enumerate(pieces) if '="' in piece]
    if not places:
        return pieces
    place = chance.choice(places)
    found = chance.choice(list(_VALUE.finditer(pieces[place])) or [None])
    if found is None:
        return pieces
    others = _VALUE.findall(chance.choice(_FORMS))
    said = chance.choice(
        (
            quoteattr(expression(chance.randrange(10**9))),
            quoteattr(chance.choice(EXPRESSIONS)),
            quoteattr(chance.choice(ODD)),
            chance.choice(others),
            chance.choice(others),
        )
    )
    tag = pieces[place]
    return [
        *pieces[:place],
        tag[: found.start()] + said + tag[found.end() :],
        *pieces[place + 1 :],
    ]


def _other_text(pieces: list[str], chance: Random) -> list[str]:
    place = chance.randrange(len(pieces) + 1)
    return [*pieces[:place], chance.choice(ODD).replace("<", "&lt;"), *pieces[place:]]


def _element(pieces: list[str], chance: Random) -> tuple[int, int]:
    """Where a whole element stands, so that what is left is still XML."""
    start = chance.choice([at for at, piece in enumerate(pieces) if piece[:1] == "<"] or [0])
    depth = 0
    for end in range(start, len(pieces)):
        if pieces[end].startswith("</"):
            depth -= 1
        elif pieces[end].startswith("<") and not pieces[end].endswith("/>"):
            depth += 1
        if depth <= 0:
            return start, end + 1
    return start, len(pieces)


def _element_gone(pieces: list[str], chance: Random) -> list[str]:
    start, end = _element(pieces, chance)
    return pieces[:start] + pieces[end:]


def _element_moved(pieces: list[str], chance: Random) -> list[str]:
    start, end = _element(pieces, chance)
    rest = pieces[:start] + pieces[end:]
    place = chance.randrange(len(rest) + 1)
    return rest[:place] + pieces[start:end] + rest[place:]


def _element_again(pieces: list[str], chance: Random) -> list[str]:
    start, end = _element(pieces, chance)
    place = chance.choice((end, chance.randrange(len(pieces) + 1)))
    return pieces[:place] + pieces[start:end] + pieces[place:]


def _element_deep(pieces: list[str], chance: Random) -> list[str]:
    start, end = _element(pieces, chance)
    name = chance.choice(("g", "data", "group", "repeat", "output", "value", "meta"))
    levels = chance.choice((1, 2, 50, 150, 198, 201, 2000))
    return [
        *pieces[:start],
        f"<{name}>" * levels,
        *pieces[start:end],
        f"</{name}>" * levels,
        *pieces[end:],
    ]


_SPOILING_XML: Sequence[Spoiling] = (
    *(_other_value,) * 5,
    _other_text,
    *(_element_gone,) * 2,
    *(_element_moved,) * 2,
    *(_element_again,) * 2,
    _element_deep,
    _without,
    _twice,
)


def _bytes(data: bytes, chance: Random) -> bytes:
    if data.startswith(b"{") and chance.random() < 0.5:
        found = chance.choice(list(_JSON_VALUE.finditer(data)))
        odd = chance.choice(_ODD_JSON)
        return odd if chance.random() < 0.1 else data[: found.start()] + odd + data[found.end() :]
    spoilt = bytearray(data)
    for _ in range(chance.randrange(1, 4)):
        place = chance.randrange(len(spoilt) + 1)
        odd = chance.choice((b"", b"\0", b"\xff", b"\xed\xa0\x80", b'"', b"[" * 3000, b"1e999"))
        spoilt[place : place + chance.randrange(9)] = odd
    return bytes(spoilt)
