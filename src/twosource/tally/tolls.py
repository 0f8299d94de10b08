"""Sum the tolls of incidents, as a range: what is told at least and at most, and where nothing is."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from twosource.model import Fact, Value
from twosource.tally.question import Held
from twosource.values.count import Count

TollField = Literal["killed", "injured", "captured"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """A sum over incidents. ``high`` is None where one has no upper bound; ``untold`` incidents give no figure."""

    field: TollField
    low: int
    high: int | None
    untold: int


def sum_toll(sure: Iterable[Held], perhaps: Iterable[Held], field: TollField) -> Toll:
    """Sum a toll: the low end over incidents surely counted, the high end over all of them.

    Of a disputed toll the least and the most told count. An incident that tells none adds nothing
    to either end and is ``untold``; "no casualties" is nought.
    """
    least, most, untold = 0, 0, 0
    is_open = False
    for number, held in [*((1, one) for one in sure), *((0, one) for one in perhaps)]:
        counts = told_tolls(held, field)
        if not counts:
            untold += 1
            continue
        least += number * min(count.low or 0 for count in counts)
        is_open |= any(count.high is None for count in counts)
        most += max(count.high or 0 for count in counts)
    return Toll(field=field, low=least, high=None if is_open else most, untold=untold)


def told_tolls(held: Held, field: TollField, scope: str = "") -> list[Count]:
    """Return what is told of a toll of everybody, every value where it is disputed."""
    told = [fact for fact in held.facts(field) if fact.scope == scope]
    values = [value for fact in told for value in held.values(fact) if isinstance(value, Count)]
    return values or ([] if scope else _casualties(held.facts("casualties")))


def _casualties(facts: Iterable[Fact]) -> list[Count]:
    values: list[Value | None] = [fact.value for fact in facts if not fact.scope]
    return [value for value in values if isinstance(value, Count) and value.low == value.high == 0]
