"""A terminal: wrapped at its width, coloured by meaning, and never by colour alone."""

from collections.abc import Sequence
from typing import Final

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from twosource.cli.screen import Column, Meaning, Words, pieces_of

_STYLES: Final[dict[Meaning, str]] = {
    "": "",
    "heading": "bold",
    "aside": "dim",
    "id": "cyan",
    "quote": "italic",
    "value": "bold",
    "bad": "bold red",
    "changed": "bold yellow",
    "good": "green",
    "alone": "",
    "unknown": "dim",
}
_NARROWEST: Final = 40


class TerminalScreen:
    """Standard output that is a terminal."""

    def __init__(self, *, has_colour: bool) -> None:
        self._console = Console(
            highlight=False, markup=False, emoji=False, color_system="auto" if has_colour else None
        )

    @property
    def width(self) -> int | None:
        """Characters in a line of the terminal."""
        return max(self._console.width, _NARROWEST)

    def heading(self, text: str) -> None:
        """Show a heading."""
        self._console.print()
        self._console.print(_text(text.upper()), style="bold")

    def line(self, *words: Words, indent: int = 0) -> None:
        """Show a paragraph, wrapped."""
        self._console.print(Padding(_text(*words), (0, 0, 0, indent), expand=False))

    def blank(self) -> None:
        """Show an empty line."""
        self._console.print()

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[Words]], *, indent: int = 0) -> None:
        """Show a table as wide as the terminal allows."""
        named = any(column.name for column in columns)
        table = Table(box=None, show_header=named, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
        for column in columns:
            table.add_column(
                column.name.upper(),
                no_wrap=column.whole,
                min_width=column.least,
                max_width=column.most,
                justify="right" if column.numbers else "left",
                overflow="fold",
            )
        for row in rows:
            table.add_row(*(_text(cell) for cell in row))
        self._console.print(Padding(table, (0, 0, 0, indent), expand=False))


def _text(*words: Words) -> Text:
    pieces = [piece for each in words for piece in pieces_of(each)]
    return Text.assemble(*((piece.text, _STYLES[piece.meaning]) for piece in pieces))
