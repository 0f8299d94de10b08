"""Where a text may name a known place: words, their case, and the longest names the gazetteer holds.

Nothing is decided here: "Reading", "Mason" and "Washington" are candidates as good as "Baghdad".
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal, NamedTuple

from twosource.values.place_gazetteer import Entry, Gazetteer
from twosource.values.place_spelling import ARTICLE, loose_key, prefix_keys, word_set

Style = Literal["mixed", "title", "upper", "lower"]
LONGEST_NAME = 6  # words; "Islamic State of Iraq and Syria"
_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:'(?=[^\W_])[^\W_]+)*")
_CONNECTORS = word_set("""
    of the and de del la las le les los du des do da dos das au aux sur am im an der den von upon in
    al el ul
    """)
_LED = re.compile(r"[a-z]-[^\W\d_a-z]")  # "al-Qaim": an article in small letters opens a name
_REGIONS = frozenset({"state", "province", "region"})  # a name may end in them: "Plateau state"
_OWNER = frozenset({"'s", "'S"})
_ABBREVIATIONS = frozenset({"st", "ste", "mt", "ft", "d", "w"})
_CAPITALS_ONLY = frozenset(
    {"us", "uk", "uae", "car", "kp", "la", "drc", "usa", "nyc", "kpk", "loc", "dmz", "pk5", "t4"}
)
_ENGLISH_SMALL = word_set("in on at of to the and for with by from as a an is are was after over amid near")


class Word(NamedTuple):
    """One word of the text; a possessive 's is left out and marked."""

    start: int
    end: int
    text: str
    owner: bool  # "Baghdad's"
    capital: bool


@dataclass(slots=True)
class Candidate:
    """Words that name something the gazetteer holds; ``first``/``last`` index the text's words."""

    start: int
    end: int
    first: int
    last: int  # index of the last word, inclusive
    key: str
    entries: tuple[Entry, ...]
    style: Style = "mixed"
    evidence: int = 0  # set by place_evidence
    entry: Entry | None = None  # set by place_resolve
    said_region: tuple[str, str | None] | None = None  # country and admin1 said after a comma
    tail: int = 0  # where the words that qualify it end
    notes: set[str] = field(default_factory=set)


def words_of(text: str) -> list[Word]:
    """Cut a plain text into words, with their places."""
    words = []
    new = tuple.__new__  # a third of the cost of Word(...), and texts have thousands of words
    for match in _WORD.finditer(text):
        word, owner = match[0], False
        start, end = match.span()
        if text[end : end + 1] == "'":
            owner = text[end + 1 : end + 2] == " "
        elif word[-2:] in _OWNER and len(word) > 2:
            end, word, owner = end - 2, word[:-2], True
        words.append(new(Word, (start, end, word, owner, word[0].isupper())))
    return words


def last_word(text: str, end: int) -> str:
    """Return the lower-cased word before ``end``, "" where no single blank stands between."""
    if not end or text[end - 1] != " ":
        return ""
    floor = max(0, end - 20)
    return text[max(floor, text.rfind(" ", floor, end - 1) + 1) : end - 1].lower()


def style_of(words: Sequence[Word]) -> Style:
    """Return how one line is capitalised: old wires shout, headlines capitalise every word."""
    long = [word for word in words if word.end - word.start > 3 and word.text.isalpha()]
    if len(long) < 3:
        return "mixed"
    capitals = sum([word.capital for word in long])
    if 0 < capitals < 0.8 * len(long):
        return "mixed"
    if sum(word.text.isupper() for word in long) > 0.8 * len(long):
        return "upper"
    if capitals == 0:
        return "lower" if len(words) > 6 else "mixed"
    return "title" if len(long) > 3 else "mixed"


def line_styles(text: str, words: Sequence[Word]) -> list[Style]:
    """Return the style of each word's line."""
    styles: list[Style] = []
    starts = [word.start for word in words]
    begin = end = 0
    while begin < len(words):
        end = text.find("\n", end)
        stop = bisect_left(starts, end) if end >= 0 else len(words)
        styles += [style_of(words[begin:stop])] * (stop - begin)
        begin, end = stop, end + 1
    if "lower" in styles and any(word.capital for word in words):
        styles = ["mixed" if style == "lower" else style for style in styles]
    return styles


def _joined(text: str, left: Word, right: Word) -> bool:
    gap = text[left.end : right.start]
    if gap in {" ", "-"}:
        return not left.owner
    return gap == ". " and left.text.lower() in _ABBREVIATIONS


class Scanner:
    """Finds the longest known names that start at each word of one text."""

    def __init__(self, text: str, gazetteer: Gazetteer) -> None:
        self.text = text
        self.words = words_of(text)
        self.styles = line_styles(text, self.words)
        self._gazetteer = gazetteer

    def candidates(self) -> Iterator[Candidate]:
        """Yield the longest names from left to right; they never overlap."""
        after, led = 0, _LED.search(self.text) is not None
        for index, word in enumerate(self.words):
            if index < after or not (
                word.capital or self.styles[index] == "lower" or (led and self._is_article(index))
            ):
                continue
            found = self._longest(index) if self._may_start(index) else None
            if found is None:
                continue
            if found.entries:
                yield found
            after = found.last + 1

    def _may_start(self, index: int) -> bool:
        word, style = self.words[index], self.styles[index]
        if style == "lower":
            return len(word.text) > 3 and word.text not in _ENGLISH_SMALL
        if word.capital:
            return len(word.text) > 1 and not (style != "mixed" and word.text.lower() in _ENGLISH_SMALL)
        return self._is_article(index)

    def _is_article(self, index: int) -> bool:
        word = self.words[index]
        return (
            self.text[word.end : word.end + 1] == "-"
            and word.end - word.start < 4
            and ARTICLE.fullmatch(word.text) is not None
            and index + 1 < len(self.words)
            and self.words[index + 1].capital
        )

    def _reach(self, index: int) -> int:
        """Return the index after the last word a name starting here could hold."""
        last = index + 1
        stop = min(index + LONGEST_NAME, len(self.words))
        for at in range(index + 1, stop):
            word = self.words[at]
            if not _joined(self.text, self.words[at - 1], word):
                break
            if word.capital or self.styles[index] == "lower":
                last = at + 1
            elif word.text in _REGIONS:
                return at + 1
            elif word.text not in _CONNECTORS and not ARTICLE.fullmatch(word.text):
                break
        return last

    def _longest(self, index: int) -> Candidate | None:
        last = self._reach(index)
        words = tuple([word.text for word in self.words[index:last]])
        count, key, entries = _longest_name(words, self.styles[index] == "lower", self._gazetteer)
        return self._candidate(index, index + count, key, entries) if count else None

    def _candidate(self, index: int, end: int, key: str, entries: tuple[Entry, ...]) -> Candidate:
        start, stop = self.words[index].start, self.words[end - 1].end
        if self.text.startswith(".", stop) and self.words[end - 1].text.endswith("."):
            stop += 1
        return Candidate(
            start=start,
            end=stop,
            first=index,
            last=end - 1,
            key=key,
            entries=entries,
            style=self.styles[index],
            tail=stop,
        )


@lru_cache(maxsize=32_768)
def _longest_name(
    words: tuple[str, ...],
    lower: bool,
    gazetteer: Gazetteer,  # a key of the cache
) -> tuple[int, str, tuple[Entry, ...]]:
    """Return how many of the words name something, as which key, and what; 0 for none.

    Names of actors take their words and name nothing. The same names fill many articles: hence
    the cache.
    """
    keys = prefix_keys(words)
    for count in range(len(words), 0, -1):
        if words[count - 1] in _CONNECTORS and count > 1:
            continue
        key = keys[count - 1]
        if key in gazetteer.lexicon.actors:
            return count, key, ()
        entries = _entries(key, words[:count], lower, gazetteer)
        if entries:
            return count, key, entries
    return 0, "", ()


def _entries(key: str, words: Sequence[str], lower: bool, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    if len(key) < 2 or key.isdigit():
        return ()
    if key in _CAPITALS_ONLY and (not words[0].isupper() or lower):
        return ()
    entries = gazetteer.find(key)
    if entries or lower or len(key) < 5 or len(words) > 3:
        return entries
    return gazetteer.find(loose_key(key))
