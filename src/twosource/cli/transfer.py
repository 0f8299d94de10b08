"""``twosource transfer``: copy a whole ledger from a file to a server, back, or to another file."""

import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, Final

import click

from twosource.cli.manual import command
from twosource.cli.screen import Column, Piece, open_screen
from twosource.cli.settings import Settings, get_settings

if TYPE_CHECKING:
    from twosource.store.transfer import Copied, Step

_SHOWN: Final = 12  # signs of a digest in the table; --json gives all 32
_TABLES: Final = (
    Column(name="table", whole=True),
    Column(name="rows", numbers=True),
    Column(name="digest", whole=True),
)


@command(
    "transfer",
    examples=(
        ("From a file to a server", "createdb team && twosource transfer twosource.db postgresql:///team"),
        ("Back into a file", "twosource transfer postgresql:///team copy.db"),
        ("Look whether everything is right there", "twosource --db postgresql:///team doctor"),
    ),
)
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def COMMAND(source: str, target: str) -> None:  # noqa: N802
    """Copy a whole ledger into an empty one, and compare every row.

    FROM and TO are files or addresses: twosource.db, postgresql://user@host/database. TO must be empty:
    a file that is not there, or a new database. Either everything is copied and found the same, or
    nothing is kept. FROM stays as it is, but for being brought up to date; others may go on reading it.
    The index of words is made anew.
    """
    from twosource.store.opening import open_database  # noqa: PLC0415  (imports SQLAlchemy, 0.1 s)
    from twosource.store.transfer import transfer  # noqa: PLC0415

    settings = get_settings()
    with (
        closing(open_database(source, create=False)) as old,
        closing(open_database(target, create=True)) as new,
        _progress(has_colour=settings.has_colour) as tell,
    ):
        copied = transfer(old, new, tell)
        _show(settings, copied, f"{old.name} was copied to {new.name}")


def _show(settings: Settings, copied: "tuple[Copied, ...]", done: str) -> None:
    if settings.json:
        from twosource.cli.printing import print_json_list  # noqa: PLC0415

        print_json_list({"table": one.table, "rows": one.rows, "digest": one.digest} for one in copied)
        return
    screen = open_screen(settings)
    filled = [one for one in copied if one.rows]
    screen.table(
        _TABLES, [(one.table, f"{one.rows:,}", Piece(one.digest[:_SHOWN], "aside")) for one in filled]
    )
    screen.blank()
    rows = sum(one.rows for one in copied)
    screen.line(f"{done}: {rows:,} rows in {len(copied)} tables, each read back and found the same.")


@contextmanager
def _progress(*, has_colour: bool) -> "Iterator[Callable[[Step], None]]":
    """Tell on a terminal how far it is."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description:24}", markup=False), BarColumn(), TimeRemainingColumn())
    console = Console(stderr=True, highlight=False, markup=False, color_system="auto" if has_colour else None)
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("beginning", total=None)
        yield lambda step: bar.update(task, description=step.doing, completed=step.done, total=step.total)
