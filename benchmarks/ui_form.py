"""A form for the window: two sections of thirty questions of the usual kinds, in two languages."""

from __future__ import annotations

from fieldkit.forms import FormPackage

PAGE_FORM = "page_of_thirty"
SECTIONS = ("g0", "g1")
QUESTIONS = 30
_KINDS = ("string", "int", "select1")
_CHOICES = 5
_LANGUAGES = {"English (en)": "Question", "العربية (ar)": "سؤال"}


def page_form() -> FormPackage:
    """The form; each third question is a choice of five."""
    names = [f"{section}/q{number}" for section in SECTIONS for number in range(QUESTIONS)]
    text = f"""<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>Thirty</h:title><model>
<itext>{"".join(_translation(*each, names) for each in _LANGUAGES.items())}</itext>
<instance><data id="{PAGE_FORM}" version="1">{"".join(map(_nodes, SECTIONS))}
<meta><instanceID/></meta></data></instance>{"".join(map(_bind, names))}
<bind nodeset="/data/meta/instanceID" type="string" jr:preload="uid"/>
</model></h:head><h:body>{"".join(map(_section, SECTIONS))}</h:body></h:html>"""
    metadata = {"form_id": PAGE_FORM, "version": "1", "title": "Thirty"}
    return FormPackage(text.encode(), {}, metadata)


def _kind(name: str) -> str:
    return _KINDS[int(name.rpartition("q")[2]) % len(_KINDS)]


def _translation(language: str, word: str, names: list[str]) -> str:
    labels = [f"/data/{name}:label" for name in names] + [f"c{at}" for at in range(_CHOICES)]
    labels += [f"/data/{section}:label" for section in SECTIONS]
    texts = "".join(
        f'<text id="{label}"><value>{word} {label.strip("/")}</value></text>' for label in labels
    )
    return f'<translation lang="{language}">{texts}</translation>'


def _nodes(section: str) -> str:
    return f"<{section}>{''.join(f'<q{at}/>' for at in range(QUESTIONS))}</{section}>"


def _bind(name: str) -> str:
    kind = "int" if _kind(name) == "int" else "string"
    return f'<bind nodeset="/data/{name}" type="{kind}"/>'


def _section(section: str) -> str:
    asked = "".join(_control(f"{section}/q{at}") for at in range(QUESTIONS))
    return f'<group ref="/data/{section}">{_label(section)}{asked}</group>'


def _control(name: str) -> str:
    if _kind(name) != "select1":
        return f'<input ref="/data/{name}">{_label(name)}</input>'
    items = "".join(
        f"<item><label ref=\"jr:itext('c{at}')\"/><value>c{at}</value></item>"
        for at in range(_CHOICES)
    )
    return f'<select1 ref="/data/{name}">{_label(name)}{items}</select1>'


def _label(name: str) -> str:
    return f"<label ref=\"jr:itext('/data/{name}:label')\"/>"
