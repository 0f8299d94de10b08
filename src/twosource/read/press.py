"""What the press counts: its tallies, its "first since", and figures of the setting.

None of these is part of the incident itself; they are kept so that they can be checked.
"""

import re
from collections.abc import Iterator

from twosource.model import BackgroundFigure, FirstSince, PressTally
from twosource.read.found import Found, clause
from twosource.read.hints import hints_at
from twosource.read.scene import Scene, inside
from twosource.read.sentences import Sentence
from twosource.read.signs import realised
from twosource.text import Span
from twosource.values.count import Count, CountMention
from twosource.values.when import TimeMention, When

_SERIES = re.compile(
    r"\b(?:attacks?|strikes?|raids?|bombings?|shootings?|incidents?|assaults?|ambushes|kidnappings?|abductions?|explosions|blasts|killings|homicides?|murders?|clashes|rocket launches|launches)\b"
)
_PERIOD = re.compile(
    r"\b(?:since|so far this|this year|this month|this week|in the (?:past|last)|over the (?:past|last)|during the (?:past|last)|in less than|in \d{4}|last year|last month|within|of the (?:year|month|week))\b"
)
_ORDINAL = re.compile(
    r"\b(?P<n>\d{1,4})(?:st|nd|rd|th)\b|\b(?P<w>second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth)\b"
)
#: What an ordinal counts: "such attack", "car bomb", "homicide", or nothing said again ("the second at a bus stop").
_COUNTED = re.compile(
    r"\s+(?:(?:such|similar|deadly|fatal|major|suspected)\s+)*(?:(?:[\w-]+\s+){0,2}(?:attacks?|strikes?|raid|bombing|bomb|shooting|incident|assault|ambush|kidnapping|abduction|explosion|blast|killing|homicide|murder|device|death|stabbing|grenade)\b|(?=(?:at|in|on)\s))"
)
_ORDINALS = {
    word: number
    for number, word in enumerate(
        [
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
        ],
        2,
    )
}
_FIRST = re.compile(
    r"\b(?:the|its|their|his)\s+(?:first|deadliest|worst|biggest|largest|most serious)\s+(?P<what>(?:[\w'-]+\s+){0,9}?)(?P<end>since|in (?:more than |over |nearly |almost |about )?(?:\w+\s)?(?:weeks|months|years|decades)|in \d+ (?:weeks|months|years))\b"
)
_STATIVE = re.compile(
    r"\b(?:there (?:are|were)|has|have|had|hosts?|keeps?|maintains?|stationed|deployed|based|home to)\b"
)
_FORCES = re.compile(
    r"\b(?:troops|soldiers|personnel|peacekeepers|forces|staff|advisers|advisors|marines|fighters|refugees|displaced people|people|residents|inhabitants|contractors|diplomats)\b"
)
_SINCE = re.compile(r"\b(?:has|have|had)\b.*\bsince\b|\bsince\b.*\b(?:has|have|had)\b|\bby\b.*\bsince\b")
_SUCH = re.compile(r"\bsuch\s+$|\bsuch\b")


def find_press(scene: Scene) -> Iterator[Found]:
    """Yield tallies, first-since claims and background figures of a whole article."""
    for sentence in scene.sentences:
        yield from _tallies(scene, sentence)
        yield from _firsts(scene, sentence)
        yield from _background(scene, sentence)


# --- tallies -------------------------------------------------------------------------------------


def _tallies(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    if not hints_at(scene.low, sentence.span, "tally"):
        return
    yield from _ordinal_tallies(scene, sentence)
    low = sentence.span.of(scene.low)
    period = _PERIOD.search(low) is not None or _is_busy_day(scene, sentence)
    if not (period or _SUCH.search(low)):
        return
    for mention in inside(scene.counts, sentence.span):
        series = _series_after(scene, sentence, mention)
        if series is not None and (period or _SUCH.search(scene.low, mention.span.start, series.end)):
            such = _SUCH.search(scene.low, mention.span.start, series.end) is not None
            yield _tally(scene, sentence, mention, series, such=such)
        elif series is None and period and _is_summed_up(scene, sentence, mention):
            yield _tally(scene, sentence, mention, mention.noun or mention.span, such=False)


def _is_busy_day(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence counts several on one day: two blasts are one incident, five attacks a tally."""
    if not _ON_DAY.search(scene.low, sentence.span.start, sentence.span.end):
        return False
    return any((mention.count.low or 0) >= _BUSY for mention in inside(scene.counts, sentence.span))


_ON_DAY = re.compile(r"\bon (?:mon|tues|wednes|thurs|fri|satur|sun)day\b")
_BUSY = 3


def _is_summed_up(scene: Scene, sentence: Sentence, mention: CountMention) -> bool:
    """Whether a figure sums up harm over a time: a cumulative toll, or what was hit "since May"."""
    if any(toll.cumulative and toll.span.overlaps(mention.span) for toll in scene.tolls[sentence.index]):
        return True
    if mention.noun is None or _SINCE.search(scene.low, sentence.span.start, sentence.span.end) is None:
        return False
    if mention.count.as_said.lower() in {"a", "an", "one"}:
        return False
    return bool(realised(scene, sentence)) or any(
        w.span.overlaps(mention.noun) for w in inside(scene.weapons, sentence.span)
    )


def _series_after(scene: Scene, sentence: Sentence, mention: CountMention) -> Span | None:
    """Return the noun that says attacks are counted, close after the figure, else None."""
    end = min(sentence.span.end, mention.span.end + 70)
    match = _SERIES.search(scene.low, mention.span.end, end)
    if match is None or re.search(r"[,;\"]", scene.low[mention.span.end : match.start()]):
        return None
    between = scene.low[mention.span.end : match.start()]
    if (
        re.search(
            r"\b(?:in|by|after|people|killed|from|at|during|when|wounded|injured|dead|of the)\b", between
        )
        or len(between.split()) > 6
    ):
        return None
    return Span(*match.span())


def _tally(scene: Scene, sentence: Sentence, mention: CountMention, series: Span, *, such: bool) -> Found:
    start = _skip_of(scene, mention.span.end)
    end = max(start, _end_of_what(scene, sentence, series.end))
    where, since = _names(scene, sentence), _since(scene, sentence)
    words = Span(start, end).of(scene.article.text)
    if such:
        words, where, since = _such(scene, sentence, words, where, since)
    value = PressTally(
        count=mention.count, what=" ".join(words.split()) or "people", where=where, since=since
    )
    quote = _quote(scene, sentence, mention.span, end)
    return Found(field="tally", value=value, span=quote, said=mention.span)


def _skip_of(scene: Scene, offset: int) -> int:
    match = _OF_SUCH.match(scene.low, offset)
    return match.end() if match else offset


_OF_SUCH = re.compile(r"\s*(?:of\s+)?(?:such\s+)?")
#: What leads to a place after the thing counted ("attacks in the Red Sea").
_TO_PLACE = re.compile(r"\s(?:in\s)?(?:the\s)?$")


_WHAT_STOPS = re.compile(
    r"\s(?:(?:has|have|had) (?:been )?(?:recorded|reported|registered|documented|counted|taken place|occurred|happened)|since|so far|this (?:year|month|week)|in (?:the (?:past|last)|recent|less|\d{4})|over the (?:past|last)|during|to|as well|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b|[,;\"]"
)


def _end_of_what(scene: Scene, sentence: Sentence, offset: int) -> int:
    stop = _WHAT_STOPS.search(scene.low, offset, sentence.span.end)
    ends = [sentence.span.end if stop is None else stop.start()]
    for mention in inside(scene.places, Span(offset, sentence.span.end)):
        led = _TO_PLACE.search(scene.low, offset, mention.span.start)
        if led is not None and led.group().strip():
            ends.append(led.start())
    end = max(offset, min(ends))
    while end > offset and scene.text[end - 1] in " .":
        end -= 1
    return end


def _names(scene: Scene, sentence: Sentence) -> tuple[str, ...]:
    """Return the places a sentence names, in order, each once; places inside a party's name left out."""
    names = [
        mention.place.name
        for mention in inside(scene.places, sentence.span)
        if not any(mention.span in party.span and party.party.id for party in scene.parties)
    ]
    return tuple(dict.fromkeys(names))


def _since(scene: Scene, sentence: Sentence) -> When | None:
    """Return the time a count of the sentence starts from."""
    start = _find_start(scene, sentence)
    return start.when if start else None


def _find_start(scene: Scene, sentence: Sentence) -> TimeMention | None:
    times = inside(scene.times, sentence.span)
    opener = scene.low.find("since", sentence.span.start, sentence.span.end)
    if opener >= 0:
        after = [time for time in times if time.span.end > opener]
        if after:
            return after[0]
    periods = [time for time in times if time.when.precision in {"week", "month", "season", "year", "vague"}]
    return periods[0] if periods else None


def _such(
    scene: Scene,
    sentence: Sentence,
    words: str,
    where: tuple[str, ...],
    since: When | None,
) -> tuple[str, tuple[str, ...], When | None]:
    """Fill in what "such attacks" points back to: the series told of in the sentences before."""
    for earlier in reversed(scene.sentences[max(0, sentence.index - 2) : sentence.index]):
        for match in reversed(list(_SERIES.finditer(scene.low, earlier.span.start, earlier.span.end))):
            if not match.group().endswith("s"):
                continue
            end = _end_of_what(scene, earlier, match.end())
            times = inside(scene.times, Span(match.end(), earlier.span.end))
            filled = Span(match.start(), end).of(scene.article.text)
            return (
                filled,
                _names_after(scene, earlier, match.start()) or where,
                since or (times[0].when if times else None),
            )
    return words, where, since


def _names_after(scene: Scene, sentence: Sentence, offset: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.place.name for m in inside(scene.places, Span(offset, sentence.span.end))))


def _quote(scene: Scene, sentence: Sentence, mention: Span, end: int) -> Span:
    """Quote the whole sentence when the tally is all it says, else from the figure's clause on.

    The time it starts from is always part of the quote.
    """
    if len(sentence.span) <= 220 and not any(
        a.source and a.source in sentence.span for a in scene.voices.attributions
    ):
        return sentence.span
    around, since = clause(sentence, mention), _find_start(scene, sentence)
    told = since.span if since else mention
    return Span(min(around.start, told.start), max(around.end, end, told.end))


def _ordinal_tallies(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    """Read "the 12th such attack this year" as a count of twelve."""
    for match in _ORDINAL.finditer(scene.low, sentence.span.start, sentence.span.end):
        series = _COUNTED.match(scene.low, match.end(), sentence.span.end)
        if series is None or not (
            _PERIOD.search(scene.low, match.end(), sentence.span.end)
            or _ON_DAY.search(scene.low, match.end(), sentence.span.end)
        ):
            continue
        number = int(match["n"]) if match["n"] else _ORDINALS[match["w"]]
        said = Span(*match.span())
        end = _end_of_what(scene, sentence, series.end())
        value = PressTally(
            count=Count(low=number, high=number, as_said=said.of(scene.article.text), number=number),
            what=" ".join(scene.article.text[_skip_of(scene, match.end()) : end].split()),
            where=_names(scene, sentence),
            since=_since(scene, sentence),
        )
        yield Found(field="tally", value=value, span=Span(said.start, sentence.span.end), said=said)


# --- first since ---------------------------------------------------------------------------------


def _firsts(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    if not hints_at(scene.low, sentence.span, "first"):
        return
    for match in _FIRST.finditer(scene.low, sentence.span.start, sentence.span.end):
        times = list(inside(scene.times, Span(match.end("what"), sentence.span.end)))
        since = times[-1].when if times and match["end"] == "since" else (times[0].when if times else None)
        start = scene.low.rfind("was", sentence.span.start, match.start())
        begin = start if start >= 0 and match.start() - start < 6 else match.start()
        what = " ".join(scene.article.text[match.start("what") : match.end("what")].split())
        last = times[-1].span.end if times else sentence.span.end
        yield Found(
            field="first since",
            value=FirstSince(what=what or "attack", since=since, where=_names(scene, sentence)),
            span=Span(begin, min(max(last, match.end()), sentence.span.end)),
            said=Span(*match.span()),
        )


# --- figures of the setting ----------------------------------------------------------------------


def _background(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    """Yield figures of forces and people that are just there ("keeps some 600 soldiers in ...")."""
    counts = inside(scene.counts, sentence.span)
    if not counts or not _STATIVE.search(scene.low, sentence.span.start, sentence.span.end):
        return
    last_what = ""
    for mention in counts:
        if any(toll.span.overlaps(mention.span) for toll in scene.tolls[sentence.index]):
            continue
        noun = mention.noun.of(scene.low) if mention.noun else ""
        if _FORCES.search(noun):
            last_what = mention.noun.of(scene.article.text) if mention.noun else ""
        elif not (last_what and _bare_figure(scene, mention)):
            continue
        end = mention.noun.end if mention.noun and _FORCES.search(noun) else mention.span.end
        after = inside(scene.places, Span(end, min(end + 24, sentence.span.end)))
        places = [mention for mention in after if mention.place.lat is not None]
        where = (places[0].place.name,) if places else ()
        stop = places[0].span.end if places and places[0].span.start - end < 8 else end
        value = BackgroundFigure(what=last_what, count=mention.count, where=where)
        yield Found(field="background", value=value, span=Span(mention.span.start, stop), said=mention.span)


def _bare_figure(scene: Scene, mention: CountMention) -> bool:
    """Whether a figure stands without a noun of its own ("and about 900 in Syria")."""
    return (
        mention.noun is None
        or re.match(r"\s+in\b", scene.low[mention.span.end : mention.span.end + 4]) is not None
    )
