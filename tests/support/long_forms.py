"""Long forms as pyxform would write them: many groups, two languages, some logic of each kind."""

from __future__ import annotations

from fieldkit.forms import FormPackage

_HEAD = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms"
 xmlns:fk="https://fieldkit.gr/ns/xforms"><h:head><h:title>Long form</h:title><model>"""
_LANGUAGES = {"English (en)": "Question", "العربية (ar)": "سؤال"}


def long_form(questions: int = 1000, groups: int = 40) -> FormPackage:
    """A form of so many questions in so many groups. In each group: numbers with a range, a choice
    of eight, a date, texts, one question in five required, one in seven asked only after a yes, and
    a label that quotes the first answer of the group."""
    size = questions // groups
    made = [_group(number, size) for number in range(groups)]
    instance = "".join(each[0] for each in made)
    binds = "".join(each[1] for each in made)
    body = "".join(each[2] for each in made)
    listed = "".join(f"<item><name>c{at}</name><itextId>c{at}</itextId></item>" for at in range(8))
    return FormPackage(
        f"""{_HEAD}<itext>{_texts(groups, size)}</itext>
<instance><data id="long" version="1">{instance}
<orx:meta><orx:instanceID/></orx:meta></data></instance>
<instance id="list"><root>{listed}</root></instance>{binds}
<bind nodeset="/data/orx:meta/orx:instanceID" type="string" jr:preload="uid"/>
</model></h:head><h:body>{body}</h:body></h:html>""".encode()
    )


def _group(number: int, size: int) -> tuple[str, str, str]:
    above = f"/data/g{number}"
    leaves = [f"q{number}_{at}" for at in range(size)]
    instance = f"<g{number}>{''.join(f'<{leaf}/>' for leaf in leaves)}</g{number}>"
    binds = "".join(_bind(f"{above}/{leaf}", above, number, at) for at, leaf in enumerate(leaves))
    controls = "".join(_control(f"{above}/{leaf}", leaf, at) for at, leaf in enumerate(leaves))
    title = f"<label ref=\"jr:itext('{above}:label')\"/>"
    return instance, binds, f'<group ref="{above}">{title}{controls}</group>'


def _bind(path: str, above: str, number: int, at: int) -> str:
    kind = ("int", "string", "string", "date", "string")[at % 5]
    logic = ' required="true()"' if at % 5 == 0 else ""
    if kind == "int":
        logic += ' constraint=". &gt;= 0 and . &lt; 150"'
    if at % 7 == 6:
        logic += f" relevant=\"{above}/q{number}_1 = 'c1'\""
    return f'<bind nodeset="{path}" type="{kind}" fk:sensitivity="ordinary"{logic}/>'


def _control(path: str, leaf: str, at: int) -> str:
    label = f"<label ref=\"jr:itext('{path}:label')\"/>"
    if at % 5 == 1:
        return (
            f'<select1 ref="{path}">{label}<itemset nodeset="instance(\'list\')/root/item">'
            '<value ref="name"/><label ref="jr:itext(itextId)"/></itemset></select1>'
        )
    return f'<input ref="{path}">{label}</input>'


def _texts(groups: int, size: int) -> str:
    return "".join(
        f'<translation lang="{language}">{_all_texts(word, groups, size)}</translation>'
        for language, word in _LANGUAGES.items()
    )


def _all_texts(word: str, groups: int, size: int) -> str:
    texts = [f'<text id="c{at}"><value>{word} c{at}</value></text>' for at in range(8)]
    for number in range(groups):
        above = f"/data/g{number}"
        texts.append(f'<text id="{above}:label"><value>{word} {number}</value></text>')
        for at in range(size):
            quoted = f' <output value="{above}/q{number}_0"/>' if at == 2 else ""
            path = f"{above}/q{number}_{at}"
            texts.append(
                f'<text id="{path}:label"><value>{word} {number}.{at}{quoted}</value></text>'
            )
    return "".join(texts)
