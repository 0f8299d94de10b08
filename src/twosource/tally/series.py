"""Counts in the press over time: which count one thing, and where a series falls or two outlets differ."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import combinations
from math import inf

from twosource.model import PressTally
from twosource.tally.definition import Definition
from twosource.tally.names import find_words, read_name
from twosource.tally.question import Question
from twosource.tally.scope import Printed
from twosource.tally.wording import write_moment, write_question
from twosource.values.count import Count, format_count

_ONE_START = timedelta(days=31)  # "mid-October" and "since October" may be one start
_AT_ONCE = timedelta(days=2)  # counts printed so near each other should agree


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One count as printed, and by whom: the newsroom that wrote it, else the outlet."""

    printed: Printed
    printer: str

    @property
    def press(self) -> PressTally:
        """Return the count."""
        assert isinstance(self.printed.value, PressTally), "only counts make a series"
        return self.printed.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Counts of one thing, oldest first, by their places in what was given; and what is odd about them."""

    title: str
    points: tuple[int, ...]
    remarks: tuple[str, ...] = ()


def gather(points: Sequence[Point]) -> tuple[Series, ...]:
    """Group counts that are comparable: of one unit, kind, target, place and start; largest group first."""
    definitions = [point.printed.definition for point in points]
    groups: list[list[int]] = []
    for number in sorted(range(len(points)), key=lambda each: _order(points[each], each)):
        home = next((group for group in groups if _is_alike(points, definitions, group[0], number)), None)
        if home is None:
            groups.append([number])
        else:
            home.append(number)
    return tuple(
        Series(
            title=write_title(points[group[0]].press, definitions[group[0]]),
            points=tuple(group),
            remarks=tuple(_remarks([points[each] for each in group])),
        )
        for group in sorted(groups, key=lambda group: -len(group))
    )


def write_title(press: PressTally, definition: Definition) -> str:
    """Write what is counted, for people."""
    if definition.unit == "other" or definition.gaps:
        return f"{press.what[:1].upper()}{press.what[1:]}"
    question = Question(
        kinds=definition.kinds, targets=definition.targets, actors=definition.actors, places=definition.places
    )
    if definition.unit == "incidents":
        return write_question(question)
    return f"People {definition.unit}" + write_question(replace(question, kinds=())).removeprefix("Incidents")


def _order(point: Point, number: int) -> tuple[float, int]:
    at = point.printed.printed_at
    return (inf if at is None else at.timestamp(), number)


def _is_alike(points: Sequence[Point], definitions: Sequence[Definition], one: int, other: int) -> bool:
    ours, theirs = definitions[one], definitions[other]
    if ours.unit != theirs.unit or not _is_one_start(points[one], points[other]):
        return False
    if ours.unit == "other" or ours.gaps or theirs.gaps:
        return find_words(points[one].press.what) == find_words(points[other].press.what) and _same_places(
            ours, theirs
        )
    return set(ours.kinds) == set(theirs.kinds) and _same_places(ours, theirs) and _same_parties(ours, theirs)


def _same_places(ours: Definition, theirs: Definition) -> bool:
    left, right = ({name.casefold() for name in each.places} for each in (ours, theirs))
    return left == right


def _same_parties(ours: Definition, theirs: Definition) -> bool:
    """Whether both count attacks on the same side: by owner, and by words that share one."""
    left, right = ([read_name(name) for name in each.targets] for each in (ours, theirs))
    if not left or not right:
        return not left and not right
    return any(
        one.whose | one.either == other.whose | other.either
        and (one.words == other.words or bool(one.words & other.words) or not one.words or not other.words)
        for one in left
        for other in right
    )


def _is_one_start(one: Point, other: Point) -> bool:
    starts = [_start(point) for point in (one, other)]
    known = [start for start in starts if start is not None]
    return len(known) < 2 or abs(known[0] - known[1]) <= _ONE_START


def _start(point: Point) -> datetime | None:
    since = point.press.since
    return None if since is None else since.earliest or since.latest


def _remarks(points: Sequence[Point]) -> Iterator[str]:
    dated = [(point.printed.printed_at, point) for point in points if point.printed.printed_at is not None]
    for number, (later, other) in enumerate(dated):
        before = [(at, one) for at, one in dated[:number] if later - at > _AT_ONCE]
        if not before:
            continue
        at, one = max(before, key=lambda each: each[1].press.count.low or 0)
        if _is_below(other.press.count, one.press.count):
            yield (
                f"It falls: {_said(other)} on {write_moment(later.date())},"
                f" after {_said(one)} on {write_moment(at.date())}."
            )
    for (at, one), (later, other) in combinations(dated, 2):
        if later - at <= _AT_ONCE and one.printer != other.printer and _is_apart(one, other):
            yield f"They differ: {_said(one)} and {_said(other)}, about {write_moment(at.date())}."


def _said(point: Point) -> str:
    return f"{format_count(point.press.count)} ({point.printer or 'unknown outlet'})"


def _is_below(count: Count, other: Count) -> bool:
    return count.high is not None and count.high < (other.low or 0)


def _is_apart(one: Point, other: Point) -> bool:
    return _is_below(one.press.count, other.press.count) or _is_below(other.press.count, one.press.count)
