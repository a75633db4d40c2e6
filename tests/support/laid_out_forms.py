"""Random forms of every shape a page can meet: questions loose and in groups, groups in groups,
repeats in groups and in repeats, and logic between them. Two languages, some words missing."""

from __future__ import annotations

from dataclasses import dataclass, field

from hypothesis import strategies as st

KINDS = ("int", "int", "string", "date", "select_one", "select_multiple", "note", "trigger")
CHOICES = ("c1", "c2", "c3")


@dataclass
class Made:
    """The parts of an XForm, and the number questions that later ones may read."""

    binds: list[str] = field(default_factory=list)
    words: dict[str, tuple[str, str]] = field(default_factory=dict)
    numbers: list[tuple[str, bool]] = field(default_factory=list)
    count: int = 0

    def name(self) -> str:
        self.count += 1
        return f"n{self.count}"


@st.composite
def forms(draw: st.DrawFn) -> bytes:
    """An XForm."""
    made = Made()
    # Two numbers at the root, so that there is always something to read.
    parts = [_question(draw, made, "/data", "int", False) for _ in range(2)]
    parts += [_node(draw, made, "/data", 0, False) for _ in range(draw(st.integers(2, 6)))]
    instance = "".join(part[0] for part in parts)
    body = "".join(part[1] for part in parts)
    return f"""<h:html xmlns="http://www.w3.org/2002/xforms"
 xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa"
 xmlns:fk="https://fieldkit.gr/ns/xforms"><h:head><h:title>Generated</h:title><model>
<itext>{_translation(made, "English (en)", 0)}{_translation(made, "Ελληνικά (el)", 1)}</itext>
<instance><data id="generated" version="1">{instance}<meta><instanceID/></meta></data></instance>
{"".join(made.binds)}</model></h:head><h:body>{body}</h:body></h:html>""".encode()


def _translation(made: Made, language: str, which: int) -> str:
    texts = "".join(
        f'<text id="{text_id}"><value>{words[which]}</value></text>'
        for text_id, words in made.words.items()
        if words[which]
    )
    return f'<translation lang="{language}">{texts}</translation>'


def _node(draw: st.DrawFn, made: Made, above: str, depth: int, repeated: bool) -> tuple[str, str]:
    kinds = ["question"] * 4 + (["group", "group", "repeat"] if depth < 3 else [])
    kind = draw(st.sampled_from(kinds))
    if kind == "question":
        return _question(draw, made, above, draw(st.sampled_from(KINDS)), repeated)
    return _container(draw, made, above, kind, depth, repeated)


def _container(
    draw: st.DrawFn, made: Made, above: str, kind: str, depth: int, repeated: bool
) -> tuple[str, str]:
    name = made.name()
    path = f"{above}/{name}"
    logic = _attribute("relevant", draw(_maybe(made)))
    if draw(st.integers(0, 2)) == 0:
        logic += _attribute("readonly", draw(_maybe(made)))
    count = draw(st.none() | _number(made)) if kind == "repeat" else None
    if logic:
        made.binds.append(f'<bind nodeset="{path}"{logic}/>')
    label = _label(draw, made, path)
    inside = repeated or kind == "repeat"
    # A repeat must hold something besides what may be empty; so that it is never read as a leaf.
    parts = [_question(draw, made, path, "string", inside)]
    parts += [_node(draw, made, path, depth + 1, inside) for _ in range(draw(st.integers(0, 3)))]
    instance = "".join(part[0] for part in parts)
    body = "".join(part[1] for part in parts)
    if kind == "group":
        appearance = draw(st.sampled_from(["", ' appearance="field-list"']))
        return (
            f"<{name}>{instance}</{name}>",
            f'<group ref="{path}"{appearance}>{label}{body}</group>',
        )
    template = draw(st.sampled_from(["", ' jr:template=""'])) if count is None else ""
    counted = "" if count is None else f' jr:count="{count}"'
    return (
        f"<{name}{template}>{instance}</{name}>",
        f'<group ref="{path}">{label}<repeat nodeset="{path}"{counted}>{body}</repeat></group>',
    )


def _question(
    draw: st.DrawFn, made: Made, above: str, kind: str, repeated: bool
) -> tuple[str, str]:
    name = made.name()
    path = f"{above}/{name}"
    made.binds.append(f'<bind nodeset="{path}"{_logic(draw, made, kind)}/>')
    label = _label(draw, made, path)
    if kind == "int":
        made.numbers.append((path, repeated))
    return f"<{name}/>", _control(path, kind, label)


def _logic(draw: st.DrawFn, made: Made, kind: str) -> str:
    if kind == "note":
        return ' type="string" readonly="true()"' + _attribute("relevant", draw(_maybe(made)))
    stored = kind if kind in ("int", "date") else "string"
    logic = f' type="{stored}" fk:sensitivity="ordinary"'
    logic += _attribute("relevant", draw(_maybe(made)))
    logic += _attribute("required", draw(st.sampled_from(["", "true()"]) | _maybe(made)))
    logic += _attribute(
        "readonly", draw(st.sampled_from(["", "", "", "of"])) and draw(_maybe(made))
    )
    if kind == "int" and made.numbers and draw(st.integers(0, 3)) == 0:
        logic += _attribute("constraint", f". &lt;= {draw(_number(made))} + 3")
    return logic


def _attribute(name: str, source: str) -> str:
    return f' {name}="{source}"' if source else ""


def _maybe(made: Made) -> st.SearchStrategy[str]:
    return st.just("") if not made.numbers else st.just("") | _condition(made)


def _condition(made: Made) -> st.SearchStrategy[str]:
    shapes = st.sampled_from(["{} &gt; 1", "{} != ''", "not({} = 2)", "{} &lt; 3"])
    return st.builds(lambda shape, number: shape.format(number), shapes, _number(made))


def _number(made: Made) -> st.SearchStrategy[str]:
    """A number read from a question made before: from everywhere at once where it repeats."""
    return st.sampled_from(list(made.numbers)).map(lambda at: f"sum({at[0]})" if at[1] else at[0])


def _label(draw: st.DrawFn, made: Made, path: str) -> str:
    shape = draw(st.sampled_from(["both", "both", "first", "quoting", "none"]))
    if shape == "none":
        return ""
    quoted = ""
    if shape == "quoting" and made.numbers:
        quoted = f' <output value="{draw(_number(made))}"/>'
    name = path.rpartition("/")[2]
    greek = "" if shape == "first" else f"Ερώτηση {name}{quoted}"
    made.words[f"{path}:label"] = (f"Question {name}{quoted}", greek)
    return f"<label ref=\"jr:itext('{path}:label')\"/>"


def _control(path: str, kind: str, label: str) -> str:
    items = "".join(f"<item><label>{each}</label><value>{each}</value></item>" for each in CHOICES)
    match kind:
        case "select_one":
            return f'<select1 ref="{path}">{label}{items}</select1>'
        case "select_multiple":
            return f'<select ref="{path}">{label}{items}</select>'
        case "trigger":
            return f'<trigger ref="{path}">{label}</trigger>'
        case _:
            return f'<input ref="{path}">{label}</input>'
