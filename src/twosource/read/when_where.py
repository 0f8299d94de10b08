"""When and where: the day, the time of day, the place, and where what was fired came down."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from twosource.read.found import Found, clause
from twosource.read.phrases import dateline_end
from twosource.read.scene import Scene, inside, outside
from twosource.read.sentences import Sentence
from twosource.read.signs import realised
from twosource.read.strands import Strand
from twosource.text import Span
from twosource.values.place import PlaceMention
from twosource.values.when import TimeMention, When, combine

_IMPACT = re.compile(
    r"\b(?:fell|landed|crashed|impacted|came down|coming down|falling|landing|splashed down|exploded over|hit open)\b"
)
_FROM = re.compile(
    r"\b(?:from|based in|headquartered in|spoke in|told reporters in|arrived in|travelled to|traveled to|visit to|born in|who lives in|living in|lived in|resides in|raised in|operations in|buried in"
    r"|(?:officials?|spokes\\w+|ministry|department|diplomats?|sources?|police|army|military|analysts?|professor|residents?|office|bureau|writing|reporting|newsroom) (?:in|from)|fled to|flee to|native of|originally from|flew to|returned to|headed to|extradited to|moved to|deported to|embassy in)\s+(?:the\s+)?(?:[\w-]+\s)?$"
)
#: "taken to", "died at", "a doctor at": before a place where victims end up, not where it happened.
_TAKEN_TO = re.compile(
    r"\b(?:taken|rushed|shifted|transported|airlifted|flown|brought|driven|drove|admitted|transferred|sent|referred|moved|treated|treatment|recovering|died|dead|pronounced|surgery"
    r"|hospitali[sz]ed|doctors?|medics?|director|spokes\w+|evacuated|arrived|walked|appeared|arraigned|charged|booked|held|jailed|lodged|custody|detained|released|received|went)\b"
    r"[^.;:\"]{0,40}?\b(?:to|at|in|into|of|from|by)\s+(?:the |a |an |nearby |local |[A-Z][\w.]+ )?$",
    re.IGNORECASE,
)
#: Carried or fled there: never where it happened, whatever else the sentence tells.
_MOVED_TO = re.compile(
    r"\b(?:(?:taken|rushed|shifted|transported|airlifted|flown|brought|driven|admitted|transferred|fled|escaped|ran|drove off)\b[^.;:,\"]{0,36}?\b(?:to|towards?|into)"
    r"|(?:arraigned|charged|booked|jailed|lodged|detained|treated|hospitali[sz]ed|appeared|pronounced|surgery|sentenced|convicted|buried|arrested)\b[^.;:,\"]{0,36}?\b(?:at|in|to))"
    r"\s+(?:the |a |an |nearby |local )?$",
    re.IGNORECASE,
)
#: A place that only tells whose police or resident somebody is.
_OFFICE_OF = re.compile(
    r"'?s? (?:(?:City|County|State|Metropolitan|Metro|Area|Parish|Township|city|county|state|regional|provincial|metropolitan) )?"
    r"(?:[Pp]olice|[Ss]heriff|[Ff]ire|[Dd]epartment|[Aa]uthorit|[Oo]fficials?\b|[Oo]fficers?\b|[Dd]istrict [Aa]ttorney|[Pp]rosecutor|[Cc]ourt|[Cc]ouncil|[Mm]ayor|[Gg]overnor|[Rr]esidents?\b|[Nn]ative\b"
    r"|man\b|woman\b|men\b|teens?\b|teenagers?\b|toddler|boy\b|girl\b|couple\b|mother\b|father\b|citizens?\b|nationals?\b|detectives?\b|[Dd]eput|EMS|Journal\b|Times\b|Post\b|News\b)"
)
_CARE = re.compile(
    r"\b(?:hospitals?|medical cent(?:er|re)|clinic|morgue|mortuary|infirmary|trauma cent(?:er|re)|court|courthouse|courtroom|jail|prison|detention cent(?:er|re)|funeral home|health cent(?:er|re))\b"
)
#: The words that end all of these, looked for first.
_TO_OR_AT = re.compile(
    r"\b(?:to|towards?|into|at|in|of|from|by) (?:the |a |an |nearby |local |[A-Z][\w.]+ )?$"
)
_AT_SCENE = re.compile(
    r"\b(?:outside|near|inside|hit|struck|attacked|stormed|targeted|targeting|bombed|shelled|on|against|opened fire (?:at|in)|explosion at|blast at|attack at|shooting at|front of)\s+(?:the |a |an )?$"
)
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
    r"|autops\w+|pronounced|scheduled|released|identified|announced|indict\w+|grand jury|surgery|surrendered|turned (?:himself|herself) in|resign\w*|visited|condemned|mourn\w*|reopen\w*|arrested|in custody"
    r"|obituary|service|services|anyone with|issued a|statement|jury|prosecutors?|interview\w*|open(?:s|ed) (?:at|from)|meet\w*|denied|denies|claimed responsibility|message|telegram|communique|audio|extinguished|under control|put out|contained|resumed|tweeted|posted|updated|published|deadline|deploy\w*)\b"
)
#: Things that belong to the incident, so that a time told of them is its time.
_OF_IT = re.compile(
    r"\b(?:attack(?:s|ers?)?|assailants?|gunm[ae]n|shooters?|shooting|shots?|gunfire|gunshots?|bombs?|bombings?|blasts?|explosions?|devices?|incident|911|emergency calls?|raids?"
    r"|rockets?|missiles?|drones?|shells?|shelling|ambush|stabbing|robbery|victims?|occurred|happened|took place|unfolded|dispatched|responded|insurgents|militants|bandits|rebels|crash|fire)\b"
)


def find_when_where(scene: Scene, strand: Strand) -> Iterator[Found]:
    """Yield the claims about the day, the hour and the place of one strand."""
    telling = [
        s
        for s in strand.sentences
        if s is strand.anchor or scene.tolls[s.index] or (scene.events[s.index] and realised(scene, s))
    ]
    times = [
        time
        for sentence in strand.sentences
        for time in _times(scene, sentence, direct=sentence in telling)
        if _is_usable(time, recalled=strand.recalled)
    ]
    day = _day_of(scene, strand, times)
    for time in times:
        yield from _time(scene, time, day)
    yield from _places(scene, strand, telling)


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
        if direct or _OF_IT.search(scene.low, sentence.span.start, sentence.span.end):
            yield time


def _is_no_day_of_it(scene: Scene, time: TimeMention) -> bool:
    """Whether a time lies ahead, is a length ("in the last 48 hours") or stamps an update."""
    published, earliest = scene.article.published, time.when.earliest
    if published is not None and earliest is not None and earliest > published + _CLOCK_SLACK:
        return True
    if _LENGTH.match(scene.low, time.span.start, time.span.end):
        return True
    return _STAMP.search(scene.low, max(0, time.span.start - 14), time.span.start) is not None


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
        r"\b(?:at|on|in|by|around|about|late on|early on)\s$", scene.low[max(0, span.start - 12) : span.start]
    )
    return Span(span.start - len(match.group()), span.end) if match else span


def _places(scene: Scene, strand: Strand, telling: list[Sentence]) -> Iterator[Found]:
    seen: set[tuple[str, str | None, str]] = set()
    for sentence in strand.sentences:
        mentions = outside(inside(scene.places, sentence.span), scene.settings[sentence.index])
        if not mentions or not (
            sentence in telling or _OF_IT.search(scene.low, sentence.span.start, sentence.span.end)
        ):
            continue
        for mention in mentions:
            if not _is_scene_of_it(scene, sentence, mention):
                continue
            found = _place(scene, sentence, mention)
            key = (str(getattr(found.value, "name", "")), scene.voices.at(mention.span)[0].name, found.field)
            if key not in seen:
                seen.add(key)
                yield found


def _place(scene: Scene, sentence: Sentence, mention: PlaceMention) -> Found:
    start = max(sentence.span.start, mention.span.start - 60)
    before = scene.low[start : mention.span.start]
    impact = [match for match in _IMPACT.finditer(before) if not re.search(r"[,;\"]", before[match.end() :])]
    if impact:
        quote = Span(start + impact[-1].start(), mention.span.end)
        return Found(field="impact place", value=mention.place, span=quote, said=mention.span)
    village = _UNLISTED.search(scene.text, start, mention.span.start)
    if (
        village is None
        or village["name"].split()[0].lower() in _NO_VILLAGE
        or any(p.span.start == village.start("name") for p in scene.parties)
    ):
        return Found(field="place", value=mention.place, span=mention.span, said=mention.span)
    said = Span(village.start("name"), mention.span.end)
    place = replace(
        mention.place,
        name=village["name"],
        within=(mention.place.name, *mention.place.within),
        as_said=said.of(scene.article.text),
        gazetteer_id=None,
    )
    return Found(field="place", value=place, span=said, said=said)


#: A village that no gazetteer holds, told by the town it is near: "Kaliri, a hamlet near Wau".
_UNLISTED = re.compile(
    r"(?<!\. )(?<!^)\b(?P<name>[A-Z][\w'-]+(?: [A-Z][\w'-]+)?),? (?:(?:a|an|the) (?:[\w-]+ ){0,3}(?:village|town|community|hamlet|settlement|suburb|neighbou?rhood|district|area|locality|island|outpost) (?:in |of |on |to |outside )?(?:the )?)?$",
)
_NO_VILLAGE = frozenset(
    {
        "the",
        "in",
        "on",
        "at",
        "near",
        "a",
        "an",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "north",
        "south",
        "east",
        "west",
    }
)


def _is_scene_of_it(scene: Scene, sentence: Sentence, mention: PlaceMention) -> bool:
    """Whether a place says where it happened, not where somebody is from, spoke, was treated or tried."""
    span = mention.span
    if (
        span.start < dateline_end(scene, sentence)
        or _is_nameless(scene, mention)
        or _is_covered(scene, sentence, mention)
    ):
        return False
    if _FROM.search(scene.low, max(0, span.start - 40), span.start) or _is_aftermath(
        scene, sentence, mention
    ):
        return False
    if _OFFICE_OF.match(scene.text, span.end) and mention.place.kind != "site":
        return False
    if any(span in party.span for party in inside(scene.parties, Span(max(0, span.start - 80), span.end))):
        return False
    return not any(a.source is not None and span in a.source for a in scene.voices.attributions)


def _is_nameless(scene: Scene, mention: PlaceMention) -> bool:
    """Whether a site is only "a house" or "the building": no name and no town to put it in."""
    words = mention.span.of(scene.text).split()
    return (
        mention.place.kind == "site"
        and mention.place.lat is None
        and not any(word[0].isupper() for word in words[1:])
        and not (words[0][0].isupper() and len(words) == 1)
    )


def _is_covered(scene: Scene, sentence: Sentence, mention: PlaceMention) -> bool:
    """Whether a country is named beside a place inside it, which says more."""
    return mention.place.kind == "country" and any(
        other.place.country == mention.place.country and other.place.kind != "country"
        for other in inside(scene.places, sentence.span)
    )


def _is_aftermath(scene: Scene, sentence: Sentence, mention: PlaceMention) -> bool:
    """Whether a place is where victims or suspects were taken, or a hospital or court that nothing hit."""
    if _CARE.search(scene.low, mention.span.start, mention.span.end):
        start = max(sentence.span.start, mention.span.start - 70)
        return (
            _AT_SCENE.search(scene.low, start, mention.span.start) is None
            or _MOVED_TO.search(scene.text, start, mention.span.start) is not None
        )
    if not _TO_OR_AT.search(
        scene.text, max(sentence.span.start, mention.span.start - 24), mention.span.start
    ):
        return False
    start = max(sentence.span.start, mention.span.start - 70)
    if _MOVED_TO.search(scene.text, start, mention.span.start):
        return True
    if _AT_SCENE.search(scene.low, start, mention.span.start):
        return False
    return _TAKEN_TO.search(scene.text, start, mention.span.start) is not None and not realised(
        scene, sentence
    )
