"""XPath 1.0 with the OpenRosa functions: lexer, parser, compiler, values, functions."""

from __future__ import annotations

from fieldkit.forms.xpath.compiler import Compiled, compile_expression, compile_lazily
from fieldkit.forms.xpath.context import Context
from fieldkit.forms.xpath.dates import XPathDate
from fieldkit.forms.xpath.environment import Environment
from fieldkit.forms.xpath.functions import known_functions
from fieldkit.forms.xpath.parser import known_operators, parse
from fieldkit.forms.xpath.values import Value, to_boolean, to_number, to_string

__all__ = [
    "Compiled",
    "Context",
    "Environment",
    "Value",
    "XPathDate",
    "compile_expression",
    "compile_lazily",
    "known_functions",
    "known_operators",
    "parse",
    "to_boolean",
    "to_number",
    "to_string",
]
