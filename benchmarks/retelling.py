"""What a week's rows say when the week is told again: ids, days, persons and rare words of its own.

JSON is cut once at what changes, and filled in for each week. Knows nothing of tables.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import chain
from typing import Final

import msgspec

HASH_BITS: Final = 5  # bits of a telling word below its hash; see link/wording.py
RARE_BIT: Final = 16
_FLAGS: Final = 31
_MONTHS: Final = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_CHANGING: Final = re.compile(
    r"\b([arci]_[0-9a-f]{3}(?=[0-9a-f]{7})|\d{4}-\d\d-\d\d|\d\d? (?:" + "|".join(_MONTHS) + r") \d{4})"
    r"(?=\b|T|[0-9a-f])"
)
#: What is put into an outline's JSON where a week's own word or name goes, and the quotes it may stand in.
_SLOT: Final = re.compile(r'"?\x7f([WQN][^\x7f]*)\x7f"?')


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One telling: ``back`` weeks before the last, which is 0."""

    back: int

    @property
    def mark(self) -> str:
        """Return the three hex digits that set its ids apart."""
        return f"{self.back:03x}"


@cache
def cut(text: str) -> tuple[str, ...]:
    """Cut JSON at its ids and days: every second piece is to be changed."""
    return tuple(_CHANGING.split(text))


@cache
def cut_outline(text: str) -> tuple[str, ...]:
    """Cut an outline's JSON at its persons, quoted and rare words as well."""
    outline = msgspec.json.decode(text)
    outline["words"] = [f"\x7fW{word}\x7f" if word & RARE_BIT else word for word in outline["words"]]
    outline["quotations"] = [f"\x7fQ{one}\x7f" for one in outline["quotations"]]
    outline["persons"] = [f"\x7fN{name}\x7f" for name in outline["persons"]]
    marked = msgspec.json.encode(outline).decode().replace("\\u007f", "\x7f")
    pieces = _SLOT.split(marked)
    texts, slots = (cut(piece) for piece in pieces[::2]), [*pieces[1::2], ""]
    return tuple(chain.from_iterable((*text, slot) for text, slot in zip(texts, slots, strict=True)))[:-1]


def fill(pieces: tuple[str, ...], words: "Words") -> str:
    """Put pieces together, every second one as the week has it."""
    filled = list(pieces)
    filled[1::2] = [words[one] for one in pieces[1::2]]
    return "".join(filled)


class Words(dict[str, str]):
    """What stands in a week for what is cut out."""

    def __init__(self, week: Week, kept: frozenset[int]) -> None:
        super().__init__()
        self._week = week
        self._kept = kept  # hashes of words that all weeks share

    def __missing__(self, cut_out: str) -> str:
        self[cut_out] = made = self._make(cut_out)
        return made

    def _make(self, cut_out: str) -> str:
        week, rest = self._week, cut_out[1:]
        match cut_out[0]:
            case "W":
                return str(self._word(int(rest)))
            case "Q":
                return f"{rest}{week.back:04}" if week.back else rest
            case "N":
                return f'"{rest}{week.mark}"' if week.back else f'"{rest}"'
            case "a" | "r" | "c" | "i":
                return cut_out[:2] + week.mark
            case _:
                return _days_before(cut_out, timedelta(weeks=week.back))

    def _word(self, word: int) -> int:
        if not self._week.back or word >> HASH_BITS in self._kept:
            return word
        return (word >> HASH_BITS << 12 | self._week.back) << HASH_BITS | word & _FLAGS


def _days_before(told: str, by: timedelta) -> str:
    """Return the day that lies so long before one, written the same way: 2024-01-03 or 3 Jan 2024."""
    if "-" in told:
        return (date.fromisoformat(told) - by).isoformat()
    day, month, year = told.split()
    moved = date(int(year), 1 + _MONTHS.index(month), int(day)) - by
    return f"{moved.day} {_MONTHS[moved.month - 1]} {moved.year}"
