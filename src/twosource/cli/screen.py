"""Where a command prints: lines, headings and tables of plain words, each with a meaning.

On a terminal they are wrapped and coloured (``terminal.py``); elsewhere they are plain aligned
text, one row a line, without any sign that is not a word's. Every text passes ``harmless``.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol, TypeAlias

from twosource.cli.neutral import harmless
from twosource.cli.settings import Settings

Meaning = Literal[
    "", "heading", "aside", "id", "quote", "value", "bad", "changed", "good", "alone", "unknown"
]


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words and what they are, which decides their colour."""

    text: str
    meaning: Meaning = ""


Words: TypeAlias = str | Piece | tuple[str | Piece, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table: ``whole`` cells are never broken, ``numbers`` stand to the right.

    A terminal squeezes it to no less than ``least`` characters, and wraps it beyond ``most``.
    """

    name: str
    whole: bool = False
    numbers: bool = False
    least: int | None = None
    most: int | None = None


class Screen(Protocol):
    """Shows lines and tables."""

    @property
    def width(self) -> int | None:
        """Characters in a line; None where lines have no end."""
        ...

    def heading(self, text: str) -> None:
        """Show the heading of a section, after an empty line."""
        ...

    def line(self, *words: Words, indent: int = 0) -> None:
        """Show one paragraph, ``indent`` characters to the right."""
        ...

    def blank(self) -> None:
        """Show an empty line."""
        ...

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[Words]], *, indent: int = 0) -> None:
        """Show a table; without any named column it has no header."""
        ...


def open_screen(settings: Settings) -> Screen:
    """Return the screen that fits standard output."""
    if not sys.stdout.isatty():
        return PlainScreen()
    from twosource.cli.terminal import TerminalScreen  # noqa: PLC0415  (imports rich, 0.1 s)

    return TerminalScreen(has_colour=settings.has_colour)


def pieces_of(words: Words) -> tuple[Piece, ...]:
    """Return words as pieces that are harmless to print; blanks at their edges stay."""
    found = words if isinstance(words, tuple) else (words,)
    return tuple(_harmless(each if isinstance(each, Piece) else Piece(each)) for each in found)


def _harmless(piece: Piece) -> Piece:
    inner = harmless(piece.text)
    before = " " if inner and piece.text[0].isspace() else ""
    after = " " if piece.text[-1:].isspace() else ""
    return Piece(f"{before}{inner}{after}", piece.meaning)


def plain_text(*words: Words) -> str:
    """Return words without their meanings, harmless to print."""
    return "".join(piece.text for each in words for piece in pieces_of(each))


@dataclass(frozen=True, slots=True)
class PlainScreen:
    """Standard output that is no terminal: one line each, columns aligned with blanks."""

    width: int | None = None

    def heading(self, text: str) -> None:
        """Print a heading."""
        _print("")
        _print(plain_text(text).upper())

    def line(self, *words: Words, indent: int = 0) -> None:
        """Print a line."""
        _print(" " * indent + plain_text(*words))

    def blank(self) -> None:
        """Print an empty line."""
        _print("")

    def table(self, columns: Sequence[Column], rows: Sequence[Sequence[Words]], *, indent: int = 0) -> None:
        """Print a table, its columns two blanks apart."""
        names = [column.name.upper() for column in columns]
        cells = [[plain_text(cell) for cell in row] for row in rows]
        shown = [names, *cells] if any(names) else cells
        widths = [max((len(row[at]) for row in shown), default=0) for at in range(len(columns))]
        for row in shown:
            aligned = [
                cell.rjust(width) if column.numbers else cell.ljust(width)
                for cell, width, column in zip(row, widths, columns, strict=True)
            ]
            _print(" " * indent + "  ".join(aligned).rstrip())


def _print(line: str) -> None:
    sys.stdout.write(line + "\n")
