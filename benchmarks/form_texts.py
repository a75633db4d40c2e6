"""Forms for the benchmarks, as XForm text made in code: long flat ones, nested repeats, big lists.

Their logic is that of real questionnaires: sections that hide, gates, constraints, small averages,
one running total through the whole form, and one question that everything hangs on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from fieldkit.forms import FormPackage

QUESTIONS_PER_SECTION: Final = 10
REGIONS: Final = 20
DISTRICTS: Final = 200

_YES_NO: Final = (("yes", "Yes"), ("no", "No"))
_LETTERS: Final = tuple((letter, f"Option {letter}") for letter in "abcde")

_FRAME: Final = """<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms">
<h:head><h:title>{form_id}</h:title><model>
<instance><data id="{form_id}" version="1">{instance}<meta><instanceID/></meta></data></instance>
{lists}{binds}<bind nodeset="/data/meta/instanceID" type="string" jr:preload="uid"/>
</model></h:head><h:body>{body}</h:body></h:html>"""


@dataclass
class _Form:
    """A form being written: its instance, binds, body and lists, piece by piece."""

    instance: list[str] = field(default_factory=list[str])
    binds: list[str] = field(default_factory=list[str])
    body: list[str] = field(default_factory=list[str])
    lists: list[str] = field(default_factory=list[str])

    def bind(self, path: str, kind: str, **logic: str) -> None:
        """A bind and its node in the instance."""
        written = "".join(f" {name}={quoteattr(source)}" for name, source in logic.items())
        self.instance.append(f"<{path.rpartition('/')[2]}/>")
        self.binds.append(f'<bind nodeset="{path}" type="{kind}"{written}/>')

    def ask(self, path: str, kind: str, label: str, **logic: str) -> None:
        """A question in words."""
        self.bind(path, kind, **logic)
        self.body.append(f'<input ref="{path}"><label>{label}</label></input>')

    def choose(
        self,
        path: str,
        label: str,
        choices: Iterable[tuple[str, str]],
        *,
        control: str,
        **logic: str,
    ) -> None:
        """A question with choices of its own."""
        items = "".join(
            f"<item><label>{words}</label><value>{value}</value></item>" for value, words in choices
        )
        self.bind(path, "string", **logic)
        self.body.append(f'<{control} ref="{path}"><label>{label}</label>{items}</{control}>')

    def package(self, form_id: str) -> FormPackage:
        """The finished form."""
        xform = _FRAME.format(
            form_id=form_id,
            instance="".join(self.instance),
            lists="".join(self.lists),
            binds="".join(self.binds),
            body="".join(self.body),
        )
        metadata = {"form_id": form_id, "version": "1", "title": form_id}
        return FormPackage(xform.encode(), {}, metadata)


def flat_form(questions: int) -> FormPackage:
    """A form of about `questions` questions in sections of ten, after the age of a person."""
    form = _Form()
    form.ask("/data/age", "int", "Age", constraint=". >= 0 and . <= 120", required="true()")
    for number in range(sections(questions)):
        _section(form, number)
    return form.package(f"flat_{questions}")


def sections(questions: int) -> int:
    """How many sections a flat form has."""
    return max(1, questions // QUESTIONS_PER_SECTION)


def flat_answers(questions: int) -> dict[str, str]:
    """An answer to each question of a flat form, by path."""
    values = {"/data/age": "44"}
    for k in range(sections(questions)):
        values |= {
            f"/data/s{k}/gate{k}": "yes",
            f"/data/s{k}/int{k}": "12",
            f"/data/s{k}/dec{k}": "4.5",
            f"/data/s{k}/date{k}": "2026-11-01",
            f"/data/s{k}/mul{k}": "a c",
            f"/data/s{k}/txt{k}": "something else",
            f"/data/s{k}/rem{k}": "a remark",
        }
    return values


def answered(package: FormPackage, values: Mapping[str, str]) -> FormPackage:
    """The form with answers in its instance; the last names of their paths must be unique."""
    by_name = {path.rpartition("/")[2]: escape(value) for path, value in values.items()}

    def filled(empty: re.Match[str]) -> str:
        name = empty[1]
        return f"<{name}>{by_name[name]}</{name}>" if name in by_name else empty[0]

    xform = re.sub(r"<(\w+)/>", filled, package.xform.decode())
    return replace(package, xform=xform.encode())


def _section(form: _Form, number: int) -> None:
    k, at = number, f"/data/s{number}"
    relevant = f"/data/age >= {k % 5}"
    if k % 3 == 2:
        relevant += f" and /data/s{k - 1}/gate{k - 1} != 'no'"
    before = f"/data/s{k - 1}/tot{k - 1} + " if k else ""
    asked = f"{at}/gate{k} = 'yes'"
    form.instance.append(f"<s{k}>")
    form.binds.append(f'<bind nodeset="{at}" relevant={quoteattr(relevant)}/>')
    form.body.append(f'<group ref="{at}"><label>Section {k}</label>')
    form.choose(f"{at}/gate{k}", f"Any in section {k}?", _YES_NO, control="select1")
    form.ask(f"{at}/int{k}", "int", "How many?", relevant=asked, constraint=". > 0 and . < 1000")
    form.ask(
        f"{at}/dec{k}",
        "decimal",
        "Weight",
        relevant=f"{at}/int{k} > 5",
        constraint=f". <= {at}/int{k} * 10",
    )
    form.ask(f"{at}/date{k}", "date", "When?", constraint=". <= today()")
    form.choose(f"{at}/mul{k}", "Which?", _LETTERS, control="select", relevant=asked)
    form.ask(
        f"{at}/txt{k}",
        "string",
        "Other, please say",
        relevant=f"selected({at}/mul{k}, 'c') or count-selected({at}/mul{k}) > 3",
        constraint="regex(., '^[A-Za-z ]+$')",
    )
    average = f"round(coalesce({at}/dec{k}, 0) div {at}/int{k}, 2)"
    form.bind(
        f"{at}/avg{k}",
        "string",
        calculate=f"if({at}/int{k} != '' and {at}/int{k} > 0, {average}, 0)",
    )
    form.bind(f"{at}/tot{k}", "string", calculate=f"{before}coalesce({at}/int{k}, 0) + {at}/avg{k}")
    so_far = f'<output value="{at}/tot{k}"/> in all, <output value="{at}/int{k}"/> here'
    form.ask(f"{at}/note{k}", "string", f"So far {so_far}", readonly="true()")
    about = f'Remarks about <output value="{at}/txt{k}"/>'
    form.ask(f"{at}/rem{k}", "string", about, relevant=f"{at}/tot{k} > {k * 10}")
    form.instance.append(f"</s{k}>")
    form.body.append("</group>")


def household_form(households: int = 0, members: int = 0) -> FormPackage:
    """Households with members: two nested repeats with counts, sums and positions between them.

    It begins with so many households of so many members, who are 0, 1, 2… years old.
    """
    form, at = _Form(), "/data/hh/mem"
    form.ask("/data/village", "string", "Village")
    _open_repeat(form, "/data/hh", "Household")
    form.ask("/data/hh/hhname", "string", "Name")
    _open_repeat(form, at, "Member")
    form.ask(f"{at}/mname", "string", "Name")
    form.bind(f"{at}/idx", "string", calculate="position(..)")
    form.ask(f"{at}/mage", "int", "Age", constraint=". < 130")
    form.choose(f"{at}/preg", "Pregnant?", _YES_NO, control="select1", relevant="../mage >= 12")
    form.bind(f"{at}/adult", "string", calculate="if(../mage >= 18, 1, 0)")
    minor = "../mage < 18 and ../mage != ''"
    form.ask(f"{at}/school", "string", 'School of <output value="../mname"/>', relevant=minor)
    _close_repeat(form, at)
    form.bind("/data/hh/n", "string", calculate="count(../mem)")
    form.bind("/data/hh/adults", "string", calculate="sum(../mem/adult)")
    first = f"indexed-repeat({at}/mname, /data/hh, position(..), {at}, 1)"
    form.bind("/data/hh/first", "string", calculate=first)
    _close_repeat(form, "/data/hh")
    form.instance.append(_household("".join(form.instance), members) * households)
    form.bind("/data/tot_adults", "string", calculate="sum(/data/hh/adults)")
    form.bind("/data/maxage", "string", calculate=f"max({at}/mage)")
    form.ask("/data/nn", "string", '<output value="/data/tot_adults"/> adults', readonly="true()")
    return form.package("households")


def _household(written: str, members: int) -> str:
    """One household with its members, made from their templates in the instance."""
    _, _, rest = written.partition('<hh jr:template="">')
    name, _, rest = rest.partition('<mem jr:template="">')
    member, _, after = rest.partition("</mem>")
    rows = "".join(
        f"<mem>{member}</mem>".replace("<mage/>", f"<mage>{age}</mage>") for age in range(members)
    )
    return f"<hh>{name}{rows}{after}".replace("<mname/>", "<mname>Member</mname>")


def _open_repeat(form: _Form, path: str, label: str) -> None:
    form.instance.append(f'<{path.rpartition("/")[2]} jr:template="">')
    form.body.append(f'<group ref="{path}"><label>{label}</label><repeat nodeset="{path}">')


def _close_repeat(form: _Form, path: str) -> None:
    form.instance.append(f"</{path.rpartition('/')[2]}>")
    form.body.append("</repeat></group>")


def cascade_form(villages: int) -> FormPackage:
    """Region, district, village: three lists that narrow each other, and the village's name."""
    form = _Form()
    form.lists += [
        _list("reg", ({"name": f"r{n}", "label": f"Region {n}"} for n in range(REGIONS))),
        _list("dist", map(_district, range(DISTRICTS))),
        _list("vill", map(_village, range(villages))),
    ]
    of_region = "region = /data/region"
    _choose_from(form, "/data/region", "instance('reg')/root/item")
    _choose_from(form, "/data/district", f"instance('dist')/root/item[{of_region}]")
    both = f"{of_region} and district = /data/district"
    _choose_from(form, "/data/village", f"instance('vill')/root/item[{both}]")
    form.bind("/data/vname", "string", calculate="jr:choice-name(/data/village, ' /data/village ')")
    label = "instance('vill')/root/item[name = /data/village]/label"
    form.bind("/data/vlabel", "string", calculate=label)
    return form.package("cascade")


def _district(number: int) -> dict[str, str]:
    return {
        "name": f"d{number}",
        "label": f"District {number}",
        "region": f"r{number % REGIONS}",
    }


def _village(number: int) -> dict[str, str]:
    district = number % DISTRICTS
    return {
        "name": f"v{number}",
        "label": f"Village {number}",
        "region": f"r{district % REGIONS}",
        "district": f"d{district}",
    }


def _list(name: str, items: Iterable[dict[str, str]]) -> str:
    return f'<instance id="{name}"><root>{"".join(_items(items))}</root></instance>'


def _items(items: Iterable[dict[str, str]]) -> Iterator[str]:
    for item in items:
        cells = "".join(f"<{name}>{escape(cell)}</{name}>" for name, cell in item.items())
        yield f"<item>{cells}</item>"


def _choose_from(form: _Form, path: str, nodes: str) -> None:
    form.bind(path, "string")
    form.body.append(
        f'<select1 ref="{path}"><label>Which?</label><itemset nodeset={quoteattr(nodes)}>'
        '<value ref="name"/><label ref="label"/></itemset></select1>'
    )
