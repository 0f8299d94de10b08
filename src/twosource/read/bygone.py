"""Whether a sentence tells of something long past: a court case, a commemoration, an old date.

Looks at one sentence; what follows for the article, anchors.py decides.
"""

import re
from datetime import datetime, timedelta

from twosource.knowledge.context import load_context
from twosource.read.scene import Scene, inside, outside
from twosource.read.sentences import Sentence
from twosource.read.signs import is_news_day, realised
from twosource.text import Span
from twosource.values.when import TimeMention

#: What is dated longer ago than this is no news, however new the court case about it.
BYGONE_DAYS = 60
#: How near before an event word a day is its own ("Friday's deadly attack").
BESIDE = 40
_BESIDE = re.compile(r"(?:'s)?(?:\s(?!of|the|an?\s)[\w-]+){0,2}\s?")
#: How near a date must stand behind an event word to be its own day.
OWN_DAY_REACH = 90


def is_bygone(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence's events are long past: dated so, or told by a court or at a commemoration.

    A day of the news behind the event word ("pleaded not guilty to opening fire on Friday") keeps
    a sentence in the present.
    """
    if has_own_day(scene, sentence):
        return False
    if load_context().aftermath.search(scene.low, sentence.span.start, sentence.span.end):
        return True
    times = outside(inside(scene.times, sentence.span), scene.settings[sentence.index])
    old = [time for time in times if _is_old(scene, time)]
    return bool(old) and not any(is_news_day(scene, time) for time in times[times.index(old[0]) + 1 :])


def is_habit(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence tells what is so as a rule or adds up over years, with no day of the news for it."""
    span = sentence.span
    return bool(load_context().habit.search(scene.low, span.start, span.end)) and not has_own_day(
        scene, sentence
    )


def has_own_day(scene: Scene, sentence: Sentence) -> bool:
    """Whether a day of the news stands beside an event word ("Friday's attack") or behind it, before any older one."""
    for event in realised(scene, sentence):
        if _is_beside_day(scene, sentence, event.span):
            return True
        end = min(event.span.end + OWN_DAY_REACH, sentence.span.end)
        for time in inside(scene.times, Span(event.span.end, max(event.span.end, end))):
            if _is_old(scene, time):
                break
            if (is_news_day(scene, time) and not is_ahead(scene, time)) or _is_bare_day(scene, time):
                return True
    return False


def is_ahead(scene: Scene, time: TimeMention) -> bool:
    """Whether a time begins on a day after publication, as hearings and funerals do."""
    start, published = time.when.earliest, scene.article.published
    return start is not None and published is not None and start.date() > published.date()


def _is_beside_day(scene: Scene, sentence: Sentence, event: Span) -> bool:
    """Whether a day of the news stands right before an event word: "Friday's deadly attack", "an overnight raid"."""
    before = Span(max(sentence.span.start, event.start - BESIDE), event.start)
    return any(
        is_news_day(scene, time) and _BESIDE.fullmatch(scene.low, time.span.end, event.start)
        for time in inside(scene.times, before)
    )


def _is_old(scene: Scene, time: TimeMention) -> bool:
    """Whether a time lies long before the news; a year alone is old where no publication is known."""
    when = time.when
    if when.bound in {"since", "until"} or when.precision == "vague":
        return False
    if scene.article.published is None:
        return when.precision in {"year", "decade"}
    return when.latest is not None and when.latest < _long_before(scene.article.published)


def _is_bare_day(scene: Scene, time: TimeMention) -> bool:
    """Whether a day stands without its year in an article without a date ("on October 16")."""
    return scene.article.published is None and time.when.precision == "day" and time.when.bound == ""


def _long_before(published: datetime) -> datetime:
    return published - timedelta(days=BYGONE_DAYS)
