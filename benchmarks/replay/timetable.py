"""When each story is told: its own time on a clock that runs faster, from a beginning in real time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import groupby, pairwise

from benchmarks.replay.stories import Story

#: What passes before the first story, and between stories whose time is not known.
_PAUSE = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """A story, and how many real seconds after the beginning it is out."""

    number: int
    story: Story
    at_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast the clock runs; silences longer than ``gap`` are cut to it, None cuts none."""

    speed: float = 1_000.0
    gap: timedelta | None = None


def plan(stories: Sequence[Story], pace: Pace) -> tuple[Telling, ...]:
    """Return the stories in the order they are told; those without a time come last, an hour apart.

    Stories known by their day alone are spread over it.
    """
    dated = _spread(sorted((story for story in stories if story.told_at), key=_key))
    undated = [story for story in stories if not story.told_at]
    last = dated[-1][0] if dated else datetime(2000, 1, 1, tzinfo=UTC)
    timed = [*dated, *((last + number * _PAUSE, story) for number, story in enumerate(undated, start=1))]
    return tuple(_tellings(timed, pace))


def _key(story: Story) -> tuple[datetime, str, str]:
    return story.told_at or datetime.max.replace(tzinfo=UTC), story.site, story.path


def _spread(stories: Sequence[Story]) -> list[tuple[datetime, Story]]:
    """Give those of one midnight times over that day."""
    timed: list[tuple[datetime, Story]] = []
    for moment, group in groupby(stories, key=lambda story: _key(story)[0]):
        same = list(group)
        is_day = (moment.hour, moment.minute) == (0, 0)
        step = timedelta(days=1) / (len(same) + 1) if is_day else timedelta()
        timed += [(moment + number * step, story) for number, story in enumerate(same, start=is_day)]
    return sorted(timed, key=lambda pair: pair[0])


def _tellings(timed: Sequence[tuple[datetime, Story]], pace: Pace) -> Iterator[Telling]:
    passed = timedelta()
    before = [timed[0][0] - _PAUSE, *(moment for moment, _ in timed)] if timed else []
    for number, ((earlier, later), (_, story)) in enumerate(zip(pairwise(before), timed, strict=True)):
        passed += later - earlier if pace.gap is None else min(later - earlier, pace.gap)
        yield Telling(number=number, story=story, at_s=passed.total_seconds() / pace.speed)
