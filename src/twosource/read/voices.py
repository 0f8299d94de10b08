"""Who says what: speakers, the words that hand over to them, and the stretches they answer for.

Covers "X said (that) ...", "..., X said", "..., said X", "according to X", quotations that run
over several sentences or paragraphs, and words of anonymity after the fact. What nobody is
named for is the newsroom's. Follows the source, cue and content scheme of PARC 3.0
(Pareti 2016) and PolNeAR (Newell et al. 2018).
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from twosource.knowledge.speech import load_speech
from twosource.model import Certainty, Voice
from twosource.read.attribution import Attribution
from twosource.read.handing import Handing
from twosource.read.merging_speech import read_handings
from twosource.read.proposals import Proposals
from twosource.read.quotations import find_quotations, is_sentence
from twosource.read.running_quotations import give_running_quotations
from twosource.read.sentences import Sentence
from twosource.read.speakers import Speakers
from twosource.read.speech_contents import trim
from twosource.read.tokens import phrase_after, token_at
from twosource.text import Span

_CERTAINTIES = {
    "asserted": Certainty.ASSERTED,
    "claimed": Certainty.CLAIMED,
    "denied": Certainty.DENIED,
    "suspected": Certainty.SUSPECTED,
    "reported": Certainty.REPORTED,
    "shown": Certainty.ASSERTED,
}
_BREAK_TAIL = re.compile(
    r",?\s*(?:the (?:latest|first|second|third|worst|deadliest|most)|in (?:what|the latest)|amid|a day after|days after|hours after|following|as (?:the|tensions|fears)|while|despite)\b"
)
#: "claimed responsibility", "denied involvement": acts, not statements handed over.
_NO_STATEMENT = re.compile(r"\s+(?:responsibility|involvement|credit|the lives?|bail|asylum)\b")
#: What a witness tells to have met with; officials "saw" and "heard" other things.
_PERCEIVED = frozenset({"saw", "witnessed", "heard"})
#: Verbs of finding and doing that hand words over only before "that" ("officers found a pistol" does not).
_NEEDS_THAT = frozenset(
    {"found", "noted", "concluded", "continued", "described", "recalled", "suspected", "verified"}
)
#: A group named in a parenthesis after its description ("operating under the banner of ...").
_NAMED_IN_PASSING = re.compile(
    r"\b(?:(?:banner|name|umbrella|flag) of|(?:known|name) as|calling (?:itself|themselves)|called|named)\s+(?:the\s+)?"
    r"(?P<name>[A-Z][\w'-]+(?:\s(?:in|of|for|and|the|al-)?\s?[A-Z][\w'-]+)*)"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """All attributions of an article; whatever they leave out is the newsroom's own word."""

    attributions: tuple[Attribution, ...]
    newsroom: Voice
    _contents: tuple[tuple[Span, Attribution], ...] = field(init=False, repr=False, compare=False)
    _longest: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Sort the contents, so that a long text's need not all be looked at."""
        contents = ((content, one) for one in self.attributions for content in one.contents)
        ordered = tuple(sorted(contents, key=lambda pair: pair[0].start))
        object.__setattr__(self, "_contents", ordered)
        object.__setattr__(self, "_longest", max((len(content) for content, _ in ordered), default=0))

    def at(self, span: Span) -> tuple[Voice, Certainty]:
        """Return who answers for a stretch: the narrowest content that holds most of it."""
        best = self._find(span)
        return (self.newsroom, Certainty.ASSERTED) if best is None else (best.voice, best.certainty)

    def via(self, span: Span) -> tuple[str, ...]:
        """Return the news media that handed a stretch on, the one nearest to its voice last."""
        best = self._find(span)
        return () if best is None else best.via

    def _find(self, span: Span) -> Attribution | None:
        best: tuple[int, Attribution] | None = None
        first = bisect_left(self._contents, span.start - self._longest, key=lambda pair: pair[0].start)
        last = bisect_left(self._contents, span.end, key=lambda pair: pair[0].start)
        for content, attribution in self._contents[first:last]:
            shared = min(content.end, span.end) - max(content.start, span.start)
            if shared * 2 > len(span) and (best is None or len(content) < best[0]):
                best = (len(content), attribution)
        return None if best is None else best[1]


def find_voices(
    text: str,
    parts: Sequence[Sentence],
    speakers: Speakers,
    newsroom: Voice,
    *,
    proposals: Proposals | None = None,
    rules: bool = True,
) -> Voices:
    """Read who says what in an article; ``text`` is its plain text, ``parts`` its sentences.

    ``proposals`` are what a trained reader finds, joined with the rules' or, without ``rules``, alone.
    """
    quotations = tuple(
        quotation
        for quotation in find_quotations(text, _paragraph_spans(parts))
        if is_sentence(text, quotation)
    )
    handings = _by_sentence(parts, read_handings(text, parts, proposals, rules=rules))
    found: list[Attribution] = []
    low = text.lower()
    may_hide = any(phrase in low for phrase in load_speech().anonymous_phrases)
    for part in parts:
        anonymous = may_hide and _anonymity_only(text, part)
        direct = [
            made
            for handing in handings[part.index]
            if (made := _attributed(text, part, handing, speakers, anonymous=anonymous)) is not None
        ]
        found.extend(direct)
        if not direct and anonymous and found:
            found = _hide(found, speakers)
    found.extend(give_running_quotations(parts, quotations, found))
    return Voices(attributions=tuple(found), newsroom=newsroom)


def _by_sentence(parts: Sequence[Sentence], handings: Sequence[Handing]) -> list[list[Handing]]:
    """Sort handings by the sentence their cue stands in, in its order."""
    starts = [part.span.start for part in parts]
    sorted_in: list[list[Handing]] = [[] for _ in parts]
    for handing in handings:
        sorted_in[bisect_right(starts, handing.cue.start) - 1].append(handing)
    return sorted_in


def _paragraph_spans(parts: Sequence[Sentence]) -> tuple[Span, ...]:
    spans: dict[int, Span] = {}
    for part in parts:
        known = spans.get(part.paragraph)
        spans[part.paragraph] = Span(known.start, part.span.end) if known else part.span
    return tuple(spans.values())


@cache
def _anonymity() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, load_speech().anonymous_phrases)), re.IGNORECASE)


def _anonymity_only(text: str, part: Sentence) -> bool:
    return bool(_anonymity().search(text, part.span.start, part.span.end))


def _hide(found: list[Attribution], speakers: Speakers) -> list[Attribution]:
    """Make the last speaker anonymous, wherever the article lets that same voice speak."""
    last = found[-1].voice
    hidden = speakers.mark_anonymous(last)
    return [
        Attribution(source=a.source, cue=a.cue, contents=a.contents, voice=hidden, certainty=a.certainty)
        if a.voice == last
        else a
        for a in found
    ]


def _attributed(
    text: str, part: Sentence, handing: Handing, speakers: Speakers, *, anonymous: bool
) -> Attribution | None:
    """Give a handing over the voice of its speaker; None where it is no statement or nobody's."""
    label = "asserted" if handing.word == "according" else load_speech().cues.get(handing.word)
    if handing.source is None or label is None or not _hands_over(text, handing):
        return None
    source = _core(text, part, handing)
    voice = speakers.resolve(
        source.of(text), source.start, anonymous=anonymous, beside=_beside(text, part, source, handing)
    )
    if voice is None or not handing.contents or not _can_say(voice, handing.word):
        return None
    return Attribution(
        source=source,
        cue=handing.cue,
        contents=_contents(text, part, handing),
        voice=voice,
        certainty=_CERTAINTIES[label],
    )


def _hands_over(text: str, handing: Handing) -> bool:
    """Whether a cue hands over a statement here: not "claimed responsibility", not a find."""
    if not handing.contents:
        return True
    if handing.cue.start < handing.contents[0].start and _NO_STATEMENT.match(text, handing.cue.end):
        return False
    return handing.word not in _NEEDS_THAT or text.startswith("that ", handing.contents[0].start)


def _core(text: str, part: Sentence, handing: Handing) -> Span:
    """Return the noun phrase of a speaker, without what is told of them."""
    source = handing.source or handing.cue
    if not _after_cue(handing):
        named = _NAMED_IN_PASSING.search(text, source.start, source.end)
        if named is not None:
            return Span(named.start("name"), named.end("name"))
    words = part.tokens[: token_at(part.tokens, source.end)]
    core = phrase_after(words, token_at(words, source.start))
    return Span(core.start, min(core.end, source.end)) if core and core.start == source.start else source


def _after_cue(handing: Handing) -> bool:
    return handing.source is not None and handing.source.start > handing.cue.start


def _contents(text: str, part: Sentence, handing: Handing) -> tuple[Span, ...]:
    """Return what is said, with what goes on after a speaker in the middle of it."""
    if handing.word == "according" or handing.contents[0].start > handing.cue.start:
        return handing.contents
    end = max(handing.cue.end, handing.source.end if handing.source else 0)
    last = max(content.end for content in handing.contents)
    if (
        not last <= end < part.span.end
        or not text.startswith(",", end)
        or _BREAK_TAIL.match(text, end, part.span.end)
    ):
        return handing.contents
    tail = Span(end, part.span.end)
    return (*handing.contents, trim(text, tail)) if len(tail) > 3 else handing.contents


def _can_say(voice: Voice, cue: str) -> bool:
    """Whether a speaker of this kind is one whom such a verb lets speak."""
    speech = load_speech()
    if cue in _PERCEIVED:
        return voice.kind in {"witness", "person"}
    if cue == "according":
        return True
    if speech.cues[cue] == "shown":
        return voice.kind in {"social media", "document", "newsroom"}
    return cue not in speech.weak or voice.kind != "person"


_PARENTHESIS = re.compile(r"\s*,\s+(?P<words>[^,;\"]{3,80}?)\s*(?:,|\.\s*$|$)")
_RELATIVE = re.compile(r"\s(?:who|whose|whom|which|that)\b")
_AGE = re.compile(r"\s*,\s+(?:aged\s+)?\d{1,3}\b")


def _beside(text: str, part: Sentence, source: Span, handing: Handing) -> str:
    """Return what stands in apposition to the speaker ("Luis Ortega, 34, a driver"), or ""."""
    if handing.word == "according":
        return ""
    age = _AGE.match(text, source.end, part.span.end)
    start = age.end() if age else source.end
    end = part.span.end if _after_cue(handing) else handing.cue.start
    found = _PARENTHESIS.match(text, start, max(start, end))
    return _RELATIVE.split(found["words"])[0] if found else ""
