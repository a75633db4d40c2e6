"""The commands: extract, update, compile, check, table, untranslated, fill."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from installers.catalogues import batches
from installers.catalogues.check import Completeness, check, completeness
from installers.catalogues.checkout import Checkout
from installers.catalogues.languages import LANGUAGES
from installers.catalogues.pofile import PoFile, mo_bytes, po_text, read_po
from installers.catalogues.template import messages_of, modules_of, template_of
from installers.catalogues.update import updated


def main(arguments: list[str] | None = None) -> int:
    """Run one command in the checkout of the present folder. 0 well, 1 something is wrong."""
    given = _parser().parse_args(arguments)
    run: Callable[[Checkout, argparse.Namespace], int] = given.run
    try:
        return run(Checkout(given.root.resolve()), given)
    except SyntaxError as error:
        _say(f"{error.filename}:{error.lineno}: {error.msg}")
        return 1


def extract(checkout: Checkout, _: argparse.Namespace) -> int:
    """Write the template from the source."""
    _write(checkout.template, template_of(messages_of(modules_of(checkout))))
    return 0


def update(checkout: Checkout, _: argparse.Namespace) -> int:
    """Bring the files of the languages up to the template."""
    template = read_po(checkout.template)
    for code, language in LANGUAGES.items():
        path = checkout.po(code)
        existing = read_po(path) if path.exists() else PoFile()
        _write(path, updated(existing, template, language))
    return 0


def compile_(checkout: Checkout, given: argparse.Namespace) -> int:
    """Compile the files of the languages into the package."""
    for code in given.codes or LANGUAGES:
        path = checkout.compiled(code)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(mo_bytes(read_po(checkout.po(code))))
    return 0


def check_all(checkout: Checkout, _: argparse.Namespace) -> int:
    """Print what is wrong, and how complete each language is."""
    findings = check(checkout)
    for finding in findings:
        _say(str(finding))
    _say(_table(completeness(checkout)))
    return 1 if findings else 0


def table(checkout: Checkout, _: argparse.Namespace) -> int:
    """Print how complete each language is."""
    _say(_table(completeness(checkout)))
    return 0


def untranslated(checkout: Checkout, given: argparse.Namespace) -> int:
    """Print what is missing in a language, as JSON Lines."""
    messages = messages_of(modules_of(checkout))
    file = read_po(checkout.po(given.code))
    for entry in batches.untranslated(file, LANGUAGES[given.code], messages):
        _say(json.dumps(entry, ensure_ascii=False))
    return 0


def fill(checkout: Checkout, given: argparse.Namespace) -> int:
    """Take translations into a language from JSON Lines; refused lines are named."""
    path = checkout.po(given.code)
    lines = sys.stdin if given.file == "-" else Path(given.file).read_text("utf-8").split("\n")
    filled = batches.fill(read_po(path), LANGUAGES[given.code], lines)
    _write(path, filled.file)
    for line, words in filled.refused:
        _say(f"{given.file}:{line}: {words}")
    _say(f"{filled.accepted} filled, {len(filled.refused)} refused")
    return 1 if filled.refused else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m installers.catalogues")
    parser.add_argument("--root", type=Path, default=Path(), help="the checkout (default: here)")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    runs = {
        "extract": extract, "update": update, "compile": compile_, "check": check_all,
        "table": table, "untranslated": untranslated, "fill": fill,
    }  # fmt: skip
    for name, run in runs.items():
        command = commands.add_parser(name, help=run.__doc__)
        command.set_defaults(run=run)
        if name == "compile":
            command.add_argument("codes", nargs="*", metavar="CODE", help="default: all")
        if name in ("untranslated", "fill"):
            command.add_argument("code", choices=list(LANGUAGES))
        if name == "fill":
            command.add_argument("file", metavar="FILE", help="JSON Lines; - for standard input")
    return parser


def _table(rows: list[Completeness]) -> str:
    head = f"{'language':<10}{'state':<10}{'translated':>12}{'of':>7}{'share':>8}"
    lines = [
        f"{r.code:<10}{r.state:<10}{r.translated:>12}{r.total:>7}{int(r.share * 100):>7}%"
        for r in rows
    ]
    return "\n".join([head, *lines])


def _write(path: Path, file: PoFile) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(po_text(file), encoding="utf-8")


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")


if __name__ == "__main__":
    if hasattr(signal, "SIGPIPE"):  # `untranslated el | head` ends quietly
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    sys.exit(main())
