"""The place of an incident, and where what was fired came down.

Leaves out where somebody spoke, lives or was taken, and offices that only name themselves after
a place.
"""

import re
from collections.abc import Iterator

from twosource.read.found import Found
from twosource.read.phrases import dateline_end
from twosource.read.scene import Scene, inside, outside
from twosource.read.sentences import Sentence
from twosource.read.signs import realised
from twosource.read.strands import Strand
from twosource.read.telling import OF_IT
from twosource.text import Span
from twosource.values.place import PlaceMention

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
    r"\b(?:hospitals?|medical cent(?:er|re)|clinic|morgue|mortuary|infirmary|trauma cent(?:er|re)|court|courthouse|courtroom|jail|prison|detention cent(?:er|re)|funeral home|health cent(?:er|re)|(?:sheriff|attorney|coroner|examiner|field|prosecutor)(?:'?s)?'? office|police department|highway patrol)\b"
)
#: The words that end all of these, looked for first.
_TO_OR_AT = re.compile(
    r"\b(?:to|towards?|into|at|in|of|from|by) (?:the |a |an |nearby |local |[A-Z][\w.]+ )?$"
)
_AT_SCENE = re.compile(
    r"\b(?:outside|near|inside|hit|struck|attacked|stormed|targeted|targeting|bombed|shelled|on|against|opened fire (?:at|in)|explosion at|blast at|attack at|shooting at|front of)\s+(?:the |a |an )?$"
)


def find_places_told(scene: Scene, strand: Strand, telling: frozenset[int]) -> Iterator[Found]:
    """Yield the places of one strand, each once for each voice; ``telling`` numbers its sentences with an event or a toll."""
    seen: set[tuple[str, str | None, str]] = set()
    for sentence in strand.sentences:
        mentions = outside(inside(scene.places, sentence.span), scene.settings[sentence.index])
        if not mentions or not (
            sentence.index in telling or OF_IT.search(scene.low, sentence.span.start, sentence.span.end)
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
    return Found(field="place", value=mention.place, span=mention.span, said=mention.span)


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
