"""Who a speaker is: from the words of a noun phrase to a Voice with kind and institution.

Completes short forms from the article itself: "the spokesperson" is the one who spoke before,
"the mission" is the embassy named earlier, "an embassy spokesperson" is that embassy's.
"""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from twosource.knowledge.speech import Speech, load_speech
from twosource.model import Voice, VoiceKind
from twosource.read.tokens import bare
from twosource.values.party import PartyMention

_DOTTED = re.compile(r"\b([A-Z])\.([A-Z])\.(?:([A-Z])\.)?")
_WORD = re.compile(r"[A-Za-z][\w.'-]*[\w]|[A-Za-z]")
_BODIES = frozenset({"official", "armed group", "organisation", "newsroom", "document", "medical"})
_PRONOUNS = frozenset({"he", "she", "they", "it", "him", "her", "them", "who", "which", "i", "we"})
_SPOKES = re.compile(r"\bspokes?(person|man|woman|men|people)\b")  # also as misspelt
_PLURALS = {"spokesmen": "spokesperson", "spokespeople": "spokesperson"}
_INTRODUCED = re.compile(
    r"\b(?:I(?: will|'ll)? call|called|named|whose name is|gave (?:his|her) name as)\s(?P<name>[A-Z][\w'-]+)"
)
_PARTICLES = ("al-", "el-", "ad-", "ar-", "as-", "bin", "ibn", "de", "van", "von", "da", "la")
_TITLE = r"(?:(?:Hon|Dr|Mr|Mrs|Ms|Gen|Col|Maj|Capt|Lt|Sgt|Cpl|Rev|Prof|Sheikh|Sir|Judge)\.?\s+)?"
_NAME = re.compile(
    _TITLE
    + r"(?:[A-Z][\w'’-]+|[A-Z]\.)(?:\s+(?:(?:al-|el-|ad-|ar-|as-)|(?:bin|ibn|de|van|von|da|la)\s)?(?:[A-Z][\w'’-]+|[A-Z]\.))+"
)


def undot(words: str) -> str:
    """Write "U.S." as "US", so that one name has one form."""
    return _DOTTED.sub(lambda match: "".join(part for part in match.groups() if part), words)


@dataclass(slots=True)
class Speakers:
    """The voices of one article met so far; resolves each new noun phrase against them.

    ``text`` is the article's plain text, ``parties`` the actors named in it.
    """

    text: str
    parties: tuple[PartyMention, ...] = ()
    met: list[Voice] = field(default_factory=list)
    _institutions: dict[str, str] = field(default_factory=dict)

    def resolve(self, phrase: str, offset: int, *, anonymous: bool = False, beside: str = "") -> Voice | None:
        """Return the voice a noun phrase names at an offset of the text, None when it can't speak.

        ``beside`` is what stands in apposition to it: a name beside an office, an office beside a name.
        """
        speech = load_speech()
        words = _SPOKES.sub(r"spokes\1", bare(undot(" ".join(phrase.split()))))
        if not words:
            return None
        if words.lower() in _PRONOUNS:
            return self._recent(words.lower()) or self._introduced(offset)
        kind = self._kind(words, offset, len(phrase), speech)
        words, kind = self._with_apposition(words, kind, bare(undot(beside)), speech)
        if kind == "official" and self._ranks_in_group(words, speech):
            kind = "armed group"
        if kind is None:
            return self._last(self._known_surname(words))
        again = self._again(words, definite=not phrase.lower().startswith(("a ", "an ", "one ", "another ")))
        if again is not None:
            return self._last(again)
        voice = self._new(words, kind, speech, anonymous=anonymous)
        self.met.append(voice)
        return voice

    def _ranks_in_group(self, words: str, speech: Speech) -> bool:
        """Whether a rank by itself ("Commander Jairo") was met as one of an armed group."""
        rank = words.split(maxsplit=1)[0].lower()
        return rank in speech.offices and any(
            voice.kind == "armed group" and (voice.name or "").lower().startswith(f"{rank} of ")
            for voice in self.met
        )

    def _with_apposition(
        self, words: str, kind: VoiceKind | None, beside: str, speech: Speech
    ) -> tuple[str, VoiceKind | None]:
        """Join an office and its holder, whichever comes first ("Monday Gyang, the council chairman")."""
        if not beside:
            return words, kind
        if kind not in {None, "person"} and _NAME.fullmatch(beside):
            return f"{words} {beside}", kind
        if kind in {None, "person"} and _NAME.fullmatch(words):
            office = self._kind(beside, 0, 0, speech)
            if office not in {None, "person"}:
                return f"{beside} {words}", office
        return words, kind

    def mark_anonymous(self, voice: Voice) -> Voice:
        """Make a voice of this article anonymous: words of anonymity stand beside it."""
        hidden = (
            Voice(name=voice.name, kind="anonymous official", body=voice.body)
            if voice.kind == "official"
            else voice
        )
        self.met = [hidden if known == voice else known for known in self.met]
        return hidden

    def _last(self, voice: Voice | None) -> Voice | None:
        """Make a voice the one met last, which the next "he" or "she" stands for."""
        if voice is not None:
            self.met.remove(voice)
            self.met.append(voice)
        return voice

    def _introduced(self, offset: int) -> Voice | None:
        """Return the one whom the article names in passing before any pronoun ("a fisherman I will call Amade")."""
        found = list(_INTRODUCED.finditer(self.text, 0, offset))
        if not found:
            return None
        voice = Voice(name=found[-1]["name"], kind="witness", body=found[-1]["name"])
        self.met.append(voice)
        return voice

    def _recent(self, pronoun: str) -> Voice | None:
        for voice in reversed(self.met):
            if voice.kind in {"document", "social media"} and pronoun in {"he", "she", "who"}:
                continue
            if pronoun == "it" and voice.kind not in _BODIES:
                continue
            return voice
        return None

    def _again(self, words: str, *, definite: bool) -> Voice | None:
        """Find the voice met before that a definite short form stands for."""
        if not definite:
            return None
        asked = _stems(words)
        for voice in reversed(self.met):
            if voice.name is not None and asked <= _stems(voice.name):
                return voice
        return None

    def _known_surname(self, words: str) -> Voice | None:
        last = words.rsplit(maxsplit=1)[-1]
        if not last[:1].isupper():
            return None
        known = (voice for voice in reversed(self.met) if voice.name and last in _surnames(voice.name))
        return next(known, None)

    def _kind(self, words: str, offset: int, length: int, speech: Speech) -> VoiceKind | None:
        if " and " in words:
            first = self._kind(words.split(" and ", maxsplit=1)[0], offset, length, speech)
            if first is not None:
                return first
        low = words.lower().split()
        if self._party_kind(offset, length) == "armed group":
            return "armed group"
        for size in (2, 1):
            for start in range(len(low) - size, -1, -1):
                kind = speech.heads.get(" ".join(low[start : start + size]).strip(".,'"))
                if kind is not None and (size == 2 or start == len(low) - 1 or _names_holder(words, start)):
                    return kind if kind != "organisation" else self._party_kind(offset, length) or kind
        party = self._party_kind(offset, length)
        if party is not None:
            return party
        for start, word in enumerate(low):
            if (
                word in speech.heads
                and start < len(low) - 1
                and low[start + 1] in {"of", "for", "in", "from", "with", "at"}
            ):
                return speech.heads[word]
        return "person" if _NAME.fullmatch(words) else None

    def _party_kind(self, offset: int, length: int) -> VoiceKind | None:
        kinds = [m.party.kind for m in self.parties if m.span.start < offset + length and offset < m.span.end]
        if "armed group" in kinds:
            return "armed group"
        return _PARTY_VOICES.get(kinds[0]) if kinds else None

    def _new(self, words: str, kind: VoiceKind, speech: Speech, *, anonymous: bool) -> Voice:
        low = [word.strip(".,") for word in words.lower().split()]
        hidden = anonymous or bool(speech.anonymous_words & set(low))
        if hidden and kind in {"official", "person"}:
            kind = "anonymous official"
        institution = self._institution(words, low, speech)
        if institution is None:
            return Voice(name=_titled(words), kind=kind, body=_body(words, low, speech))
        office = next((word for word in reversed(low) if word in speech.offices), None)
        person = _NAME.match(words)
        if office is None and person is not None and " of " in words:
            return Voice(name=person.group(), kind=kind, body=institution)
        if office is None:
            return Voice(name=institution, kind=kind, body=institution)
        if _holder(words, speech) or {"of", "for"} & set(low):
            return Voice(name=words, kind=kind, body=institution)
        name = f"{institution.split(' in ')[0]} {_PLURALS.get(office, office)}"
        return Voice(name=name, kind=kind, body=institution)

    def _institution(self, words: str, low: list[str], speech: Speech) -> str | None:
        """Return the fullest name the article gives to the institution these words speak for."""
        for index, word in enumerate(low):
            names = speech.synonyms.get(word, ()) if len(low) == 1 or word == "mission" else ()
            for head in (*names, word):
                if head in speech.institutions:
                    qualifier = _qualifier(words.split()[:index], speech) if head == word else ""
                    full = self._fullest(head, qualifier)
                    if full is not None:
                        return full
        return None

    def _fullest(self, head: str, qualifier: str) -> str | None:
        key = f"{qualifier} {head}".strip().lower()
        if key not in self._institutions:
            self._institutions[key] = _search_fullest(self.text, head, qualifier) or ""
        return self._institutions[key] or None


_PARTY_VOICES: dict[str, VoiceKind] = {
    "state force": "official",
    "police": "official",
    "government": "official",
    "diplomatic": "official",
    "coalition": "official",
    "armed group": "armed group",
    "organisation": "organisation",
    "unidentified": "person",
}


def _surnames(name: str) -> set[str]:
    """Return the words of a name, also without the article of an Arabic one ("al-Duri", "Duri")."""
    words = name.split()
    return {
        *words,
        *(word.split("-", 1)[1] for word in words if word.lower().startswith(_PARTICLES) and "-" in word),
    }


def _qualifier(before: list[str], speech: Speech) -> str:
    """Return the words that qualify an institution: those after the last "of" and after any office."""
    kept: list[str] = []
    for word in before:
        if (
            word.lower() in {"of", "for", "from", "at", "the", "a", "an"}
            or word.lower().strip(".,") in speech.offices
        ):
            kept = []
        else:
            kept.append(word)
    return " ".join(kept)


def _holder(words: str, speech: Speech) -> str:
    """Return the name at the end of a phrase like "police spokesman Karim Aziz", "" where none stands."""
    kept: list[str] = []
    for word in reversed(words.split()):
        plain_word = word.lower().strip(".,")
        if (
            not (word[:1].isupper() or word.lower().startswith(_PARTICLES))
            or plain_word in speech.heads
            or plain_word in speech.offices
        ):
            break
        kept.append(word)
    return " ".join(reversed(kept))


def _names_holder(words: str, start: int) -> bool:
    """Whether what follows an office is its holder's name ("police spokesman Karim Aziz")."""
    rest = words.split()[start + 1 :]
    return bool(rest) and all(word[:1].isupper() or word.lower().startswith(_PARTICLES) for word in rest)


def _stems(words: str) -> set[str]:
    return {word.lower().strip(".,'").removesuffix("'s").rstrip("s") for word in words.split()} - {
        "the",
        "a",
        "an",
        "of",
    }


def _titled(words: str) -> str:
    return words[:1].upper() + words[1:] if words[:1].islower() and " " not in words else words


def _body(words: str, low: list[str], speech: Speech) -> str:
    """Return what stands behind a speaker without a named institution: the words before the office, or the office."""
    for index, word in enumerate(low):
        if word in speech.offices and index > 0:
            return " ".join(words.split()[:index])
    holder = _holder(words, speech)
    if holder and holder != words and any(word in speech.offices for word in low):
        return words.removesuffix(holder).strip()
    return words


_QUALIFIER = r"(?:(?:[A-Z]\.){2,}|[A-Z][\w'-]+)(?:\s(?:and\s)?[A-Z][\w'-]+){0,2}"
_OF_OR_IN = r"(?:\s(?P<where>(?:of|in)\s(?:the\s)?[A-Z][\w-]+(?:\s[A-Z][\w-]+)?))?"


def _search_fullest(text: str, head: str, qualifier: str) -> str | None:
    """Find the fullest "<Qualifier> <head> in <Place>" in the article; headlines in capitals don't count."""
    pattern = _institution_pattern(head, qualifier)
    best = ""
    for line in _body_lines(text):
        for match in pattern.finditer(line):
            full = " ".join(filter(None, (bare(match["who"]), match["head"], match["where"])))
            if not best or (len(full) > len(best) and full.lower().startswith(best.lower())):
                best = full
    return best or None


@lru_cache(maxsize=512)
def _institution_pattern(head: str, qualifier: str) -> re.Pattern[str]:
    before = re.escape(qualifier) if qualifier else _QUALIFIER
    return re.compile(rf"\b(?P<who>{before})\s(?P<head>{head}|{head.capitalize()})\b{_OF_OR_IN}")


@lru_cache(maxsize=1)
def _body_lines(text: str) -> tuple[str, ...]:
    """Return the lines of an article that are no headings, with initials written together."""
    return tuple(line for line in undot(text).split("\n") if not _is_heading(line))


def _is_heading(line: str) -> bool:
    words = [word for word in line.split() if word[:1].isalpha()]
    return len(words) > 3 and sum(word[0].isupper() for word in words) > 0.6 * len(words)
