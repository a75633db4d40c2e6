"""Words of a form without a session: for codebooks, column headings and reports."""

from __future__ import annotations

from collections.abc import Iterator

from fieldkit.forms.expressions import Expression
from fieldkit.forms.instance import Node
from fieldkit.forms.itext import Translations
from fieldkit.forms.lists import Lists
from fieldkit.forms.structure import Itemset, NodeDefinition, Text
from fieldkit.forms.xpath.ast import Binary, FunctionCall, Literal, NameTest, Path, Step, walk


def static_text(text: Text | None, translations: Translations, language: str) -> str:
    """A text in `language` (else the default one), with `${name}` where an answer would stand."""
    if text is None or text.computed is not None:
        return ""
    pieces = translations.pieces(text.itext, language, text.form) if text.itext else text.pieces
    return "".join(piece if isinstance(piece, str) else _placeholder(piece) for piece in pieces)


def _placeholder(output: Expression) -> str:
    match output.tree:
        case Path(_, (*_, Step("child", NameTest(name), _))):
            return f"${{{name}}}"
        case _:
            return "${…}"


def static_choices(
    node: NodeDefinition, lists: Lists, translations: Translations
) -> list[tuple[str, dict[str, str]]]:
    """Every choice of a question whatever its filter: (value, label per language)."""
    languages = translations.languages or [""]
    if node.body.itemset is not None:
        return list(_listed(node.body.itemset, lists, translations, languages))
    return [
        (item.value, {code: static_text(item.label, translations, code) for code in languages})
        for item in node.body.items
    ]


def _listed(
    itemset: Itemset, lists: Lists, translations: Translations, languages: list[str]
) -> Iterator[tuple[str, dict[str, str]]]:
    value, named = _column(itemset.value), _text_of_column(itemset.label)
    label = _label_column(itemset.label)
    columns = {
        code: (static_text(Text(itext=named), translations, code), False) if named else label
        for code in languages
    }
    for item in _items(itemset, lists):
        shown = {code: _shown(item, columns[code], translations, code) for code in languages}
        yield _cell(item, value), shown


def _items(itemset: Itemset, lists: Lists) -> list[Node]:
    for part in walk(itemset.nodes.tree):
        match part:
            case FunctionCall("instance", (Literal(name),)) if name in lists:
                document = lists.document(name)
                root = document.children[0] if document.children else document
                return root.by_name.get("item", [])
            case _:
                pass
    return []  # choices made of answers: unknown before there are answers


def _column(expression: Expression) -> str:
    match expression.tree:
        case Path(None, (Step("child", NameTest(name)),)):
            return name
        case _:
            return ""


def _label_column(expression: Expression | None) -> tuple[str, bool]:
    """The column a label stands in, and whether it holds a text id."""
    if expression is None:
        return "", False
    match expression.tree:
        case FunctionCall("jr:itext", (Path(None, (Step("child", NameTest(name)),)),)):
            return name, True
        case _:
            return _column(expression), False


def _text_of_column(label: Expression | None) -> str:
    """The id of the text that names the column of the labels (`workbook/made_lists.py`), or ""."""
    match None if label is None else label.tree:
        case Path(None, (Step("child", NameTest("*"), (Binary("=", _, named),)),)):
            match named:
                case FunctionCall("jr:itext", (Literal(name),)):
                    return name
                case _:
                    return ""
        case _:
            return ""


def _shown(item: Node, label: tuple[str, bool], translations: Translations, language: str) -> str:
    column, translated = label
    text = _cell(item, column)
    return static_text(Text(itext=text), translations, language) if translated and text else text


def _cell(item: Node, column: str) -> str:
    cell = item.child(column)
    return "" if cell is None else cell.string_value()
