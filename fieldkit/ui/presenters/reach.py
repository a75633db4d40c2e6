"""What a step can change on the page, from the form alone: never less than what really changes.

The window shows a form of a thousand questions by looking again only at those that a step can
reach. Everything here speaks of definition paths; all rows of a repeat are one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from fieldkit.forms import FormDefinition, NodeDefinition
from fieldkit.forms.actions import NEW_REPEAT, VALUE_CHANGED
from fieldkit.forms.dependencies import CALCULATE, CHOICES, COUNT, choice_expressions
from fieldkit.forms.expressions import Expression
from fieldkit.forms.references import references
from fieldkit.forms.structure import Text


class Reach:
    """The dependencies of one form, values and words."""

    def __init__(self, definition: FormDefinition) -> None:
        self._definition = definition
        self._inside = _paths_inside(definition.root)
        self._values: dict[str, set[str]] = defaultdict(set)
        self._looks: dict[str, set[str]] = defaultdict(set)
        self._known: dict[str, frozenset[str]] = {}
        computations = definition.graph.computations
        self._counted = [each.subject.path for each in computations if each.kind == COUNT]
        self._follow_computations()
        self._follow_actions()
        self._follow_words()

    def of(self, path: str) -> frozenset[str]:
        """What may look different once the node at `path` has another value, or other rows."""
        known = self._known.get(path)
        if known is None:
            known = self._known[path] = self._closure(self._inside[path])
        return known

    def of_counted_rows(self) -> frozenset[str]:
        """What may look different once rows of counted repeats have come or gone."""
        return self._closure(each for path in self._counted for each in self._inside[path])

    def of_language(self) -> frozenset[str]:
        """What may have another value once the form is spoken in another language."""
        graph = self._definition.graph
        spoken = [graph.computations[rank].subject.path for rank in graph.speaking]
        return self._closure(each for path in spoken for each in self._inside[path])

    def fixed_choices(self, node: NodeDefinition) -> bool:
        """Whether a question offers the same choices, in the same words, whatever is answered."""
        return node.path not in self._offering

    def _closure(self, start: Iterable[str]) -> frozenset[str]:
        changed = set(start)
        waiting = list(changed)
        while waiting:
            follows = self._values.get(waiting.pop(), set()) - changed
            changed |= follows
            waiting.extend(follows)
        looks = {path for each in changed for path in self._looks.get(each, ())}
        return frozenset(changed | looks)

    # --- edges

    def _follow_computations(self) -> None:
        for each in self._definition.graph.computations:
            subject = each.subject.path
            follows = (subject,) if each.kind in (CALCULATE, CHOICES) else self._inside[subject]
            for read in each.reads:
                self._values[read.path].update(follows)

    def _follow_actions(self) -> None:
        for action in self._definition.actions:
            if action.trigger and action.events & {VALUE_CHANGED, NEW_REPEAT}:
                self._values[action.trigger].add(action.target)

    def _follow_words(self) -> None:
        self._offering: set[str] = set()
        spoken_elsewhere = self._words_of_lists()
        for node in self._definition.nodes.values():
            for expression in self._looked_at(node):
                self._look(expression, node, self._inside_or_self(node))
            choices = [*choice_expressions(node), *self._item_words(node)]
            if node.body.itemset is not None:
                choices += spoken_elsewhere
            for expression in choices:
                if self._look(expression, node, (node.path,)):
                    self._offering.add(node.path)

    def _look(self, expression: Expression, node: NodeDefinition, who: Iterable[str]) -> bool:
        """Note that the look of `who` hangs on what `expression`, of `node`, reads."""
        read = references(expression, node, self._definition.nodes, choice_expressions).found
        for reference in read:
            self._looks[reference.path].update(who)
        return bool(read)

    def _inside_or_self(self, node: NodeDefinition) -> Iterable[str]:
        # Only what is read only hands it down to all that is inside.
        return (node.path,) if node.bind.readonly is None else self._inside[node.path]

    def _looked_at(self, node: NodeDefinition) -> Iterator[Expression]:
        bind, body = node.bind, node.body
        for expression in (bind.constraint, bind.required, bind.readonly):
            if expression is not None:
                yield expression
        for text in (body.label, body.hint, bind.constraint_message, bind.required_message):
            yield from self._outputs(text)

    def _item_words(self, node: NodeDefinition) -> Iterator[Expression]:
        for item in node.body.items:
            yield from self._outputs(item.label)
        itemset = node.body.itemset
        if itemset is not None and itemset.label is not None:
            yield itemset.label

    def _outputs(self, text: Text | None) -> Iterator[Expression]:
        if text is None:
            return
        if text.computed is not None:
            yield text.computed
        yield from (piece for piece in text.pieces if isinstance(piece, Expression))
        for texts in self._definition.translations.texts.values() if text.itext else ():
            pieces = texts.get((text.itext, text.form), ())
            yield from (piece for piece in pieces if isinstance(piece, Expression))

    def _words_of_lists(self) -> list[Expression]:
        """Answers quoted in texts that no question names: in the choices of lists, then."""
        named = {
            text.itext
            for node in self._definition.nodes.values()
            for text in (
                node.body.label,
                node.body.hint,
                node.bind.constraint_message,
                node.bind.required_message,
                *(item.label for item in node.body.items),
            )
            if text is not None
        }
        return [
            piece
            for texts in self._definition.translations.texts.values()
            for (text_id, _), pieces in texts.items()
            if text_id not in named
            for piece in pieces
            if isinstance(piece, Expression)
        ]


def _paths_inside(root: NodeDefinition) -> dict[str, tuple[str, ...]]:
    """Every path with those of all that is at or below it."""
    found: dict[str, tuple[str, ...]] = {}

    def visit(node: NodeDefinition) -> tuple[str, ...]:
        below = tuple(path for child in node.children for path in visit(child))
        found[node.path] = (node.path, *below)
        return found[node.path]

    visit(root)
    return found
