"""Who says what: speakers, the words that hand over to them, and the stretches they answer for.

Covers "X said (that) ...", "..., X said", "..., said X", "according to X", quotations that run
over several sentences or paragraphs, and words of anonymity after the fact. What nobody is
named for is the newsroom's. Follows the source, cue and content scheme of PARC 3.0
(Pareti 2016) and PolNeAR (Newell et al. 2018).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from twosource.knowledge.speech import load_speech
from twosource.model import Certainty, Voice
from twosource.read.attribution import Attribution
from twosource.read.quotations import Quotation, find_quotations, is_sentence
from twosource.read.running_quotations import give_running_quotations
from twosource.read.sentences import Sentence
from twosource.read.speakers import Speakers
from twosource.read.tokens import Token, phrase_after, phrase_before, subject_start, token_at
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
    r"\b(?:(?:banner|name|umbrella|flag) of|known as|calling (?:itself|themselves)|called|named)\s+(?:the\s+)?"
    r"(?P<name>[A-Z][\w'-]+(?:\s(?:in|of|for|and|the|al-)?\s?[A-Z][\w'-]+)*)"
)
_ADVERBIAL = frozenset({"prep", "adv", "conj", "sub", "ing"})
_LONGEST_ADVERBIAL = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Voices:
    """All attributions of an article; whatever they leave out is the newsroom's own word."""

    attributions: tuple[Attribution, ...]
    newsroom: Voice

    def at(self, span: Span) -> tuple[Voice, Certainty]:
        """Return who answers for a stretch: the narrowest content that holds most of it."""
        best: tuple[int, Attribution] | None = None
        for attribution in self.attributions:
            for content in attribution.contents:
                shared = min(content.end, span.end) - max(content.start, span.start)
                if shared * 2 > len(span) and (best is None or len(content) < best[0]):
                    best = (len(content), attribution)
        if best is None:
            return self.newsroom, Certainty.ASSERTED
        return best[1].voice, best[1].certainty


def find_voices(text: str, parts: Sequence[Sentence], speakers: Speakers, newsroom: Voice) -> Voices:
    """Read who says what in an article; ``text`` is its plain text, ``parts`` its sentences."""
    quotations = tuple(
        quotation
        for quotation in find_quotations(text, _paragraph_spans(parts))
        if is_sentence(text, quotation)
    )
    found: list[Attribution] = []
    for part in parts:
        direct = _attribute(text, part, speakers, quotations)
        found.extend(direct)
        if not direct and _anonymity_only(text, part) and found:
            found = _hide(found, speakers)
    found.extend(give_running_quotations(parts, quotations, found))
    return Voices(attributions=tuple(found), newsroom=newsroom)


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


def _attribute(
    text: str, part: Sentence, speakers: Speakers, quotations: tuple[Quotation, ...]
) -> list[Attribution]:
    """Find every handing over in one sentence; at most one per cue word."""
    tokens = part.tokens
    anonymous = _anonymity_only(text, part)
    found: list[Attribution] = []
    cues = load_speech().cues
    for index, token in enumerate(tokens):
        made = None
        if token.low in cues and not _inside(quotations, token.start):
            made = _said(text, part, index, speakers, anonymous=anonymous)
        elif token.low == "according" and index + 1 < len(tokens) and tokens[index + 1].low == "to":
            made = _according_to(text, part, index, speakers)
        if made is not None:
            found.append(made)
    return found


def _inside(quotations: tuple[Quotation, ...], offset: int) -> bool:
    return any(offset in quotation.span for quotation in quotations)


def _according_to(text: str, part: Sentence, index: int, speakers: Speakers) -> Attribution | None:
    source = phrase_after(part.tokens, index + 2)
    voice = speakers.resolve(source.of(text), source.start) if source else None
    if source is None or voice is None:
        return None
    cue = Span(part.tokens[index].start, part.tokens[index + 1].end)
    before = _trim(text, Span(part.span.start, cue.start))
    end = _phrase_tail(part.tokens, source)
    after = _trim(text, Span(min(end, part.span.end), part.span.end))
    contents = tuple(span for span in (before, after) if len(span.of(text).split()) > 2)
    return Attribution(source=source, cue=cue, contents=contents, voice=voice, certainty=Certainty.ASSERTED)


def _phrase_tail(tokens: Sequence[Token], source: Span) -> int:
    """Return where the clause that holds the source ends: its next comma, or the sentence's end."""
    for token in tokens[token_at(tokens, source.end) :]:
        if token.low in {",", ";", '"'}:
            return token.start
    return tokens[-1].end


def _hands_over(text: str, tokens: Sequence[Token], index: int) -> bool:
    """Whether a cue verb hands over words here: not a passive, not "claimed responsibility", not a find."""
    token = tokens[index]
    if index and tokens[index - 1].low in {"is", "are", "was", "were", "be", "been", "to"}:
        return False
    if _NO_STATEMENT.match(text, token.end):
        return False
    return token.low not in _NEEDS_THAT or (index + 1 < len(tokens) and tokens[index + 1].low == "that")


def _can_say(voice: Voice, cue: str) -> bool:
    """Whether a speaker of this kind is one whom such a verb lets speak."""
    speech = load_speech()
    if cue in _PERCEIVED:
        return voice.kind in {"witness", "person"}
    if speech.cues[cue] == "shown":
        return voice.kind in {"social media", "document", "newsroom"}
    return cue not in speech.weak or voice.kind != "person"


def _said(
    text: str, part: Sentence, index: int, speakers: Speakers, *, anonymous: bool
) -> Attribution | None:
    """Read a speech verb: find its speaker left or right of it, then what is said."""
    tokens, token = part.tokens, part.tokens[index]
    if not _hands_over(text, tokens, index):
        return None
    source, inverted = _source(text, tokens, index)
    if source is None:
        return None
    named = _NAMED_IN_PASSING.search(text, source.end, token.start) if not inverted else None
    if named is not None:
        source = Span(named.start("name"), named.end("name"))
    voice = speakers.resolve(
        source.of(text),
        source.start,
        anonymous=anonymous,
        beside=_beside(text, part, source, token, inverted=inverted),
    )
    if voice is None or not _can_say(voice, token.low):
        return None
    start = tokens[min(subject_start(tokens, index), index)].start if not inverted else token.start
    handing = Span(min(start, source.start, token.start), max(source.end, token.end))
    contents = _contents(text, part, handing, inverted=inverted)
    if not contents:
        return None
    return Attribution(
        source=source,
        cue=Span(token.start, token.end),
        contents=contents,
        voice=voice,
        certainty=_CERTAINTIES[load_speech().cues[token.low]],
    )


_PARENTHESIS = re.compile(r"\s*,\s+(?P<words>[^,;\"]{3,80}?)\s*(?:,|\.\s*$|$)")
_RELATIVE = re.compile(r"\s(?:who|whose|whom|which|that)\b")
_AGE = re.compile(r"\s*,\s+(?:aged\s+)?\d{1,3}\b")


def _beside(text: str, part: Sentence, source: Span, token: Token, *, inverted: bool) -> str:
    """Return what stands in apposition to the speaker ("Luis Ortega, 34, a driver"), or ""."""
    start = source.end
    age = _AGE.match(text, start, part.span.end)
    start = age.end() if age else start
    found = _PARENTHESIS.match(text, start, part.span.end if inverted else token.start)
    return _RELATIVE.split(found["words"])[0] if found else ""


def _source(text: str, tokens: Sequence[Token], index: int) -> tuple[Span | None, bool]:
    """Return the speaker's noun phrase, and whether it follows its verb ('," said the mayor')."""
    before = tokens[index - 1] if index else None
    if before is None or before.low in {",", '"', "'", "?", "!"}:
        after = phrase_after(tokens, index + 1)
        if after is not None and (before is not None or text[tokens[0].start] == '"'):
            subject = phrase_before(tokens, index)
            parenthetical = (
                before is not None
                and before.low == ","
                and subject is not None
                and _may_speak(subject.of(text))
            )
            if not parenthetical or before is None or before.low == '"':
                return after, True
    return _subject(tokens, index), False


def _subject(tokens: Sequence[Token], index: int) -> Span | None:
    """Return the subject of a verb; of a second verb joined by "and" it is that of the first."""
    pronoun = _pronoun(tokens, index)
    if pronoun is not None:
        return pronoun
    phrase = phrase_before(tokens, index)
    position = index
    while phrase is None and position > 1 and tokens[position - 1].low in {"and", "but", "then", "also"}:
        earlier = next((at for at in range(position - 2, -1, -1) if tokens[at].tag in {"verb", "aux"}), None)
        if earlier is None:
            return None
        phrase, position = phrase_before(tokens, earlier), earlier
    return phrase


def _pronoun(tokens: Sequence[Token], index: int) -> Span | None:
    """Return the "he", "she" or "they" that opens a clause right before its verb, else None."""
    position = index - 1
    while position >= 0 and tokens[position].tag in {"aux", "adv"}:
        position -= 1
    if position < 0 or tokens[position].low not in {"he", "she", "they", "it"}:
        return None
    opens = (
        position == 0
        or tokens[position - 1].tag in {"punct", "conj", "sub", "adv"}
        or tokens[position - 1].low == "that"
    )
    return Span(tokens[position].start, tokens[position].end) if opens else None


_FULL_NAME = re.compile(r"(?:[A-Z][\w.'-]*\s+)+[A-Z][\w'-]+$")


def _may_speak(phrase: str) -> bool:
    """Whether a phrase is somebody's office or full name, so that an aside follows it, not a statement before it."""
    return _speaks(phrase) or _FULL_NAME.match(phrase) is not None


def _speaks(phrase: str) -> bool:
    heads = load_speech().heads
    return any(word.strip(".,") in heads for word in phrase.lower().split())


def _contents(text: str, part: Sentence, handing: Span, *, inverted: bool) -> tuple[Span, ...]:
    """Return what is said: before the handing over when a clause stands there, and after it."""
    before = _trim(text, Span(part.span.start, handing.start))
    after = _after(text, part, handing)
    quoted = '"' in text[part.span.start : handing.start]
    if not inverted and not quoted and (_joined_clause(part, handing.start) or _is_adverbial(part, before)):
        return (after,) if len(after) > 3 else ()
    contents = [before] if len(before) > 3 else []
    if len(after) > 3 and not _BREAK_TAIL.match(text, handing.end, part.span.end):
        contents.append(after)
    return tuple(contents)


def _joined_clause(part: Sentence, offset: int) -> bool:
    """Whether a conjunction opens the speaker's clause (", but a police officer put the toll at")."""
    index = token_at(part.tokens, offset)
    joining = {part.tokens[at].low for at in (index - 1, index) if 0 <= at < len(part.tokens)}
    return bool(joining & {"but", "while", "although", "though", "whereas", "and"}) and index > 0


def _after(text: str, part: Sentence, handing: Span) -> Span:
    return _trim(text, Span(handing.end, part.span.end))


def _trim(text: str, span: Span) -> Span:
    """Drop blanks, commas and marks at both ends of a stretch."""
    start, end = span.start, span.end
    while start < end and text[start] in ' ,;:"\n':
        start += 1
    while end > start and text[end - 1] in ' ,;:"\n':
        end -= 1
    return Span(start, end)


def _is_adverbial(part: Sentence, before: Span) -> bool:
    """Whether what precedes the speaker is no statement: nothing, "In a statement", "On Friday"."""
    tokens = [token for token in part.tokens if token.start in before]
    words = [token for token in tokens if token.tag != "punct"]
    if not words:
        return True
    if any(token.low == '"' for token in tokens):
        return False
    if any(token.tag in {"aux", "verb"} for token in words):
        return False
    return len(words) <= _LONGEST_ADVERBIAL and (words[0].tag in _ADVERBIAL or len(words) <= 2)
