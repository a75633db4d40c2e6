"""Expressions ready to run: a source and the pattern it shares with others, compiled once.

Two doors: `compile_expression` refuses unknown functions and unfit arguments at once, as a form
must; `compile_lazily` lets them pass until they are evaluated, as the conformance data wants.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import msgspec

from fieldkit.forms.instance import XML_NAMESPACE
from fieldkit.forms.xpath import paths
from fieldkit.forms.xpath.ast import Expr
from fieldkit.forms.xpath.context import Context
from fieldkit.forms.xpath.errors import EvaluationError, XPathError
from fieldkit.forms.xpath.parser import parse
from fieldkit.forms.xpath.paths import Closure, NodesClosure
from fieldkit.forms.xpath.patterns import complete, cut, reads_itself, reads_plainly
from fieldkit.forms.xpath.translator import LazyTranslator, PatternTranslator, Translator
from fieldkit.forms.xpath.values import Value

NAMESPACES: Mapping[str, str] = {
    "h": "http://www.w3.org/1999/xhtml",
    "ev": "http://www.w3.org/2001/xml-events",
    "fk": "https://fieldkit.gr/ns/xforms",
    "jr": "http://openrosa.org/javarosa",
    "odk": "http://www.opendatakit.org/xforms",
    "orx": "http://openrosa.org/xforms",
    "xf": "http://www.w3.org/2002/xforms",
    "xml": XML_NAMESPACE,
    "xsd": "http://www.w3.org/2001/XMLSchema",
}

_TOO_DEEP = "The expression is nested too deeply."


@dataclass(frozen=True, slots=True)
class Pattern:
    """What expressions share that differ in paths and constants only, ready to run (patterns.py).

    `plain`: it reads the text of its holes and, where `itself`, of the context node, and no more.
    """

    run: Closure
    plain: bool
    itself: bool


class Compiled(msgspec.Struct, eq=False):
    """An expression ready to run, beside its source; `paths` and `constants` fill the holes of its
    pattern."""

    source: str
    pattern: Pattern
    paths: tuple[str, ...] = ()
    constants: tuple[float | str, ...] = ()
    _walks: tuple[NodesClosure, ...] | None = None

    @property
    def ast(self) -> Expr:
        """Its syntax tree."""
        return parse(self.source)

    def evaluate(self, context: Context) -> Value:
        """The value in `context`. Raises XPathError when there is none."""
        self.enter(context)
        return self.run(context)

    def enter(self, context: Context) -> None:
        """Walk the paths: what `run` in this context reads of them."""
        context.constants = self.constants
        walks = self._walks
        if walks is None:  # many an expression of a long form is never asked for
            walks = self._walks = tuple(map(_walk, self.paths))
        if walks:
            context.holes = [walk(context.node, context) for walk in walks]

    def run(self, context: Context) -> Value:
        """The value in a context that was entered, while its paths lead where they led then.

        Raises XPathError when there is none.
        """
        try:
            return self.pattern.run(context.node, context)
        except RecursionError:
            raise EvaluationError(_TOO_DEEP) from None


def compile_expression(source: str, namespaces: Mapping[str, str] = NAMESPACES) -> Compiled:
    """Compile for a form.

    `namespaces` adds to the prefixes every form knows. Raises XPathSyntaxError, UnknownFunction,
    WrongArguments, or XPathError for an undeclared prefix.
    """
    return _compile(source, _ALL if namespaces is NAMESPACES else frozenset(namespaces.items()))


def compile_whole(source: str) -> Compiled:
    """Compile as `compile_expression` does, sharing nothing. Raises what that raises."""
    return _whole(source, Translator(NAMESPACES))


def compile_lazily(source: str, namespaces: Mapping[str, str] = NAMESPACES) -> Compiled:
    """Compile so that `0 and unknown()` is false; only XPathSyntaxError is raised here."""
    return _whole(source, LazyTranslator({**NAMESPACES, **namespaces}))


_ALL = frozenset(NAMESPACES.items())


@lru_cache(maxsize=16384)
def _compile(source: str, namespaces: frozenset[tuple[str, str]]) -> Compiled:
    taken_apart = cut(source)
    pattern = None if taken_apart is None else _pattern(taken_apart.pattern, namespaces)
    if taken_apart is None or pattern is None:
        return _whole(source, Translator({**NAMESPACES, **dict(namespaces)}))
    return Compiled(source, pattern, taken_apart.paths, taken_apart.constants)


@lru_cache(maxsize=16384)
def _walk(path: str) -> NodesClosure:
    return paths.absolute_path(tuple(path[1:].split("/")))


@lru_cache(maxsize=4096)
def _pattern(text: str, namespaces: frozenset[tuple[str, str]]) -> Pattern | None:
    """The pattern ready to run; None where its holes are not independent of what fills them."""
    try:
        tree = parse(text)
        run = PatternTranslator({**NAMESPACES, **dict(namespaces)}).value(tree)
    except (XPathError, RecursionError):
        return None  # compiled whole, it is refused with the right words and place
    if not complete(text, tree):
        return None
    return Pattern(run, reads_plainly(tree), reads_itself(tree))


def _whole(source: str, translator: Translator) -> Compiled:
    try:
        run = translator.value(parse(source))
    except RecursionError:
        raise XPathError(_TOO_DEEP) from None
    return Compiled(source, Pattern(run, plain=False, itself=False))
