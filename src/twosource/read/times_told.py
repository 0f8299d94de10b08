"""The day and the hour of an incident.

Leaves out the days of the telling ("said on Monday"), of datelines and of the aftermath (arrests,
hearings, funerals). An hour told without a day falls on the day that the lead names.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from twosource.model import Article
from twosource.read.found import Found, clause
from twosource.read.grounding import LONGEST_QUOTE
from twosource.read.phrases import dateline_end
from twosource.read.scene import Scene, inside, outside
from twosource.read.sentences import Sentence
from twosource.read.strands import Strand
from twosource.read.telling import OF_IT
from twosource.text import Span
from twosource.values.when import TimeMention, When, combine

_NAMES_DAY = re.compile(
    r"day\b|\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|\b(?:19|20)\d\d\b(?! ?(?:gmt|utc|hrs|hours|local))|this (?:morning|afternoon|evening)|last night|tonight|overnight|tomorrow|\d[-/]\d"
)
#: What may stand between "said" and the day of saying it.
_SPOKEN = re.compile(
    r"\s*(?:reporters|journalists|the agency|[a-z]+ news|in (?:a|an|its|his|her) (?:[a-z]+ )?(?:statement|tweet|post|release|interview|briefing|message)|late|early)?\s*(?:on|late on|early on|in)?\s*"
)
_SPOKEN_REACH = 45
_TOO_LONG = frozenset({"month", "season", "year", "decade", "vague"})
#: What comes after an incident, with days of its own.
_LATER = re.compile(
    r"\b(?:arraign\w*|court|hearing|trial|vigil|funeral|buried|burial|sentenc\w+|charged|pleaded|plead|convicted|memorial|news conference|press conference|briefing|bail|bond"
    r"|autops\w+|pronounced|scheduled|released|identified|announced|indict\w+|charges?|filed|emerged|condition|grand jury|surgery|surrendered|turned (?:himself|herself) in|resign\w*|visited|condemned|mourn\w*|reopen\w*|arrested|in custody"
    r"|obituary|service|services|anyone with|issued a|statement|jury|prosecutors?|interview\w*|open(?:s|ed) (?:at|from)|meet\w*|denied|denies|claimed responsibility|message|telegram|communique|audio|extinguished|under control|put out|contained|resumed|tweeted|posted|updated|published|deadline|deploy\w*)\b"
)


def find_times_told(scene: Scene, strand: Strand, telling: frozenset[int]) -> Iterator[Found]:
    """Yield the days and hours of one strand; ``telling`` numbers its sentences with an event or a toll."""
    times = [
        time
        for sentence in strand.sentences
        for time in _times(scene, sentence, direct=sentence.index in telling)
        if _is_usable(time, recalled=strand.recalled)
    ]
    day = _day_of(scene, strand, times)
    for time in times:
        yield from _time(scene, time, day)
    if strand.recalled and day is None:
        yield from _same_day(scene, strand)


def _same_day(scene: Scene, strand: Strand) -> Iterator[Found]:
    """Yield the day of an older incident told of as "hours earlier": the day named last before it."""
    match = _HOURS_EARLIER.search(scene.low, strand.anchor.span.start, strand.anchor.span.end)
    named = [
        time for time in scene.times if time.span.end <= strand.anchor.span.start and _names_day(scene, time)
    ]
    if match is None or not named:
        return
    said = Span(*match.span())
    day = replace(_whole_day(named[-1].when), as_said=said.of(scene.article.text))
    quote = Span(named[-1].span.start, said.end)
    if len(quote) <= LONGEST_QUOTE:  # the day is quoted with the words that point back to it
        yield Found(field="when", value=day, span=quote, said=said)


_HOURS_EARLIER = re.compile(r"\bhours (?:earlier|before)\b|\bearlier (?:in the day|that day|the same day)\b")


def _times(scene: Scene, sentence: Sentence, *, direct: bool) -> Iterator[TimeMention]:
    """Yield the times of a sentence that can be the incident's, not its telling's or aftermath's."""
    times = inside(scene.times, sentence.span)
    if not times:
        return
    opening = dateline_end(scene, sentence)
    for time in outside(times, scene.settings[sentence.index]):
        if (
            time.span.start < opening
            or _is_no_day_of_it(scene, time)
            or _is_name(scene, time)
            or _of_the_telling(scene, time)
        ):
            continue
        around = clause(sentence, time.span)
        later = _LATER.search(scene.low, around.start, around.end)
        if later is not None and not _is_nearer(scene, sentence, time, around):
            continue
        if direct or OF_IT.search(scene.low, sentence.span.start, sentence.span.end):
            yield time


def _is_no_day_of_it(scene: Scene, time: TimeMention) -> bool:
    """Whether a time lies ahead, is a length ("in the last 48 hours") or stamps an update."""
    if _lies_ahead(scene.article, time):
        return True
    if _LENGTH.match(scene.low, time.span.start, time.span.end):
        return True
    return _STAMP.search(scene.low, max(0, time.span.start - 14), time.span.start) is not None


def _lies_ahead(article: Article, time: TimeMention) -> bool:
    """Whether a time begins after an article was printed: after its day, where no more is known."""
    if article.published is None or time.when.earliest is None:
        return False
    day = timedelta(days=1) if article.published_precision == "day" else timedelta()
    return time.when.earliest > article.published + day + _CLOCK_SLACK


_CLOCK_SLACK = timedelta(hours=14)  # no zone is further from UTC
_LENGTH = re.compile(r"(?:in|over|within|during) the (?:last|past)\b|for (?:the )?\w+ (?:hours|days|weeks)")
_STAMP = re.compile(r"\b(?:(?:updated?|posted|published)\s?(?:at|on|:)?|as of)[\s-]*$")


def _is_name(scene: Scene, time: TimeMention) -> bool:
    """Whether a weekday is somebody's name: "chairman Monday Adeyemi"."""
    if (
        time.when.weekday is None
        or " " in time.span.of(scene.text)
        or _FULL_NAME.match(scene.text, time.span.end) is None
    ):
        return False
    return _DAY_OPENER.search(scene.low, max(0, time.span.start - 12), time.span.start) is None


_FULL_NAME = re.compile(r" [A-Z][a-z]+")
_DAY_OPENER = re.compile(r"(?:\bon|\blast|\bthis|\bearly|\blate|\bby|\bsince|\bnext|^|[.\n\"]) ?$")


def _is_nearer(scene: Scene, sentence: Sentence, time: TimeMention, around: Span) -> bool:
    """Whether an event word stands nearer to a time than the aftermath's word in its clause."""
    events = [event.span for event in scene.events[sentence.index] if event.span.start in around]
    later = [Span(*match.span()) for match in _LATER.finditer(scene.low, around.start, around.end)]
    return bool(events) and min(_gap(event, time.span) for event in events) < min(
        _gap(word, time.span) for word in later
    )


def _gap(left: Span, right: Span) -> int:
    return max(left.start - right.end, right.start - left.end, 0)


def _is_usable(time: TimeMention, *, recalled: bool) -> bool:
    """Whether a time can be the incident's: no open stretch, nothing longer than a week unless recalled."""
    when = time.when
    if (
        when.earliest is None
        and when.weekday is None
        and when.clock is None
        and not any(c.isdigit() for c in when.as_said)
    ):
        return False  # "three weeks after": nothing to count from
    return when.bound not in {"since", "until"} and (recalled or time.when.precision not in _TOO_LONG)


def _day_of(scene: Scene, strand: Strand, times: list[TimeMention]) -> When | None:
    """Return the day an hour told without one belongs to: the lead's, else the first that is named."""
    named = [time for time in times if _names_day(scene, time)]
    lead = [time for time in named if time.span.start in strand.anchor.span]
    told = [time for time in inside(scene.times, strand.anchor.span) if time.when.weekday is not None]
    day = next((time.when for time in (*lead, *named, *told)), None)
    return None if day is None else _whole_day(day)


def _whole_day(day: When) -> When:
    """Return the days of a time without its hour ("Tuesday at 3 a.m." is Tuesday)."""
    if (
        day.clock is None
        or day.earliest is None
        or day.latest is None
        or day.earliest.date() != day.latest.date()
    ):
        return day
    first = day.earliest.replace(hour=0, minute=0, second=0)
    return replace(
        day,
        earliest=first,
        latest=day.latest.replace(hour=23, minute=59, second=59),
        clock=None,
        utc_clock=None,
        precision="day",
    )


def _names_day(scene: Scene, time: TimeMention) -> bool:
    when = time.when
    return (
        when.clock is None
        or when.weekday is not None
        or _NAMES_DAY.search(scene.low, time.span.start, time.span.end) is not None
    )


def _of_the_telling(scene: Scene, time: TimeMention) -> bool:
    """Whether a time says when somebody spoke, not when it happened ("police said on Monday that")."""
    for attribution in scene.voices.attributions:
        if attribution.cue is None or attribution.source is None:
            continue
        end = max(attribution.cue.end, attribution.source.end)
        gap = scene.low[end : time.span.start] if end <= time.span.start <= end + _SPOKEN_REACH else None
        if gap is not None and _SPOKEN.fullmatch(gap):
            return True
    return False


def _time(scene: Scene, time: TimeMention, day: When | None) -> Iterator[Found]:
    quote = _with_preposition(scene, time.span)
    hour = time.when.precision in {"minute", "hour"}
    if hour or (time.when.precision == "part" and not _names_day(scene, time)):
        yield Found(field="time", value=_on_its_day(scene, time, day), span=quote, said=time.span)
    if _names_day(scene, time):
        yield Found(field="when", value=time.when, span=quote, said=time.span)


def _on_its_day(scene: Scene, time: TimeMention, day: When | None) -> When:
    """Return an hour with the day it belongs to; without one it stays off the calendar."""
    if _names_day(scene, time):
        return time.when
    if day is None:
        return replace(time.when, earliest=None, latest=None)
    return replace(combine(day, time.when), as_said=time.when.as_said)


def _with_preposition(scene: Scene, span: Span) -> Span:
    match = re.search(
        r"\b(?:at|on|in|by|around|about|during|through|late on|early on)\s$",
        scene.low[max(0, span.start - 12) : span.start],
    )
    return Span(span.start - len(match.group()), span.end) if match else span
