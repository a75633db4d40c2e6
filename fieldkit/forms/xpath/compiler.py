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
from fieldkit.forms.xpath.constants import calls_judged
from fieldkit.forms.xpath.context import Context
from fieldkit.forms.xpath.errors import EvaluationError, XPathError
from fieldkit.forms.xpath.parser import parse
from fieldkit.forms.xpath.paths import Closure
from fieldkit.forms.xpath.patterns import (
    Shape,
    complete,
    constants_among,
    cut,
    has_only_paths,
    paths_among,
    pattern_of,
    reads_itself,
    reads_plainly,
)
from fieldkit.forms.xpath.shapes import HOLE
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
    `judged`: it has a call whose constants can be wrong (constants.py). `only_paths`: all its
    holes are for paths.
    """

    run: Closure
    plain: bool = False
    itself: bool = False
    judged: bool = True
    only_paths: bool = True


class Compiled(msgspec.Struct, eq=False):
    """An expression ready to run, beside its source; `filling` fills the holes of its pattern, and
    `paths` are the paths in it."""

    source: str
    pattern: Pattern
    filling: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    _walks: list[list[str]] | None = None
    _constants: tuple[float | str, ...] = ()

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
        walks = self._walks
        if walks is None:  # many an expression of a long form is never asked for
            walks = self._prepared()
        context.constants = self._constants
        if walks:
            document = context.document
            context.holes = [paths.nodes_at(document, names) for names in walks]

    def _prepared(self) -> list[list[str]]:
        self._walks = walks = [path[1:].split("/") for path in self.paths]
        if not self.pattern.only_paths:
            self._constants = constants_among(self.filling)
        return walks

    def run(self, context: Context) -> Value:
        """The value in a context that was entered, while its paths lead where they led then.

        Raises XPathError when there is none.
        """
        try:
            return self.pattern.run(context.node, context)
        except RecursionError:
            raise EvaluationError(_TOO_DEEP) from None


def compile_expression(source: str) -> Compiled:
    """Compile for a form.

    Raises XPathSyntaxError, UnknownFunction, WrongArguments, or XPathError for an undeclared
    prefix.
    """
    taken_apart = cut(source)
    if taken_apart is not None:
        shape, filling = taken_apart
        pattern = _pattern(shape)
        if pattern is not None:
            among = filling if pattern.only_paths else paths_among(filling)
            return Compiled(source, pattern, filling, among)
    return _without_holes(source)


def compile_whole(source: str) -> Compiled:
    """Compile as `compile_expression` does, sharing nothing. Raises what that raises."""
    return Compiled(source, Pattern(_run(parse(source), Translator(NAMESPACES))))


def compile_lazily(source: str, namespaces: Mapping[str, str] = NAMESPACES) -> Compiled:
    """Compile so that `0 and unknown()` is false; only XPathSyntaxError is raised here."""
    run = _run(parse(source), LazyTranslator({**NAMESPACES, **namespaces}))
    return Compiled(source, Pattern(run))


@lru_cache(maxsize=4096)
def _pattern(shape: Shape) -> Pattern | None:
    """The pattern ready to run; None where its holes are not independent of what fills them."""
    text = pattern_of(shape)
    try:
        tree = parse(text)
        run = PatternTranslator(NAMESPACES).value(tree)
    except (XPathError, RecursionError):
        return None  # compiled whole, it is refused with the right words and place
    if not complete(text, tree):
        return None
    return _read(run, tree, only_paths=has_only_paths(shape))


@lru_cache(maxsize=4096)
def _without_holes(source: str) -> Compiled:
    tree = parse(source)
    run = _run(tree, Translator(NAMESPACES))
    # What looks like a hole in a form is a name, and no hole.
    return Compiled(source, Pattern(run) if HOLE in source else _read(run, tree))


def _read(run: Closure, tree: Expr, *, only_paths: bool = True) -> Pattern:
    return Pattern(run, reads_plainly(tree), reads_itself(tree), calls_judged(tree), only_paths)


def _run(tree: Expr, translator: Translator) -> Closure:
    try:
        return translator.value(tree)
    except RecursionError:
        raise XPathError(_TOO_DEEP) from None
