"""Which news media handed a speaker's words on, as the text names them.

"Police told Reuters", "Al Noor TV reported, citing officials", "the army was quoted by state media as
saying": the outlet that prints this has it from Reuters, from Al Noor TV, from state media. What the
article's own newsroom was told is carried by nobody. Whether two carriers are one newsroom is for
``reconcile`` to say.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from twosource.knowledge.media import load_media
from twosource.knowledge.press import find_newsroom
from twosource.model import Article, Certainty, Voice
from twosource.read.attribution import Attribution
from twosource.read.sentences import Sentence
from twosource.read.speakers import Speakers
from twosource.read.voices import Voices
from twosource.text import Span, fold

#: Whoever speaks to these is heard by every newsroom that comes: no carrier.
_OPEN_TO_ALL = frozenset({"media", "press", "news media", "media outlets", "news outlets", "outlets"})
_SAID_BEFORE = r"(?:(?:\w+ly|also|later|earlier)\s+)?"
_WAS_QUOTED = re.compile(rf"\b(?:was|were|is|are|been)\s+{_SAID_BEFORE}(?:quoted|cited)\s+(?:by|in|on)\s+")
_QUOTED = re.compile(rf"\s+{_SAID_BEFORE}(?:quoted|cited)\s+")
_AS_SAYING = re.compile(r"(?:\s+on\s+\w+day)?\s+as\s+saying\s+(?:that\s+)?")
_PHRASE_END = re.compile(r"[,;:.“\"]|\s(?:that|as|who|which|said|says|reported|told)\b")
_LONGEST = 90  # characters of the phrase that names a speaker


@dataclass(frozen=True, slots=True, kw_only=True)
class _Told:
    """One article's words, whose they are, and who has spoken in them so far."""

    text: str
    parts: Sequence[Sentence]
    speakers: Speakers
    own: tuple[str, ...]

    def sentence_at(self, offset: int) -> Span:
        """Return the sentence that a character stands in."""
        found = bisect_right(self.parts, offset, key=lambda part: part.span.start)
        return self.parts[max(found - 1, 0)].span


@dataclass(frozen=True, slots=True, kw_only=True)
class _Medium:
    """A news medium as named at a place of the text."""

    name: str
    span: Span


def trace_carriers(voices: Voices, parts: Sequence[Sentence], speakers: Speakers, article: Article) -> Voices:
    """Return who says what with the media that carried it, the nearest to the voice last."""
    own = tuple(fold(name) for name in (article.outlet, article.newsroom) if name)
    here = _Told(text=speakers.text, parts=parts, speakers=speakers, own=own)
    quoted = [one for part in parts for one in _find_quoted(here, part.span)]
    traced = [_trace(one, here) for one in voices.attributions if not _is_retold(one, quoted)]
    found = (*traced, *quoted)
    carriers = [one for one in found if one.via]
    nested = tuple(_put_within(one, carriers) for one in found)
    return Voices(attributions=nested, newsroom=voices.newsroom)


def _trace(one: Attribution, here: _Told) -> Attribution:
    """Return an attribution with its carrier, in the voice of whom a medium has it from."""
    if one.source is None or one.cue is None:
        return one
    sentence = here.sentence_at(one.cue.start)
    medium = _medium_at(here, one.source)
    if medium is None:
        hearer = _find_hearer(here, Span(min(one.source.start, one.cue.start), sentence.end))
        return one if hearer is None else replace(one, via=(hearer,))
    if _is_own(medium.name, here):
        return one
    itself = one.voice if one.voice.kind == "newsroom" else _voice_of(medium)
    return replace(one, voice=_find_cited(here, sentence) or itself, via=(medium.name,))


def _put_within(one: Attribution, carriers: Collection[Attribution]) -> Attribution:
    """Let what a medium hands on be carried by it, where somebody speaks inside of it."""
    outer = [
        other.via
        for other in carriers
        if other is not one
        and one.cue is not None
        and _holds(other, one.cue)
        and not _is_part(one.via, other.via)
    ]
    return replace(one, via=(*outer[0], *one.via)) if outer else one


def _holds(outer: Attribution, cue: Span) -> bool:
    return any(content.start <= cue.start and cue.end <= content.end for content in outer.contents)


def _is_part(via: tuple[str, ...], outer: tuple[str, ...]) -> bool:
    return bool(via) and set(via) <= set(outer)


def _is_retold(one: Attribution, quoted: Collection[Attribution]) -> bool:
    """Whether "was quoted by" had been taken for the medium's own word."""
    cue = one.cue
    return cue is not None and any(
        other.cue is not None and cue.start < other.cue.end and other.cue.start < cue.end for other in quoted
    )


# --- whom a text names ------------------------------------------------------------------------------


def _medium_at(here: _Told, source: Span) -> _Medium | None:
    """Return the medium that a source is, or None where it is somebody else."""
    found = _match_medium(here.text, source.start, here.sentence_at(source.start).end)
    return found if found is not None and found.span.end >= source.end else None


def _match_medium(text: str, start: int, end: int) -> _Medium | None:
    media = load_media()
    found = media.medium.match(text, start, end)
    if found is None or media.never.search(found.group()):
        return None
    proper = found["proper"] or found["kind"]
    listed = find_newsroom(proper) if proper else None
    name = listed.name if listed is not None else proper or found["unnamed"].lower()
    return _Medium(name=name, span=Span(*found.span()))


def _find_hearer(here: _Told, within: Span) -> str | None:
    """Return the medium that is told something, or carries it: "told Reuters", "carried by state media"."""
    for handing in load_media().after.finditer(here.text, within.start, within.end):
        medium = _match_medium(here.text, handing.end(), within.end)
        if medium is not None and medium.name.lower() not in _OPEN_TO_ALL:
            return None if _is_own(medium.name, here) else medium.name
    return None


def _find_cited(here: _Told, sentence: Span) -> Voice | None:
    """Return the voice a medium names as its own source in a sentence: "citing officials"."""
    citing = load_media().source.search(here.text, sentence.start, sentence.end)
    return None if citing is None else _resolve(here, Span(citing.end(), sentence.end))


def _resolve(here: _Told, rest: Span) -> Voice | None:
    """Return the voice that a phrase names, up to where the phrase ends."""
    stop = _PHRASE_END.search(here.text, rest.start, rest.end)
    end = min(stop.start() if stop else rest.end, rest.start + _LONGEST)
    return here.speakers.resolve(here.text[rest.start : end], rest.start) if end > rest.start else None


def _voice_of(medium: _Medium) -> Voice:
    return Voice(name=medium.name, kind="newsroom", body=medium.name)


def _is_own(name: str, here: _Told) -> bool:
    """Whether it is the article's own newsroom or outlet, also in short: "told the Tribune", "told LPA"."""
    short = fold(name).removeprefix("the ")
    return any(
        set(short.split()) <= set(own.split()) or short == "".join(word[0] for word in own.split())
        for own in here.own
    )


# --- quoted as saying -------------------------------------------------------------------------------


def _find_quoted(here: _Told, sentence: Span) -> Iterator[Attribution]:
    """Yield what somebody "was quoted by" a medium "as saying", or what a medium "quoted" them "as saying"."""
    for saying in _AS_SAYING.finditer(here.text, sentence.start, sentence.end):
        before = Span(sentence.start, saying.start())
        made = _quoted_by(here, before) or _quoting(here, before)
        if made is not None and not _is_own(made[1].name, here):
            voice, medium, cue = made
            yield Attribution(
                source=None,
                cue=cue,
                contents=(Span(saying.end(), sentence.end),),
                voice=voice,
                certainty=Certainty.ASSERTED,
                via=(medium.name,),
            )


_Made = tuple[Voice, _Medium, Span]  # who, through which medium, and the words that hand it on


def _quoted_by(here: _Told, before: Span) -> _Made | None:
    """Read "X was quoted by MEDIUM"."""
    for cue in _WAS_QUOTED.finditer(here.text, before.start, before.end):
        medium = _match_medium(here.text, cue.end(), before.end)
        voice = _resolve(here, Span(before.start, cue.start()))
        if medium is not None and medium.span.end == before.end and voice is not None:
            return voice, medium, Span(*cue.span())
    return None


def _quoting(here: _Told, before: Span) -> _Made | None:
    """Read "MEDIUM quoted X"."""
    for cue in _QUOTED.finditer(here.text, before.start, before.end):
        media = (
            _match_medium(here.text, start, cue.start())
            for start in _word_starts(here.text, before.start, cue.start())
        )
        medium = next((one for one in media if one is not None and one.span.end == cue.start()), None)
        voice = _resolve(here, Span(cue.end(), before.end))
        if medium is not None and voice is not None:
            return voice, medium, Span(*cue.span())
    return None


def _word_starts(text: str, start: int, end: int) -> Iterator[int]:
    return (found.start() for found in re.compile(r"\b\w").finditer(text, start, end))
