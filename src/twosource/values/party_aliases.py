"""Short names an article gives a party: "the Red River Rescue Front (RRRF)", then "RRRF".

Letters in brackets behind a party's name stand for it from there on; so they do behind any name of
several words whose initials they are, which then is a body of some kind. Works on straightened text.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from twosource.text import Span
from twosource.values.count_nouns import word_set
from twosource.values.party_grammar import Country

#: Capitals in brackets, two at least, lower-case letters among them or behind; a plural is no name.
_BRACKET = re.compile(r" [(\[](?P<short>[A-Z][A-Za-z&-]*[A-Z][A-Za-z]*)[)\]]")
_SMALL: Final = word_set("of the for and in on to de del la los las y e da do dos des du et al")
_WORD = re.compile(r"(?<![\w'])[^\W_][\w'.&-]*(?= ?$)")
_LONGEST_SHORT: Final = 9
_LONGEST_NAME: Final = 100
#: Heads of names that are no party's: papers, plans, places, sums, ailments, offices.
_NO_BODY: Final = word_set(
    """
    act agreement treaty convention protocol accord law bill code memorandum diploma plan programme program project
    initiative index scheme strategy framework policy report assessment mechanism system network area zone province
    region territory district republic kingdom state states island islands line highway road park port airport station
    bridge dam river tax product rate capital fund exchange disease syndrome fever virus diarrhea diarrhoea disorder
    test exam cup day week month year time games championship league series show airshow award prize channel platform
    technology intelligence vehicle aircraft device weapon pipeline corridor model unit university school college
    hospital institute goals goal certificate licence license number partnership graduation east west north south
    africa america asia europe minister officer director president secretary general executive manager parliament
    commissioner commanding commander persons person people
    """
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A short name in brackets, where it stands, and the full name before it."""

    short: str
    span: Span
    full: Span


def find_aliases(text: str, named: Sequence[Span], country_of: Country) -> list[Alias]:
    """Return the short names given to the parties whose names end before a bracket, or to unlisted bodies."""
    ends = {span.end: span for span in named}
    found = []
    for match in _BRACKET.finditer(text):
        short = match["short"]
        if len(short) > _LONGEST_SHORT or short.endswith("s"):
            continue
        full = ends.get(match.start()) or _spelled_out(text, match.start(), short)
        if full is not None and full.of(text) != short and country_of(full.of(text)) is None:
            found.append(Alias(short=short, span=Span(*match.span("short")), full=full))
    return found


def _spelled_out(text: str, end: int, short: str) -> Span | None:
    """Return the name before ``end`` whose initials are the capitals of a short name, None without one."""
    letters = [letter for letter in short if letter.isupper()]
    pos, head = end, ""
    while letters and end - pos < _LONGEST_NAME:
        match = _WORD.search(text, max(0, pos - 30), pos)
        if match is None:
            return None
        word = match.group()
        if word[0] == letters[-1]:
            letters.pop()
            head = head or word
        elif word.lower() in _SMALL:
            head = ""
        else:
            return None
        pos = match.start()
    full = Span(pos, end)
    enough = " " in full.of(text) and not letters
    return full if enough and head.lower() not in _NO_BODY else None


def find_short_names(text: str, shorts: Sequence[str]) -> list[Span]:
    """Return where some short names stand by themselves."""
    if not shorts:
        return []
    longest_first = "|".join(
        re.escape(short) for short in sorted(set(shorts), key=lambda short: (-len(short), short))
    )
    return [Span(*match.span()) for match in re.finditer(rf"(?<![\w-])(?:{longest_first})(?![\w-])", text)]
