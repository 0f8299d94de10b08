"""Counts as ranges: how the press says how many, and what that bounds."""

from dataclasses import dataclass

from twosource.text import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """How many, never more exact than its words.

    ``low`` and ``high`` are inclusive; None is an open side ("more than 70" is 71..None).
    ``number`` is the figure that was said, where one was ("about 900" is 850..950, number 900).
    ``about`` marks hedged figures. ``more`` marks additions ("three more"), which are not totals.
    """

    low: int | None
    high: int | None
    as_said: str
    number: int | None = None
    about: bool = False
    more: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CountMention:
    """Words of a text that say how many of what.

    ``span`` covers the figure with its bound words ("at least three"); ``noun`` covers what is
    counted ("people", "Katyusha rockets"), or is None where nothing is named.
    """

    span: Span
    count: Count
    noun: Span | None
