"""The timeline of an incident: a lane of reports for each newsroom, and a panel for each toll.

Articles that would cover one another share a mark with their number. Undated ones stand beyond the scale.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from twosource.dossier.course import Course, Figure, Telling, Toll
from twosource.dossier.facts import Stand
from twosource.ids import ArticleId
from twosource.values.count import Count, format_count
from twosource.web.figures.scale import Scale, Tick, make_scale
from twosource.web.figures.words import cut
from twosource.wording import field_name, plural

WIDTH: Final = 960
_LEFT: Final = 190
_RIGHT: Final = 850
_UNDATED: Final = 910  # where what has no date stands
_LANE: Final = 26
_TOP: Final = 14
_AXIS: Final = 30
_PANEL: Final = 88
_GAP: Final = 26
_LANES: Final = 10  # newsrooms with a lane of their own
_BUCKET: Final = 15  # articles nearer than this share a mark
_MARKS: Final = 80  # figures drawn in one panel


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """One or several articles at one place: ``article`` leads to the only one, None to the list."""

    x: float
    number: int
    is_copy: bool
    words: str
    article: ArticleId | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """A newsroom's line of dots; ``name`` is cut to fit, ``whole`` is not."""

    y: float
    name: str
    whole: str
    dots: tuple[Dot, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A figure somebody told: a point, its range from ``top`` to ``bottom``, and the article."""

    x: float
    y: float
    top: float
    bottom: float
    is_open: bool
    stand: Stand
    words: str
    article: ArticleId


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What the fact held between two instants: a band from ``top`` to ``bottom``, with its words."""

    x: float
    end: float
    top: float
    bottom: float
    is_open: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """One toll through time; ``levels`` are the lines of its scale."""

    name: str
    top: float
    bottom: float
    levels: tuple[tuple[float, str], ...]
    steps: tuple[Step, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The whole figure; ``summary`` says it in a sentence for who does not see it."""

    height: float
    lanes: tuple[Lane, ...]
    axis: float
    ticks: tuple[Tick, ...]
    panels: tuple[Panel, ...]
    stretched: bool
    has_undated: bool
    zone: str
    summary: str
    width: int = WIDTH
    left: int = _LEFT
    right: int = _RIGHT
    undated: int = _UNDATED


def draw_timeline(course: Course) -> Timeline | None:
    """Return the timeline; None where no article has a date."""
    dated = [one.at for one in course.tellings if _is_dated(one)]
    if not dated:
        return None
    scale = make_scale(dated, left=_LEFT, right=_RIGHT)
    lanes = tuple(_lanes(course.tellings, scale))
    axis = _TOP + _LANE * len(lanes) + 6
    panels = tuple(_panels(course.tolls, scale, axis + _AXIS))
    return Timeline(
        height=panels[-1].bottom + 16 if panels else axis + _AXIS,
        lanes=lanes,
        axis=axis,
        ticks=scale.ticks(),
        panels=panels,
        stretched=scale.stretched,
        has_undated=len(dated) < len(course.tellings),
        zone=f"{scale.first:%Z}",
        summary=_summarise(course, scale),
    )


def _is_dated(telling: Telling) -> bool:
    return telling.article.updated is not None or telling.article.published is not None


def _place(telling: Telling, scale: Scale) -> float:
    return scale.place(telling.at) if _is_dated(telling) else _UNDATED


def _summarise(course: Course, scale: Scale) -> str:
    names = {one.newsroom for one in course.tellings}
    tolls = "".join(
        f"; {field_name(toll.fact.field, toll.fact.scope)}: {', then '.join(format_count(count) for _, count in toll.steps)}"
        for toll in course.tolls
    )
    return (
        f"{plural(len(course.tellings), 'article')} of {plural(len(names), 'newsroom')} between"
        f" {scale.first:%d %b %Y %H:%M} and {scale.last:%d %b %Y %H:%M}{tolls}. The table below says the same."
    )


# --- lanes ----------------------------------------------------------------------------------------


def _lanes(tellings: Sequence[Telling], scale: Scale) -> Iterator[Lane]:
    by_newsroom: dict[str, list[Telling]] = {}
    for one in tellings:
        by_newsroom.setdefault(one.newsroom, []).append(one)
    named = list(by_newsroom.items())
    rest = [one for _, told in named[_LANES:] for one in told]
    shown = [*named[:_LANES], *([(plural(len(named) - _LANES, "other newsroom"), rest)] if rest else [])]
    for number, (name, told) in enumerate(shown):
        yield Lane(
            y=_TOP + _LANE * number + _LANE / 2,
            name=cut(name, 26),
            whole=name,
            dots=tuple(_dots(told, scale)),
        )


def _dots(told: Iterable[Telling], scale: Scale) -> Iterator[Dot]:
    bucket: list[Telling] = []
    for one in sorted(told, key=lambda each: (_place(each, scale), each.copy is not None)):
        if bucket and _place(one, scale) - _place(bucket[0], scale) >= _BUCKET:
            yield _dot(bucket, scale)
            bucket = []
        bucket.append(one)
    if bucket:
        yield _dot(bucket, scale)


def _dot(told: Sequence[Telling], scale: Scale) -> Dot:
    first, number = told[0], len(told)
    copies = sum(one.copy is not None for one in told)
    outlets = dict.fromkeys(one.article.outlet or "unknown outlet" for one in told)
    more = (
        f" and {plural(len(outlets) - 3, 'more')[:-1] if len(outlets) == 4 else f'{len(outlets) - 3} more'}"
    )
    names = ", ".join(list(outlets)[:3]) + (more if len(outlets) > 3 else "")
    kind = (
        "copy"
        if copies == number == 1
        else f"{number} articles, {copies} of them copies"
        if number > 1
        else ""
    )
    at = "no date" if not _is_dated(first) else f"{first.at:%d %b %Y %H:%M}"
    return Dot(
        x=_place(first, scale),
        number=number,
        is_copy=copies == number,
        words=f"{names}, {at}{f' ({kind})' if kind else ''}",
        article=first.article.id if number == 1 else None,
    )


# --- panels ---------------------------------------------------------------------------------------


def _panels(tolls: Sequence[Toll], scale: Scale, start: float) -> Iterator[Panel]:
    for number, toll in enumerate(tolls):
        top = start + number * (_PANEL + _GAP) + 26
        yield _panel(toll, scale, top)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rule:
    """A scale of numbers from ``bottom`` up to ``top``, which stands for ``most``."""

    top: float
    bottom: float
    most: int

    def place(self, number: float) -> float:
        share = min(max(number / self.most, 0.0), 1.0)
        return round(self.bottom - share * (self.bottom - self.top), 1)

    def band(self, count: Count) -> tuple[float, float, bool]:
        """Return the upper and lower edge of a count, and whether it is open above."""
        low = count.low or 0
        is_open = count.high is None
        high = self.most if count.high is None else count.high
        return self.place(high), self.place(low), is_open


def _panel(toll: Toll, scale: Scale, top: float) -> Panel:
    most = _most([*(one.count for one in toll.figures), *(count for _, count in toll.steps)])
    rule = _Rule(top=top, bottom=top + _PANEL - 16, most=most)
    levels = dict.fromkeys((0, most // 2, most)) if most > 3 else dict.fromkeys((0, most))
    return Panel(
        name=field_name(toll.fact.field, toll.fact.scope),
        top=rule.top,
        bottom=rule.bottom,
        levels=tuple((rule.place(level), f"{level:,}") for level in levels),
        steps=tuple(_steps(toll, scale, rule)),
        marks=tuple(_marks(toll.figures, scale, rule)),
    )


def _most(counts: Iterable[Count]) -> int:
    """Return the upper end of a panel's scale: room above an open count."""
    ends = [count.high if count.high is not None else round((count.low or 1) * 1.4) + 1 for count in counts]
    most = max([1, *ends])
    return most if most < 4 else most + most % 2


def _steps(toll: Toll, scale: Scale, rule: _Rule) -> Iterator[Step]:
    dated = (step for step in toll.steps if step[0] <= scale.last)
    ordered = sorted(dated, key=lambda step: step[0])
    ends = [*(later for _, (later, _) in pairwise(ordered)), None]
    for (at, count), end in zip(ordered, ends, strict=False):  # without a dated step there is no end
        top, bottom, is_open = rule.band(count)
        yield Step(
            x=scale.place(at),
            end=_RIGHT if end is None else scale.place(end),
            top=top,
            bottom=bottom,
            is_open=is_open,
            words=format_count(count),
        )


def _marks(figures: Iterable[Figure], scale: Scale, rule: _Rule) -> Iterator[Mark]:
    seen: set[tuple[object, ...]] = set()
    for one in figures:
        top, bottom, is_open = rule.band(one.count)
        said = one.quoted.article
        is_dated = said.updated is not None or said.published is not None
        x = scale.place(one.at) if is_dated else float(_UNDATED)
        key = (round(x / 6), top, bottom, one.stand)
        if key in seen or len(seen) >= _MARKS:
            continue
        seen.add(key)
        number = one.count.number if one.count.number is not None else one.count.low or 0
        yield Mark(
            x=x, y=rule.place(number), top=top, bottom=bottom, is_open=is_open, stand=one.stand,
            words=f"{format_count(one.count)}, {one.speaker}, {one.at:%d %b %H:%M}: {one.stand.value}",
            article=said.id,
        )  # fmt: skip
