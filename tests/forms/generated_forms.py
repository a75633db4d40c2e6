"""Small random forms with known dependencies: the ground truth for the engine's property tests.

A form has a root, a group, a free repeat with a group and a repeat inside, and a counted repeat
with another counted one inside. A count may be hidden, and rows may begin with defaults.
Every expression reads leaves made earlier, so there are no cycles, and says itself what it reads:
`reachable` is computed from that, without the engine's graph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hypothesis import strategies as st

from fieldkit.forms import FormSession

# place -> (path, repeats around it)
PLACES: dict[str, tuple[str, tuple[str, ...]]] = {
    "root": ("/data", ()),
    "group": ("/data/g", ()),
    "repeat": ("/data/r", ("/data/r",)),
    "inner_group": ("/data/r/h", ("/data/r",)),
    "inner_repeat": ("/data/r/n", ("/data/r", "/data/r/n")),
    "counted": ("/data/c", ("/data/c",)),
    "inner_counted": ("/data/c/k", ("/data/c", "/data/c/k")),
}


@dataclass(frozen=True)
class Read:
    """An expression reads `path`; only in rows it shares with the reader up to `shared` repeats."""

    path: str
    shared: int


@dataclass(frozen=True)
class Rule:
    """An expression and what it reads."""

    source: str
    reads: tuple[Read, ...]


@dataclass(frozen=True)
class Leaf:
    """A question (`calculate` is None) or a calculated value."""

    name: str
    place: str
    calculate: Rule | None = None
    relevant: Rule | None = None
    choices: Rule | None = None
    default: str = ""

    @property
    def path(self) -> str:
        return f"{PLACES[self.place][0]}/{self.name}"

    @property
    def repeats(self) -> tuple[str, ...]:
        return PLACES[self.place][1]


DEFAULTS = ("", "2")
COUNTS = {
    "/data/c": Rule("/data/rows", (Read("/data/rows", 0),)),
    "/data/c/k": Rule("../inner_rows", (Read("/data/c/inner_rows", 1),)),
}


@dataclass
class Form:
    """Leaves in order of making, relevance of groups and repeats, and the counts of repeats."""

    leaves: list[Leaf]
    around: dict[str, Rule] = field(default_factory=dict)
    counts: dict[str, Rule] = field(default_factory=lambda: dict(COUNTS))

    def rules(self) -> Iterator[tuple[str, str, Rule]]:
        """(kind, path it decides about, rule)."""
        for leaf in self.leaves:
            for kind in ("calculate", "relevant", "choices"):
                rule = getattr(leaf, kind)
                if rule is not None:
                    yield kind, leaf.path, rule
        for path, rule in self.around.items():
            yield "relevant", path, rule
        for path, rule in self.counts.items():
            yield "count", path, rule

    def recounts(self) -> Iterator[tuple[str, Read]]:
        """(counted repeat, what lets one of its rows go by holding nothing any more)."""
        for path in self.counts:
            shared = path.count("/") - 2
            yield path, Read(path, shared)
            for leaf in self.leaves:
                if path in leaf.repeats and leaf.calculate is None:
                    yield path, Read(leaf.path, shared)

    def xform(self) -> bytes:
        """The form as XForm XML."""
        inside: dict[str, list[str]] = {place: [] for place in PLACES}
        controls: dict[str, list[str]] = {place: [] for place in PLACES}
        binds: list[str] = []
        for leaf in self.leaves:
            inside[leaf.place].append(f"<{leaf.name}>{leaf.default}</{leaf.name}>")
            logic = "".join(
                f' {kind}="{_escaped(rule.source)}"'
                for kind, rule in (("calculate", leaf.calculate), ("relevant", leaf.relevant))
                if rule is not None
            )
            kind = "string" if leaf.choices else "int"
            binds.append(f'<bind nodeset="{leaf.path}" type="{kind}"{logic}/>')
            controls[leaf.place].append(_control(leaf))
        binds += [
            f'<bind nodeset="{path}" relevant="{_escaped(rule.source)}"/>'
            for path, rule in self.around.items()
        ]
        bodies = {place: "".join(parts) for place, parts in controls.items()}
        nodes = {place: "".join(parts) for place, parts in inside.items()}
        inner = f"<n><m/>{nodes['inner_repeat']}</n>"
        row = f"<r><z/><h><z/>{nodes['inner_group']}</h>{inner}{nodes['repeat']}</r>"
        counted = f"<c><z/>{nodes['counted']}<k jr:template=''><m/>{nodes['inner_counted']}</k></c>"
        return f"""<h:html xmlns="http://www.w3.org/2002/xforms"
 xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">
<h:head><h:title>generated</h:title><model><instance><data id="generated">
{nodes["root"]}<g><z/>{nodes["group"]}</g>{row}{counted}</data></instance>
<instance id="list"><root>{"".join(_item(value) for value in range(6))}</root></instance>
{"".join(binds)}</model></h:head><h:body>{bodies["root"]}
<group ref="/data/g">{bodies["group"]}</group>
<repeat nodeset="/data/r">{bodies["repeat"]}<group ref="/data/r/h">{bodies["inner_group"]}</group>
<repeat nodeset="/data/r/n">{bodies["inner_repeat"]}</repeat></repeat>
<repeat nodeset="/data/c" jr:count="{self.counts["/data/c"].source}">{bodies["counted"]}
<repeat nodeset="/data/c/k" jr:count="{self.counts["/data/c/k"].source}">{bodies["inner_counted"]}
</repeat></repeat>
</h:body></h:html>""".encode()


def _escaped(source: str) -> str:
    return source.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")


def _item(value: int) -> str:
    return f"<item><name>v{value}</name><size>{value}</size></item>"


def _control(leaf: Leaf) -> str:
    if leaf.choices is None:
        return f'<input ref="{leaf.path}"/>'
    return (
        f'<select ref="{leaf.path}"><itemset nodeset="{_escaped(leaf.choices.source)}">'
        '<value ref="name"/></itemset></select>'
    )


# --- what an edit can reach, from the rules alone


def addresses(session: FormSession) -> dict[str, tuple[str, tuple[str, ...]]]:
    """key -> (definition path, row ids around it) of every node there is."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for path in session.paths():
        key = session.key(path)
        rows: list[str] = []
        steps: list[str] = []
        for step in key.split("/")[1:]:
            name, bracket, row = step.partition("[")
            steps.append(name)
            if bracket:
                rows.append(row.removesuffix("]"))
        found[key] = ("/" + "/".join(steps), tuple(rows))
    return found


Place = tuple[str, tuple[str, ...]]
Pair = tuple[str, str, tuple[str, ...]]


def reachable(
    form: Form,
    nodes: set[Place],
    changed: Iterable[Place],
    new: set[Place],
    emptied: Iterable[Place] = (),
) -> set[Pair]:
    """The (kind, path, rows) of every evaluation that a change of `changed` can call for.

    `nodes` are all nodes before and after; `new` are those that the edit brought into being,
    `emptied` those that hold nothing more than the form wrote there, or are gone.
    """
    rules = list(form.rules())
    emptied = set(emptied)
    selects = {leaf.path for leaf in form.leaves if leaf.choices is not None}
    pairs: set[Pair] = {
        (kind, path, rows)
        for kind, path, _ in rules
        for place, rows in new
        if place == (path.rpartition("/")[0] if kind == "count" else path)
    }
    queue = [*changed, *new]
    queue += [(path, rows) for _, path, rows in pairs]
    seen = set(queue)
    while queue:
        path, rows = queue.pop()
        if path in selects or (path, rows) in emptied:
            for target, read in form.recounts():
                if read.path == path:
                    for pair, follows in _evaluations("count", target, rows[: read.shared], nodes):
                        pairs.add(pair)
                        queue += [place for place in follows if place not in seen]
                        seen.update(follows)
        for kind, target, rule in rules:
            for read in rule.reads:
                if read.path != path:
                    continue
                for pair, follows in _evaluations(kind, target, rows[: read.shared], nodes):
                    pairs.add(pair)
                    for place in follows:
                        pairs.update(_own(rules, place) if kind == "relevant" else ())
                        if place not in seen:
                            seen.add(place)
                            queue.append(place)
    return pairs


def _own(rules: list[tuple[str, str, Rule]], place: Place) -> Iterator[Pair]:
    # What becomes relevant computes its own value again.
    path, rows = place
    for kind, target, _ in rules:
        if target == path and kind in ("calculate", "choices"):
            yield kind, path, rows


def _evaluations(
    kind: str, target: str, shared: tuple[str, ...], nodes: set[Place]
) -> Iterator[tuple[Pair, list[Place]]]:
    if kind == "count":
        parent = target.rpartition("/")[0]
        for path, rows in nodes:
            if path == parent and rows[: len(shared)] == shared:
                yield (
                    (kind, target, rows),
                    [at for at in nodes if at[0].startswith(target) and at[1][: len(rows)] == rows],
                )
        return
    for path, rows in nodes:
        if path == target and rows[: len(shared)] == shared:
            below = [
                place
                for place in nodes
                if (place[0] == path or place[0].startswith(path + "/"))
                and place[1][: len(rows)] == rows
            ]
            yield (kind, path, rows), below


# --- making forms


def _relative(reader: str, target: str) -> str:
    mine, its = reader.split("/"), target.split("/")
    same = 0
    while same < min(len(mine), len(its)) and mine[same] == its[same]:
        same += 1
    return "/".join([".."] * (len(mine) - same) + its[same:])


@st.composite
def _term(draw: st.DrawFn, name: str, place: str, earlier: list[Leaf]) -> Rule:
    """A number read from somewhere, as seen from the leaf `name` at `place`."""
    reader, around = f"{PLACES[place][0]}/{name}", PLACES[place][1]
    special = draw(st.integers(0, 5))
    if special == 0 and around:
        up = "/".join([".."] * (reader.count("/") - around[-1].count("/")))
        return Rule(f"position({up})", (Read(around[-1], len(around) - 1),))
    if special == 1:
        repeat = draw(st.sampled_from(["/data/r", "/data/c"]))
        return Rule(f"count({repeat})", (Read(repeat, 0),))
    leaf = draw(st.sampled_from(earlier))
    if around[: len(leaf.repeats)] == leaf.repeats:
        path = leaf.path if not leaf.repeats else _relative(reader, leaf.path)
        return Rule(path, (Read(leaf.path, len(leaf.repeats)),))
    if around and around == leaf.repeats[: len(around)]:
        return Rule(f"sum({_relative(reader, leaf.path)})", (Read(leaf.path, len(around)),))
    shape = draw(st.sampled_from(["sum({})", "count({}[. > 2])", "sum({}[. != ''])"]))
    return Rule(shape.format(leaf.path), (Read(leaf.path, 0),))


def _joined(shape: str, *terms: Rule) -> Rule:
    sources = [term.source for term in terms]
    return Rule(shape.format(*sources), tuple(read for term in terms for read in term.reads))


@st.composite
def _calculation(draw: st.DrawFn, name: str, place: str, earlier: list[Leaf]) -> Rule:
    shape = draw(
        st.sampled_from(["{0} + 1", "{0} + {1}", "if({0} > 2, {1}, 1)", "coalesce({0}, 0) * 2"])
    )
    return _joined(shape, *(draw(_term(name, place, earlier)) for _ in range(2)))


@st.composite
def _condition(draw: st.DrawFn, name: str, place: str, earlier: list[Leaf]) -> Rule:
    shape = draw(st.sampled_from(["{0} > 1", "{0} != ''", "{0} < 3 or {1} > 2", "not({0} = 2)"]))
    return _joined(shape, *(draw(_term(name, place, earlier)) for _ in range(2)))


@st.composite
def _choices(draw: st.DrawFn, name: str, place: str, earlier: list[Leaf]) -> Rule:
    # Relative paths would mean the item: the filter reads through current().
    term = draw(_term(name, place, earlier).filter(lambda rule: "position" not in rule.source))
    source = term.source.replace("..", "current()/..", 1) if ".." in term.source else term.source
    return Rule(f"instance('list')/root/item[size < {source}]", term.reads)


@st.composite
def forms(draw: st.DrawFn) -> Form:
    """A form with three plain questions at the root and up to ten more leaves anywhere."""
    leaves = [Leaf(f"a{number}", "root") for number in range(3)]
    hidden = Rule("/data/a1 != 2", (Read("/data/a1", 0),)) if draw(st.booleans()) else None
    leaves += [Leaf("rows", "root", relevant=hidden), Leaf("inner_rows", "counted")]
    for number in range(draw(st.integers(3, 10))):
        name, place = f"b{number}", draw(st.sampled_from(list(PLACES)))
        kind = draw(st.sampled_from(["question", "calculate", "calculate", "select"]))
        condition = draw(st.none() | _condition(name, place, leaves))
        if kind == "question":
            default = draw(st.sampled_from(DEFAULTS))
            leaves.append(Leaf(name, place, relevant=condition, default=default))
        elif kind == "calculate":
            rule = draw(_calculation(name, place, leaves))
            leaves.append(Leaf(name, place, calculate=rule, relevant=condition))
        else:
            rule = draw(_choices(name, place, leaves))
            leaves.append(Leaf(name, place, choices=rule, relevant=condition))
    around = {
        path: draw(_condition("none", "root", leaves[:3]).filter(_reads_questions))
        for path in draw(st.sets(st.sampled_from(["/data/g", "/data/r", "/data/r/h"])))
    }
    return Form(leaves, around)


def _reads_questions(rule: Rule) -> bool:
    return all(read.path.startswith("/data/a") for read in rule.reads)


# --- edits: (what, which, value), made to fit the session when they are applied

edits = st.lists(
    st.tuples(
        st.sampled_from(["answer", "answer", "answer", "add", "remove", "count", "count"]),
        st.integers(0, 1000),
        st.integers(-1, 5) | st.none(),
    ),
    min_size=1,
    max_size=12,
)
