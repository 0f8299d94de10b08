"""Which words of a sentence hand speech or thought to somebody, and what follows them.

Tells verbs from the nouns they look like ("the claims", "they claim"), passives from past
forms, and lets a verb pass only before something it can govern. Speakers are not looked for here.
"""

from collections.abc import Iterator, Sequence
from typing import Literal, NamedTuple

from twosource.knowledge.speech_verbs import Form, SpeechVerb, load_speech_words
from twosource.read.speech_lines import DAYS, Line, ends_clause, is_adverb
from twosource.read.speech_phrases import (
    BE,
    POSSESSIVES,
    PRONOUNS,
    clause_follows,
    is_possessive,
    verb_group,
)
from twosource.read.tokens import Token

Kind = Literal["finite", "infinitive", "participle", "passive", "according", "noun"]


class Cue(NamedTuple):
    """A word that hands over: where it and its verb group stand, and what follows.

    ``follow`` is the token at which what follows begins, ``frame`` tells what that is: "that",
    "wh", "to", "quote", "end", "clause", "ing", "aux", "np" or "p:" with a preposition.
    """

    at: int
    start: int
    kind: Kind
    frame: str
    follow: int
    lemma: str
    frames: frozenset[str]

    @property
    def states(self) -> bool:
        """Whether it is a verb of saying, which takes a quotation before or after it."""
        return bool(self.frames & {"statement", "valuation", "quotation"})


_WH = frozenset({"what", "how", "why", "whether", "if", "who", "where", "when", "which"})
_SUBJECTS = frozenset({"he", "she", "they", "we", "i", "it", "there"})
_PARTICLES = frozenset({"out", "of", "off", "about", "like"})
#: Determiners that can stand for somebody by themselves ("many say").
_STANDING_ALONE = frozenset({"all", "both", "some", "many", "most", "each", "that", "this"})
#: Prepositions after which an -ing form still is somebody's act of speech ("drew fire for saying").
_BEFORE_ING = frozenset(
    {"by", "for", "without", "after", "before", "about", "of", "in", "while", "from", "as"}
)
_PLURALS = frozenset({"people", "men", "women", "children", "police"})
#: How far "at" may stand after "put" in "put the number of wounded at nine".
_VALUATION_REACH = 10
#: A subject after a quotation that hands it to a verb like "continued" is a name or a pronoun.
_SHORT_SUBJECT = 4
_NOTHING: frozenset[str] = frozenset()


def find_cues(line: Line) -> Iterator[Cue]:
    """Yield the cues of a sentence that stand outside of quotations, in order, nouns left out."""
    words = load_speech_words()
    for index in line.cue_words:
        token = line.tokens[index]
        if token.low == "according" and line.low(index + 1) == "to":
            yield Cue(index, index, "according", "p:to", index + 2, "according", _NOTHING)
            continue
        verb, frames = words.verbs.get(token.low), words.adjectives.get(token.low)
        cue = _adjective_cue(line, index, frames) if frames is not None else None
        if cue is None and verb is not None:
            cue = _verb_cue(line, index, verb)
        if cue is not None:
            yield cue


def _adjective_cue(line: Line, index: int, frames: frozenset[str]) -> Cue | None:
    """Read an adjective of thought behind a form of "to be" ("are wary of")."""
    start, auxiliaries = verb_group(line.tokens, index)
    frame, follow = what_follows(line, index)
    if not auxiliaries & BE or not _governs(frames, frame, "finite", line, start, follow):
        return None
    return Cue(index, start, "finite", frame, follow, line.low(index), frames)


def _verb_cue(line: Line, index: int, verb: SpeechVerb) -> Cue | None:
    start, auxiliaries = verb_group(line.tokens, index)
    before = line.tokens[start - 1] if start else None
    if not _is_verb(line, index, verb, before, auxiliaries, alone=start == index):
        return None
    frame, follow = what_follows(line, index)
    kind = _kind(line, index, verb, before, auxiliaries)
    if not _governs(verb.frames, frame, kind, line, start, follow):
        return None
    return Cue(index, start, kind, frame, follow, verb.lemma, verb.frames)


def _kind(
    line: Line, index: int, verb: SpeechVerb, before: Token | None, auxiliaries: frozenset[str]
) -> Kind:
    if verb.form == "past" and (auxiliaries & BE or _short_passive(line, index, auxiliaries)):
        return "passive"
    if line.low(index) == verb.lemma and before is not None and before.low == "to":
        return "infinitive"
    return "participle" if verb.form == "ing" and not auxiliaries & BE else "finite"


def _short_passive(line: Line, index: int, auxiliaries: frozenset[str]) -> bool:
    """Whether a past form tells of the noun before it ("backed by the mayor", "known as the Needle")."""
    return line.low(index + 1) in {"by", "as"} and not auxiliaries & {"has", "have", "had"}


def _is_verb(
    line: Line,
    index: int,
    verb: SpeechVerb,
    before: Token | None,
    auxiliaries: frozenset[str],
    *,
    alone: bool,
) -> bool:
    """Whether a word is the verb it looks like here, by what stands around it."""
    following = line.tokens[index + 1] if index + 1 < len(line.tokens) else None
    if alone and before is not None and _takes_noun(before, verb.form):
        return False
    if verb.form == "past":
        return True
    token = line.tokens[index]
    if token.capital and index and line.low(index - 1) != '"' and not line.tokens[index - 1].capital:
        return False
    if verb.form == "ing":
        return before is None or before.tag != "prep" or before.low in _BEFORE_ING
    if following is not None and following.tag == "aux" and not (auxiliaries or _in_gap(line, index)):
        return False
    if following is not None and following.low == "of" and "p:of" not in verb.frames:
        return False
    opens = following is not None and (following.tag in {"det", "pron"} or following.capital)
    if verb.form == "s" and opens and clause_follows(line.tokens, index + 1):
        return before is None or (before.tag != "prep" and not auxiliaries)
    return _agrees(verb.form, before, auxiliaries)


def _in_gap(line: Line, index: int) -> bool:
    """Whether a clause goes on behind a verb ("in what police believe was a robbery")."""
    return not {line.low(at) for at in range(index - 4, index)}.isdisjoint({"what", "who", "which", "that"})


def _takes_noun(before: Token, form: Form) -> bool:
    """Whether what stands before a word makes it a noun, or a past form an adjective."""
    if form == "past":
        return before.tag == "det" and before.low not in PRONOUNS
    if before.tag == "det":
        return before.low not in _STANDING_ALONE
    return is_possessive(before) or before.low in POSSESSIVES


def _agrees(form: Form, before: Token | None, auxiliaries: frozenset[str]) -> bool:
    """Whether a present form agrees with the word before it, as a verb does with its subject."""
    if before is None:
        return form == "s"
    if before.tag == "verb":
        return False
    if form == "s":
        plural = before.low.endswith("s") and not before.low.endswith("ss") and not before.capital
        return not (
            auxiliaries
            or before.tag in {"prep", "num"}
            or before.low in {"they", "we", "i", "you"}
            or (before.tag == "word" and plural)
        )
    if before.low == "to" or auxiliaries - BE:
        return True
    if before.tag in {"prep", "num"} or before.low in {"he", "she", "it"}:
        return False
    return (
        before.low in PRONOUNS
        or before.low in _PLURALS
        or before.low.endswith("s")
        or before.capital
        or before.low in {"and", "but", ",", ")", "-"}
    )


def what_follows(line: Line, index: int) -> tuple[str, int]:
    """Tell what stands after a word, over adverbs and days, and at which token it begins."""
    tokens = line.tokens
    at = index + 1
    while at < len(tokens) and (is_adverb(tokens[at]) or tokens[at].low in DAYS):
        at += 1
    return (_frame(tokens, at) if at < len(tokens) else "end"), at


def _frame(tokens: Sequence[Token], at: int) -> str:
    token = tokens[at]
    if token.low in {"that", "to"}:
        return token.low
    if token.low in _WH:
        return "wh"
    if token.low == '"':
        return "quote"
    if ends_clause(token) or token.tag == "conj":
        return "end"
    if token.tag == "prep" or token.low in _PARTICLES:
        return f"p:{token.low}"
    if token.tag == "aux":
        return "aux"
    if token.low in _SUBJECTS:
        return "clause"
    if token.low.endswith("ing") and token.tag != "det" and not token.capital:
        return "ing"
    return "np"


def _governs(frames: frozenset[str], frame: str, kind: Kind, line: Line, start: int, follow: int) -> bool:
    """Whether a verb with these frames can have what follows as its content."""
    if kind == "infinitive" and "statement" not in frames and frame not in {"to", "that"}:
        return False
    if kind == "passive":
        return "statement" in frames or line.low(follow) != "by"
    if "statement" in frames:
        return True
    if "quotation" in frames:
        return frame in {"end", "quote"} and _beside_quotation(line, start, follow)
    return _fits(frames, frame, line, start, follow)


def _fits(frames: frozenset[str], frame: str, line: Line, start: int, follow: int) -> bool:
    """Whether one of a verb's own frames is what follows it."""
    if frame in {"that", "wh", "clause"}:
        return "clause" in frames or (frame == "wh" and "object" in frames)
    if frame in {"np", "quote"}:
        return _governs_phrase(frames, frame, line, follow)
    if frame == "to":
        return bool(frames & {"infinitive", "p:to"})
    if frame == "ing":
        return "gerund" in frames
    if frame == "aux":
        return "clause" in frames
    if frame == "end":
        parenthetical = line.low(follow) == ":" or any(line.low(at) in {'"', ","} for at in range(start))
        return "clause" in frames and parenthetical
    return frame in frames


def _beside_quotation(line: Line, start: int, follow: int) -> bool:
    """Whether a quotation ends right before a verb and its subject, or begins right after it."""
    return line.has_mark(follow, follow + 2) or line.has_mark(start - _SHORT_SUBJECT, start)


def _governs_phrase(frames: frozenset[str], frame: str, line: Line, follow: int) -> bool:
    if "object" in frames:
        return True
    if "valuation" in frames:
        return "at" in {line.low(at) for at in range(follow, follow + _VALUATION_REACH)}
    return "clause" in frames and (frame == "quote" or clause_follows(line.tokens, follow))
