"""``twosource review list``: what is worth a person's time."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from twosource.cli.manual import command
from twosource.cli.screen import Column, Meaning, Piece, Words, open_screen
from twosource.cli.settings import get_settings

if TYPE_CHECKING:
    from twosource.review import Item

_Function = TypeVar("_Function", bound=Callable[..., Any])
_LIMIT: Final = 20
_KINDS: Final = {"pairs": "pair", "contradictions": "contradiction", "lone": "lone"}
_MEANINGS: Final[dict[str, Meaning]] = {"pair": "changed", "contradiction": "bad", "lone": "alone"}
_SAID: Final = frozenset({"field", "alone"})  # parts that another column tells
_COLUMNS: Final = (
    Column(name="item", whole=True),
    Column(name="worth", numbers=True, whole=True),
    Column(name="what", whole=True),
    Column(name="incident"),
    Column(name="why look"),
)


def list_options(function: _Function) -> _Function:
    """Add the options of the list."""
    for option in (
        click.option("--all", "seen", is_flag=True, help="Those laid aside too, at the end."),
        click.option("--kind", type=click.Choice(tuple(_KINDS)), help="Only these."),
        click.option(
            "--limit", type=click.IntRange(min=1), default=_LIMIT, show_default=True, metavar="NUMBER",
            help="At most so many.",
        ),
    ):  # fmt: skip
        function = option(function)
    return function


@command(
    "list",
    examples=(
        ("What is worth my time?", "twosource review"),
        ("Only what may be one incident, for a program", "twosource review list --kind pairs --json"),
        ("What was laid aside, too", "twosource review list --all"),
    ),
)  # fmt: skip
@list_options
def COMMAND(**asked: Any) -> None:  # noqa: N802
    """List what is worth a person's time, most valuable first.

    An item's worth is the sum of named parts: how near a pair is to being joined, the dead that may
    be counted twice, how much a field matters and how many disagree, the toll, how new it is, whether
    the press counts it. twosource review show ITEM tells them one by one.
    """
    show_list(**asked)


def show_list(*, limit: int, kind: str | None, seen: bool) -> None:
    """Show the list, or print it for machines."""
    from twosource.review import item_line, list_items  # noqa: PLC0415

    settings = get_settings()
    with settings.open_ledger() as ledger:
        items = [item for item in list_items(ledger, seen=seen) if kind in {None, _name(item)}]
    if settings.json:
        from twosource.cli.printing import print_json_list  # noqa: PLC0415

        print_json_list(map(item_line, items[:limit]))
        return
    screen = open_screen(settings)
    if not items:
        screen.line("Nothing is left to decide.")
        return
    screen.table(_COLUMNS, [_row(item) for item in items[:limit]])
    more = f"{len(items) - limit} more: add --limit {len(items)}. " if len(items) > limit else ""
    screen.blank()
    screen.line(Piece(f"{more}Look at one: twosource review show {items[0].id}", "aside"))


def _name(item: "Item") -> str:
    return next(name for name, kind in _KINDS.items() if kind == item.kind)


def _row(item: "Item") -> tuple[Words, Words, Words, Words, Words]:
    aside = f"; laid aside by {item.seen.by}" if item.seen is not None else ""
    why = "; ".join(part.text for part in item.parts if part.name not in _SAID)
    return (
        Piece(item.id, "id"),
        f"{item.worth:.1f}",
        Piece(_what(item), _MEANINGS[item.kind]),
        " / ".join(headline.partition(";")[0] for headline in item.headlines),
        Piece(f"{why}{aside}", "aside"),
    )


def _what(item: "Item") -> str:
    """Say in a word or two what is in doubt."""
    if item.fact is None:
        return "? one or two" if item.kind == "pair" else "- told once"
    from twosource.wording import field_name  # noqa: PLC0415

    return f"! {field_name(item.fact.field, item.fact.scope)}"
