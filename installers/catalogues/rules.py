"""What a message in the source must be, so that the catalogues can hold it: one call at a time.

A message is a literal, or a name whose literal was marked elsewhere with `N_`. Whether a name was
marked cannot be read off it; a name is believed where it comes from somewhere that can mark: an
attribute (of a view model), a parameter (`passed_on` follows it to the callers), a constant in
capitals (a table), or any name in a module that imports `N_`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import Final

from fieldkit.languages.fields import COUNT, fields_of
from installers.catalogues.calls import (
    KEYWORDS,
    MARK,
    Call,
    Module,
    literals,
    parameters,
)
from installers.catalogues.findings import Finding
from installers.catalogues.messages import Found

MADE_AT_RUN_TIME: Final = (
    "a message that is put together at run time is in no catalogue; write one literal with {fields}"
)
NOT_MARKED: Final = "nothing marks what this name holds; mark the literals with N_ where they stand"


def broken_rules(module: Module) -> Iterator[Finding]:
    """Every call of a keyword in a module that the catalogues could not follow."""
    for call in module.calls:
        for words in _broken(call, module):
            yield Finding(module.name, call.node.lineno, words)


def broken_messages(messages: Iterable[Found]) -> Iterator[Finding]:
    """Messages that cannot stand as they are, wherever they were found."""
    for found in messages:
        for message in (found.singular, found.plural) if found.plural else (found.singular,):
            for words in _broken_literal(message, is_plural=bool(found.plural)):
                yield Finding(found.file, found.line, words)


def meanings_that_clash(messages: Iterable[Found]) -> Iterator[Finding]:
    """Messages that are used both with a number and without, or with two different plurals."""
    first: dict[str, Found] = {}
    for found in messages:
        before = first.setdefault(found.singular, found)
        if before.plural != found.plural:
            words = (
                f"“{found.singular}” has another plural (or none) at {before.file}:{before.line}"
            )
            yield Finding(found.file, found.line, words)


def _broken(call: Call, module: Module) -> Iterator[str]:
    messages = call.messages
    if len(messages) != len(KEYWORDS[call.keyword].messages):
        yield "a message is missing"
        return
    for node in messages:
        yield from _broken_argument(node, call, module)
    if KEYWORDS[call.keyword].is_plural and _some_literal(messages):
        yield from _broken_plural(messages)
    yield from _broken_fields(call)


def _broken_argument(node: ast.expr, call: Call, module: Module) -> Iterator[str]:
    for part in _parts(node):
        if _is_made_at_run_time(part):
            yield MADE_AT_RUN_TIME
        elif not isinstance(part, ast.Constant) and not _may_be_marked(part, call, module):
            yield NOT_MARKED


def _broken_literal(message: str, *, is_plural: bool) -> Iterator[str]:
    if not message.strip():
        yield "there is nothing to translate in this message"
    elif message != message.strip():
        yield "a message neither starts nor ends with a space or a line break"
    try:
        fields = fields_of(message)
    except ValueError:
        yield "braces hold the plain name of a field: {name}"
        return
    if COUNT in fields and not is_plural:
        yield "{count} is the number of a plural message: use ntext or nbind"


def _broken_plural(messages: list[ast.expr]) -> Iterator[str]:
    if not all(isinstance(node, ast.Constant) for node in messages):
        yield "singular and plural are two literals"
        return
    try:
        singular, plural = (fields_of(str(_constant(node))) for node in messages)
    except ValueError:
        return  # said already, for the literal
    if singular - {COUNT} != plural - {COUNT}:
        yield "singular and plural need the same fields; only the singular may do without {count}"


def _broken_fields(call: Call) -> Iterator[str]:
    given = {word.arg for word in call.node.keywords} - KEYWORDS[call.keyword].names
    if call.keyword == MARK or None in given or not _some_literal(call.messages):
        return
    if COUNT in {word.arg for word in call.node.keywords} and not KEYWORDS[call.keyword].is_plural:
        yield "count is the number of a plural message; another field needs another name"
    wanted: set[str] = set()
    for node in call.messages:
        for constant in literals(node):
            try:
                wanted |= fields_of(str(constant.value))
            except ValueError:
                return
    if KEYWORDS[call.keyword].is_plural:
        wanted -= {COUNT}
    for name in sorted(wanted - given):
        yield f"the field {{{name}}} is not given"
    for name in sorted(str(name) for name in given - wanted - {COUNT}):
        yield f"no message here has the field {{{name}}}"


def _some_literal(messages: list[ast.expr]) -> bool:
    return any(literals(node) for node in messages)


def _constant(node: ast.expr) -> object:
    return node.value if isinstance(node, ast.Constant) else None


def _parts(node: ast.expr) -> list[ast.expr]:
    """What an argument can turn out to be."""
    match node:
        case ast.IfExp(body=body, orelse=orelse):
            return _parts(body) + _parts(orelse)
        case ast.BoolOp(values=values):
            return [part for value in values for part in _parts(value)]
        case _:
            return [node]


def _is_made_at_run_time(node: ast.expr) -> bool:
    match node:
        case ast.JoinedStr() | ast.BinOp():
            return True
        case ast.Call(func=ast.Attribute(value=value, attr=attr)):
            return attr in ("format", "join", "format_map") or isinstance(value, ast.Constant)
        case _:
            return False


def _may_be_marked(node: ast.expr, call: Call, module: Module) -> bool:
    if MARK in module.keywords.values() and call.keyword != MARK:
        return True
    match node:
        case ast.Lambda():
            return call.keyword == "bind"
        case ast.Attribute():
            return call.keyword != MARK
        case ast.Subscript(value=value):
            return _may_be_marked(value, call, module)
        case ast.Name(id=name):
            return call.keyword != MARK and (name.isupper() or name in _believed(call, module))
        case _:
            return False


def _believed(call: Call, module: Module) -> set[str]:
    names = {name for function in call.around for name in parameters(function)}
    if call.keyword == "bind":  # a function that makes the text
        names |= {n.name for n in module.nodes if isinstance(n, ast.FunctionDef)}
    return names
