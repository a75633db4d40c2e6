"""The page about the engine names what there is, and what it shows happens."""

from __future__ import annotations

import ast
import doctest
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FORMS = ROOT / "fieldkit" / "forms"
PAGE = (ROOT / "docs" / "forms" / "engine.md").read_text(encoding="utf-8")
EXAMPLE = (ROOT / "docs" / "forms" / "testing.md").read_text(encoding="utf-8")
PROSE = re.sub(r"^```.*?^```", "", PAGE, flags=re.MULTILINE | re.DOTALL)
NAMED = sorted(set(re.findall(r"`([^`\n]+)`", PROSE)))
FILE = re.compile(r"^`([\w./]+)`:\n\n```csv\n(.*?)^```", re.MULTILINE | re.DOTALL)
EXPRESSIONS = {"../age"}


@cache
def _defined() -> set[str]:
    """Every class, function and constant of the engine and the model, members as `Class.name`."""
    found: set[str] = set()
    for file in [*FORMS.rglob("*.py"), *(ROOT / "fieldkit" / "model").glob("*.py")]:
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            found.update(_names(node))
            if isinstance(node, ast.ClassDef):
                inside = {name for member in node.body for name in _names(member)}
                found |= inside | {f"{node.name}.{name}" for name in inside}
    return found


def _names(node: ast.stmt) -> Iterator[str]:
    match node:
        case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
            yield name
        case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
            yield name
        case _:
            pass


@pytest.mark.parametrize("name", NAMED)
def test_what_the_page_names_is_there(name: str) -> None:
    if name in EXPRESSIONS:
        return
    if "/" in name or name.endswith(".py"):
        assert (FORMS / name).exists() or (ROOT / name).exists()
    else:
        assert name in _defined()


def test_the_names_are_found_on_the_page() -> None:
    assert {"engine.py", "FormSession.answer", "Computation", "xpath/compiler.py"} <= set(NAMED)


def test_what_the_page_shows_happens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, content in FILE.findall(EXAMPLE):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    shown = doctest.DocTestParser().get_doctest(PAGE, {}, "engine.md", None, 0)
    said: list[str] = []
    result = doctest.DocTestRunner(verbose=False).run(shown, out=said.append)
    assert result.attempted > 10
    assert result.failed == 0, "".join(said)


def test_every_link_leads_somewhere() -> None:
    for page in (ROOT / "docs" / "forms").glob("*.md"):
        links = re.findall(r"\]\(([\w./-]+)\)", page.read_text(encoding="utf-8"))
        assert [link for link in links if not (page.parent / link).exists()] == []
