"""What is not relevant never leaves: not in a submission, a record, a label, a choice or an entity.

Every typed answer is a text found nowhere else, so that a leak is found by its text.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from xml.etree import ElementTree

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from small_forms import define

from fieldkit.forms import FormSession, Moment
from fieldkit.forms.places import definition_path
from fieldkit.model.errors import AnswerRefused

Edit = tuple[str, int, bool]
# place -> what a path from a question there needs to come to /data, /data/r and /data/r/n
PLACES = {"/data": 1, "/data/g": 2, "/data/r": 2, "/data/r/n": 3}
KINDS = ["switch", "switch", "answer", "answer", "add", "remove"]
EDITS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 999), st.booleans()), min_size=3, max_size=10
)
# Half of the answers end in "z": what reads them is hidden, and comes back.
CONDITIONS = (
    "not(contains({0}, 'z'))",
    "not(contains({0}, 'z') or contains({1}, 'z'))",
    "{0} != ''",
)
TEXTS = ("concat({0}, '+', {1})", "if({0} = '', {1}, {0})", "coalesce({0}, {1})", "{0}")


@dataclass(frozen=True)
class Leaf:
    """A text question, or (`calculate`) a text made of earlier ones."""

    name: str
    place: str
    calculate: str
    relevant: str
    label: str

    @property
    def path(self) -> str:
        return f"{self.place}/{self.name}"


def _seen_from(place: str, leaf: Leaf) -> str:
    """`leaf` as a question at `place` reads it: its own row's, or all there are."""
    if leaf.place in ("/data", "/data/g"):
        return leaf.path
    shared = "/data/r/n" if place == leaf.place == "/data/r/n" else "/data/r"
    if not place.startswith("/data/r"):
        return f"join('|', {leaf.path})"
    steps = PLACES[place] + 1 - shared.count("/")
    path = "/".join([".."] * steps) + leaf.path.removeprefix(shared)
    return path if place.startswith(leaf.place) else f"join('|', {path})"


@st.composite
def _made_of(draw: st.DrawFn, shapes: tuple[str, ...], place: str, earlier: list[Leaf]) -> str:
    terms = [_seen_from(place, draw(st.sampled_from(earlier))) for _ in range(2)]
    return draw(st.sampled_from(shapes)).format(*terms)


@st.composite
def forms(draw: st.DrawFn) -> tuple[str, str, str]:
    """Instance, model and body of a form with groups, repeats, labels, choices and an entity."""
    leaves = [Leaf("a", "/data", "", "", ""), Leaf("b", "/data/r", "", "", "")]
    for number in range(draw(st.integers(3, 8))):
        place = draw(st.sampled_from(list(PLACES)))
        leaves.append(
            Leaf(
                f"q{number}",
                place,
                draw(_made_of(TEXTS, place, leaves)) if draw(st.booleans()) else "",
                draw(_made_of(CONDITIONS, place, leaves)) if draw(st.booleans()) else "",
                draw(_made_of(TEXTS, place, leaves)),
            )
        )
    around = {
        path: CONDITIONS[0].format("/data/a")
        for path in draw(st.sets(st.sampled_from(["/data/g", "/data/r", "/data/r/n"]), min_size=1))
    }
    top = [draw(_made_of(TEXTS, "/data", leaves)) for _ in range(2)]
    return _instance(leaves), _model(leaves, around, top), _body(leaves)


def _instance(leaves: list[Leaf]) -> str:
    inside = {
        place: "".join(f"<{leaf.name}/>" for leaf in leaves if leaf.place == place)
        for place in PLACES
    }
    return f"""<data id="leak">{inside["/data"]}<g>{inside["/data/g"]}</g><r jr:template="">
    {inside["/data/r"]}<n jr:template="">{inside["/data/r/n"]}</n></r><pick/><meta>
    <entity dataset="d" id="" create="1"><label/></entity><instanceName/><instanceID/></meta>
    </data>"""


def _model(leaves: list[Leaf], around: dict[str, str], top: list[str]) -> str:
    binds = "".join(
        f'<bind nodeset="{leaf.path}"'
        + (f' calculate="{leaf.calculate}"' if leaf.calculate else "")
        + (f' relevant="{leaf.relevant}"' if leaf.relevant else "")
        + "/>"
        for leaf in leaves
    )
    binds += "".join(f'<bind nodeset="{path}" relevant="{rule}"/>' for path, rule in around.items())
    return f"""{binds}<bind nodeset="/data/meta/entity/label" calculate="{top[0]}"/>
    <bind nodeset="/data/meta/instanceName" calculate="{top[1]}"/>"""


def _body(leaves: list[Leaf]) -> str:
    asked = {
        place: "".join(
            f'<input ref="{leaf.path}"><label>Say <output value="{leaf.label or 1}"/></label>'
            "</input>"
            for leaf in leaves
            if leaf.place == place
        )
        for place in PLACES
    }
    return f"""{asked["/data"]}<group ref="/data/g">{asked["/data/g"]}</group>
    <repeat nodeset="/data/r">{asked["/data/r"]}<repeat nodeset="/data/r/n">{asked["/data/r/n"]}
    </repeat></repeat><select1 ref="/data/pick"><itemset nodeset="/data/r[b != '']">
    <value ref="b"/><label ref="b"/></itemset></select1>"""


def _typed(session: FormSession) -> list[str]:
    nodes = session.definition.nodes
    return [
        path
        for path in session.paths()
        if (node := nodes[definition_path(path)]).control == "input" and not node.bind.calculate
    ]


def _fill(session: FormSession) -> None:
    for _ in range(2):
        session.add_repeat(f"{session.add_repeat('/data/r')}/n")
    for number, path in enumerate(_typed(session)):
        if session.relevant(path):
            session.answer(path, f"first{number:03}x")


def _apply(session: FormSession, step: int, edit: Edit) -> None:
    what, which, hides = edit
    session.moment = Moment.at("2026-11-22T15:00:00", step + 1)
    rows = [path for path in session.paths() if path.endswith("]")]
    try:
        if what == "switch":
            session.answer("/data/a", f"mark{step:03}{'z' if hides else 'x'}")
        elif what == "answer" and which % 5 == 0 and session.choices("/data/pick"):
            session.answer("/data/pick", session.choices("/data/pick")[0].value)
        elif what == "answer":
            paths = _typed(session)
            session.answer(paths[which % len(paths)], f"mark{step:03}{'z' if hides else 'x'}")
        elif what == "add":
            repeats = ["/data/r", *(f"{row}/n" for row in rows if "/n" not in row)]
            session.add_repeat(repeats[which % len(repeats)])
        elif rows:
            session.remove_repeat(rows[which % len(rows)])
    except AnswerRefused as refusal:
        if refusal.code != "irrelevant":
            raise


def _hidden(session: FormSession) -> set[str]:
    """The answers that were typed and are not relevant now."""
    typed = {session.key(path): path for path in _typed(session)}
    kept = session.draft().values
    return {kept[key] for key, path in typed.items() if key in kept and not session.relevant(path)}


def _leaving(session: FormSession) -> str:
    """All that leaves the engine: what is sent, what is published, what is shown."""
    shown = [
        session.label(path)
        for path in session.paths()
        if session.relevant(path) and session.definition.nodes[definition_path(path)].control
    ]
    offered = [choice.label for choice in session.choices("/data/pick")]
    record = session.record_content("", {})
    sent = session.submission().decode()
    return "\n".join([sent, *record.answers.values(), *shown, *offered])


def _elements(session: FormSession) -> Counter[str]:
    def below(element: ElementTree.Element, above: str) -> list[str]:
        path = f"{above}/{element.tag}"
        return [path, *(each for child in element for each in below(child, path))]

    sent = below(ElementTree.fromstring(session.submission()), "")
    return Counter(path for path in sent if "{" not in path)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(forms(), EDITS)
def test_relevance_never_leaks(form: tuple[str, str, str], steps: list[Edit]) -> None:
    session = FormSession(define(*form), Moment.at("2026-11-22T15:00:00"), record="uuid:r")
    _fill(session)
    for number, edit in enumerate(steps):
        _apply(session, number, edit)
        leaving = _leaving(session)
        assert [text for text in _hidden(session) if text in leaving] == []
        relevant = (definition_path(path) for path in session.paths() if session.relevant(path))
        assert _elements(session) == Counter(relevant)
