"""What a job leaves out has a sentence, whoever leaves it out."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from twosource.archive.drops import find_sentence

PACKAGE = Path(__file__).parent.parent.parent / "src" / "twosource" / "archive"


def reasons_given() -> Iterator[str]:
    """Yield every reason that stands in the package as such: ``reason="..."``, and what rows are dropped for."""
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if (
                isinstance(node, ast.keyword)
                and node.arg == "reason"
                and isinstance(node.value, ast.Constant)
            ):
                yield str(node.value.value)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                yield from _dropped_for(node.func.attr, node.args)


def _dropped_for(name: str, arguments: list[ast.expr]) -> Iterator[str]:
    at = {"_drop_row": 1, "drop_item": 0}.get(name)
    if at is not None and isinstance(arguments[at], ast.Constant):
        yield str(ast.literal_eval(arguments[at]))


@pytest.mark.parametrize("reason", sorted(set(reasons_given())))
def test_a_reason_has_a_sentence(reason: str) -> None:
    sentence = find_sentence(reason)
    assert sentence[:1].isupper()
    assert sentence.endswith(".")


@pytest.mark.parametrize(
    ("reason", "known"), [("teaser", True), ("no-incident", True), ("unheard-of", False)]
)
def test_sentences_of_the_stages_are_found_too(reason: str, known: bool) -> None:
    assert bool(find_sentence(reason)) is known
