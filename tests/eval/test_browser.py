"""The error browser prints text as it is, with both sides' marks."""

import io

from eval.browser import mark_text, show
from eval.tasks import Comparison, Mark, Row
from rich.console import Console


def _print(comparison: Comparison) -> str:
    console = Console(file=io.StringIO(), width=100, color_system=None)
    show(console, comparison)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


def test_marks_show_without_colour() -> None:
    text = mark_text("a blast on Friday", [Mark(start=11, end=17, label="day")], "bold")
    assert text.plain == "a blast on [Friday](day)"


def test_nested_marks_are_told_apart() -> None:
    marks = [Mark(start=0, end=7, label="wide"), Mark(start=2, end=7, label="blast")]
    assert mark_text("a blast", marks, "bold").plain == "[a blast](wide)[blast: blast]"


def test_text_from_elsewhere_is_never_markup() -> None:
    assert "[red]not ours[/red]" in _print(Comparison(text="[red]not ours[/red]"))


def test_a_wrong_answer_says_so_in_words() -> None:
    printed = _print(Comparison(text="", rows=(Row(name="killed", gold="4", ours="3", right=False),)))
    assert "WRONG" in printed
