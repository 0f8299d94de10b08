"""Rules that make a range of what is said: from the lowest to the highest, or what all allow.

The claims are settled as the desk does; only the value is another. Its words are those of its two ends.
A rule's docstring is what users read.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from twosource.model import Claim, Fact, Value
from twosource.reconcile.choosing import list_credible, list_most_told, most_told, settle_as_desk
from twosource.reconcile.rules import Claims, make_fact
from twosource.reconcile.settling import PRECISIONS, Settled
from twosource.reconcile.sources import Sources
from twosource.values.count import Count
from twosource.values.when import When

Span = Callable[[Sequence[Value], Value], Value]


def least_to_most(claims: Claims, sources: Sources) -> tuple[Fact, ...]:
    """Give the lowest and the highest figure that independent voices still stand by, guesses left out."""
    settled, _ = settle_as_desk(claims, sources)
    return _span("least_to_most", settled, list_credible(settled.whole), sources)


def all_days(claims: Claims, sources: Sources) -> tuple[Fact, ...]:
    """Give the stretch from the first to the last day that somebody still names."""
    settled, _ = settle_as_desk(claims, sources)
    return _span("all_days", settled, list_credible(settled.whole), sources)


def ever_said(claims: Claims, sources: Sources) -> tuple[Fact, ...]:
    """Give all that anybody has said at any time, also what was since replaced; open ends stay open."""
    settled, _ = settle_as_desk(claims, sources)
    return _span("ever_said", settled, (*settled.outdated, *settled.whole), sources, is_open=True)


def allowed_by_all(claims: Claims, sources: Sources) -> tuple[Fact, ...]:
    """Give what every figure that still stands allows; where they exclude each other, what most allow."""
    settled, _ = settle_as_desk(claims, sources)
    counts = [claim.value for claim in settled.support if isinstance(claim.value, Count)]
    fact = make_fact("allowed_by_all", settled, sources)
    return (replace(fact, value=_overlap(counts, settled.main.value)),)


def most_told_days(claims: Claims, sources: Sources) -> tuple[Fact, ...]:
    """Take the day that most articles name, copies counted once; the stretch between days named as often."""
    (fact,) = most_told(claims, sources)
    settled, _ = settle_as_desk(claims, sources)
    tied = list_most_told(list_credible(settled.whole), sources)
    assert fact.value is not None
    return (replace(fact, rule="most_told_days", value=_stretch([c.value for c in tied], fact.value)),)


def _span(
    rule: str, settled: Settled, claims: Iterable[Claim], sources: Sources, *, is_open: bool = False
) -> tuple[Fact, ...]:
    """Write down what was settled with the range of some claims for its value."""
    values = [claim.value for claim in claims]
    main = settled.main.value
    value = _hull(values, main, is_open=is_open) if isinstance(main, Count) else _stretch(values, main)
    return (replace(make_fact(rule, settled, sources), value=value),)


# --- figures ------------------------------------------------------------------------------------------


def _hull(values: Iterable[Value], main: Count, *, is_open: bool) -> Count:
    """Return the range from the lowest to the highest bound.

    Its ``number`` is the figure the desk would take, and of an open range the highest that somebody gives.
    An open end ("at least five") is kept where nobody gives a bound beyond it, or where ``is_open``.
    """
    told = [value for value in values if isinstance(value, Count) and not value.more] or [main]
    least = min(told, key=lambda value: value.low or 0)
    most = max(told, key=_top)
    open_ended = [value for value in told if value.high is None]
    highest = max((value.low or 0 for value in open_ended), default=-1)
    if open_ended and (is_open or highest > _top(most)):
        most = max(open_ended, key=lambda value: value.low or 0)
    low, high = least.low or 0, most.high
    if (low, high) == (main.low or 0, main.high):
        return main
    number = main.number if high is not None else max(_top(value) for value in (*told, main))
    number = number if number is not None and number >= low else main.number
    return Count(low=low, high=high, as_said=_join((least, most)), number=number)


def _top(value: Count) -> int:
    return -1 if value.high is None else value.high


def _overlap(values: Sequence[Count], main: Value) -> Value:
    low = max((value.low or 0 for value in values if not value.more), default=0)
    highs = [value.high for value in values if value.high is not None and not value.more]
    high = min(highs, default=None)
    if (
        not isinstance(main, Count)
        or (high is not None and low > high)
        or (low, high) == (main.low, main.high)
    ):
        return main
    ends = [value for value in values if (value.low or 0) == low or value.high == high]
    return Count(low=low, high=high, as_said=_join(ends), number=main.number)


def _join(values: Iterable[Count | When]) -> str:
    return "; ".join(dict.fromkeys(value.as_said for value in values))


# --- days ---------------------------------------------------------------------------------------------


def _stretch(values: Iterable[Value], main: Value) -> Value:
    """Return the stretch from the first to the last of the dated values; the main value where none is."""
    dated = [
        (value.earliest, value.latest, value)
        for value in values
        if isinstance(value, When) and value.earliest is not None and value.latest is not None
    ]
    if not dated or not isinstance(main, When):
        return main
    first, last = min(dated, key=lambda each: each[0]), max(dated, key=lambda each: each[1])
    if first[2] == last[2]:
        return first[2]
    loosest = max(PRECISIONS.index(each.precision) for each in (first[2], last[2]))
    return When(
        earliest=first[0],
        latest=last[1],
        precision=PRECISIONS[max(loosest, PRECISIONS.index("day"))],
        zone=first[2].zone if first[2].zone == last[2].zone else None,
        as_said=_join((first[2], last[2])),
    )
