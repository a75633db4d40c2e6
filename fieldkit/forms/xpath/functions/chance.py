"""Chance: `random`, `uuid`, `randomize`. All of it comes from the step's seed, so steps replay."""

from __future__ import annotations

import hashlib
import uuid

from fieldkit.forms.instance import Node
from fieldkit.forms.xpath.context import Context
from fieldkit.forms.xpath.errors import EvaluationError
from fieldkit.forms.xpath.functions.signature import ANY, NODES, NUMBER, STRING, Function
from fieldkit.forms.xpath.values import Value, to_number, to_string

# Park and Miller's "minimal standard" generator, which JavaRosa and Enketo shuffle with.
_MODULUS = 2_147_483_647
_MULTIPLIER = 16_807

_LONGEST_UUID = 10_000

# What a seed is held to: the whole numbers of 64 bits.
_LONG = 2**63 - 1


def _random(_node: Node, context: Context) -> float:
    return context.environment.random.random()


def random_uuid(_node: Node, context: Context, length: float | None = None) -> str:
    """A version 4 UUID, or as many characters of UUIDs as asked for.

    Raises EvaluationError when the length is no reasonable number.
    """
    if length is None:
        return _one_uuid(context)
    if not 0 <= length <= _LONGEST_UUID:
        raise EvaluationError("uuid() needs a number of characters.")
    text = ""
    while len(text) < length:
        text += _one_uuid(context)
    return text[: int(length)]


def _one_uuid(context: Context) -> str:
    return str(uuid.UUID(int=context.environment.random.getrandbits(128), version=4))


def randomize(_node: Node, context: Context, nodes: list[Node], *seed: Value) -> list[Node]:
    """The nodes shuffled; with a seed, into the order that JavaRosa gives for that seed."""
    if not seed:
        shuffled = list(nodes)
        context.environment.random.shuffle(shuffled)
        return shuffled
    return seeded_shuffle(nodes, _seed_number(seed[0], context))


def seeded_shuffle(nodes: list[Node], seed: int) -> list[Node]:
    """Fisher-Yates inside out (ODK XForms specification, `randomize`), driven by Park-Miller."""
    state = abs(seed) % _MODULUS * (1 if seed >= 0 else -1)
    if state <= 0:
        state += _MODULUS - 1
    shuffled: list[Node] = []
    for last, node in enumerate(nodes):
        state = state * _MULTIPLIER % _MODULUS
        other = int((state - 1) / (_MODULUS - 1) * (last + 1))
        shuffled.append(node)
        shuffled[last], shuffled[other] = shuffled[other], node
    return shuffled


def _seed_number(seed: Value, context: Context) -> int:
    """A number as it is; a text by the first eight bytes of its SHA-256, blank as 0 (JavaRosa)."""
    number = to_number(seed, context.zone)
    if number == number:
        return max(-_LONG - 1, min(int(max(-1e19, min(number, 1e19))), _LONG))
    text = to_string(seed)
    if text in ("", "NaN"):
        return 0
    return int.from_bytes(
        hashlib.sha256(text.encode("utf-8", "replace")).digest()[:8], "big", signed=True
    )


FUNCTIONS = (
    Function("random", _random, (), NUMBER, in_context=True),
    Function("uuid", random_uuid, (NUMBER,), STRING, 1, in_context=True),
    Function("randomize", randomize, (NODES, ANY), NODES, 1, in_context=True),
)
