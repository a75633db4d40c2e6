"""Expressions that ask for the record itself by its id, as they ask for a list.

`instance('household')/data/age` is `/data/age` where the first instance has that id (XForms 1.1,
"The instance() Function"). So the dependencies of such an expression are found too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import Element


def read_record_by_path(
    xform: bytes, model: Element, body: Element | None, instances: Sequence[Element], root: str
) -> None:
    """Write the paths of those expressions from the root of the record.

    `instances` are those of the model, the record first; `root` is the name of its root element,
    which stands for it as well. An id that a list has means the list.
    """
    lists = {each.get("id") for each in instances[1:]}
    names = [
        re.escape(name) for name in (instances[0].get("id"), root) if name and name not in lists
    ]
    if not names or not _asked(names).search(xform):
        return
    own = re.compile(rf"""\binstance\(\s*(['"])(?:{"|".join(names)})\1\s*\)\s*(?=/)""")
    for element in _around_data(model, body):
        for name, text in element.items():
            if "instance" in text:
                element.set(name, own.sub("", text))


def _asked(names: Sequence[str]) -> re.Pattern[bytes]:
    """A quick look for a call, which hardly a form has; quotation marks may be entities there."""
    return re.compile(rf"instance\(\s*[^)\s]*?(?:{'|'.join(names)})".encode())


def _around_data(model: Element, body: Element | None) -> Iterator[Element]:
    for part in model:
        if part.tag != "instance":
            yield from part.iter()
    yield from () if body is None else body.iter()
