"""How forms are laid out in sections, from the form alone."""

from __future__ import annotations

import presenter_world as world
import pytest

from fieldkit.forms import FormPackage, definition_from_package
from fieldkit.ui.presenters.sections import MOST_QUESTIONS, Outline, outline_of


def inputs(above: str, *names: str) -> str:
    return "".join(f'<input ref="{above}/{name}"/>' for name in names)


def group(path: str, body: str, appearance: str = "") -> str:
    marked = f' appearance="{appearance}"' if appearance else ""
    return f'<group ref="{path}"{marked}><label>{path}</label>{body}</group>'


def repeat(path: str, body: str) -> str:
    return (
        f'<group ref="{path}"><label>{path}</label><repeat nodeset="{path}">{body}</repeat></group>'
    )


def laid_out(instance: str, body: str, model: str = "") -> Outline:
    package = FormPackage(world.xform(f'<data id="small">{instance}</data>', model, body))
    return outline_of(definition_from_package(package))


def names(outline: Outline) -> list[tuple[str, str]]:
    """Each section with what is in it."""
    return [
        (plan.id.removeprefix("/data"), " ".join(entry.name for entry in plan.entries))
        for plan in outline.plans
    ]


def test_loose_questions_join_the_section_that_follows() -> None:
    outline = laid_out(
        "<a/><g><b/></g><c/><d/><h><e/></h>",
        inputs("/data", "a")
        + group("/data/g", inputs("/data/g", "b"))
        + inputs("/data", "c", "d")
        + group("/data/h", inputs("/data/h", "e")),
    )
    assert names(outline) == [("/g", "a b"), ("/h", "c d e")]


def test_loose_questions_at_the_end_stay_with_the_last_section() -> None:
    outline = laid_out(
        "<g><a/></g><b/>", group("/data/g", inputs("/data/g", "a")) + inputs("/data", "b")
    )
    assert names(outline) == [("/g", "a b")]


def test_a_repeat_keeps_the_questions_before_it_and_right_after_it() -> None:
    outline = laid_out(
        "<g><a/></g><size/><r><b/></r><check/><h><c/></h><d/>",
        group("/data/g", inputs("/data/g", "a"))
        + inputs("/data", "size")
        + repeat("/data/r", inputs("/data/r", "b"))
        + inputs("/data", "check")
        + group("/data/h", inputs("/data/h", "c"))
        + inputs("/data", "d"),
    )
    assert names(outline) == [("/g", "a"), ("/r", "size r check"), ("/h", "c d")]
    assert [entry.name for entry in outline.rows["/data/r"]] == ["b"]


def test_a_group_of_groups_is_laid_out_group_by_group() -> None:
    outline = laid_out(
        "<all><a/><g><b/></g><r><c/></r><d/></all><e/>",
        group(
            "/data/all",
            inputs("/data/all", "a")
            + group("/data/all/g", inputs("/data/all/g", "b"))
            + repeat("/data/all/r", inputs("/data/all/r", "c"))
            + inputs("/data/all", "d"),
        )
        + inputs("/data", "e"),
    )
    assert names(outline) == [("/all/g", "a b"), ("/all/r", "r d e")]
    assert [node.path for node in outline.plans[0].titles] == ["/data/all/g", "/data/all", "/data"]


def test_a_field_list_is_one_section_with_its_groups_as_headings() -> None:
    outline = laid_out(
        "<g><a/><h><b/></h><r><c/></r></g>",
        group(
            "/data/g",
            inputs("/data/g", "a")
            + group("/data/g/h", inputs("/data/g/h", "b"))
            + repeat("/data/g/r", inputs("/data/g/r", "c")),
            "field-list",
        ),
    )
    assert names(outline) == [("/g", "a h b r")]


def test_a_row_shows_its_groups_as_headings_and_its_repeats() -> None:
    outline = laid_out(
        "<r><a/><g><b/></g><s><c/></s></r>",
        repeat(
            "/data/r",
            inputs("/data/r", "a")
            + group("/data/r/g", inputs("/data/r/g", "b"))
            + repeat("/data/r/s", inputs("/data/r/s", "c")),
        ),
    )
    assert names(outline) == [("/r", "r")]
    assert [entry.name for entry in outline.rows["/data/r"]] == ["a", "g", "b", "s"]
    assert [entry.name for entry in outline.rows["/data/r/s"]] == ["c"]


def test_hidden_values_and_the_meta_block_show_nowhere() -> None:
    outline = laid_out(
        "<start/><g><a/><sum/></g><meta><instanceID/></meta>",
        group("/data/g", inputs("/data/g", "a")),
        '<bind nodeset="/data/start" jr:preload="timestamp" jr:preloadParams="start"/>'
        '<bind nodeset="/data/g/sum" calculate="1 + 1"/>',
    )
    assert names(outline) == [("/g", "a")]


def test_a_form_without_groups_is_one_section() -> None:
    outline = laid_out("<a/><b/>", inputs("/data", "a", "b"))
    assert names(outline) == [("", "a b")]
    assert [plan.part for plan in outline.plans] == [0]


@pytest.mark.parametrize(
    ("count", "sizes"),
    [(30, [30]), (31, [15, 16]), (60, [30, 30]), (61, [20, 20, 21]), (1000, [29] * 20 + [30] * 14)],
)
def test_a_long_section_is_split_in_parts_of_nearly_the_same_length(
    count: int, sizes: list[int]
) -> None:
    leaves = [f"q{at}" for at in range(count)]
    outline = laid_out("".join(f"<{leaf}/>" for leaf in leaves), inputs("/data", *leaves))
    found = [len(plan.entries) for plan in outline.plans]
    assert sorted(found) == sizes
    assert max(found) <= MOST_QUESTIONS
    assert [entry.name for plan in outline.plans for entry in plan.entries] == leaves
    assert [plan.part for plan in outline.plans] == (
        list(range(1, len(sizes) + 1)) if len(sizes) > 1 else [0]
    )
    assert len({plan.id for plan in outline.plans}) == len(sizes)


def test_a_part_begins_with_the_heading_of_its_first_question() -> None:
    leaves = [f"q{at}" for at in range(20)]
    blanks = "".join(f"<{leaf}/>" for leaf in leaves)
    outline = laid_out(
        f"<g><h>{blanks}</h><i>{blanks}</i></g>",
        group(
            "/data/g",
            group("/data/g/h", inputs("/data/g/h", *leaves))
            + group("/data/g/i", inputs("/data/g/i", *leaves)),
            "field-list",
        ),
    )
    first, second = outline.plans
    assert [entry.name for entry in first.entries] == ["h", *leaves]
    assert [entry.name for entry in second.entries] == ["i", *leaves]
