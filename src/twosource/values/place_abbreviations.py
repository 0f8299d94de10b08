"""States by their abbreviations where no known town stands before: "D-N.D.", "of Amsa, Pa.", "in D.C."."""

import re
from collections.abc import Iterator

from twosource.text import Span
from twosource.values.place_gazetteer import Gazetteer
from twosource.values.place_spelling import name_key

# Initials ("N.D.", "W. Va.") stand anywhere; single words ("Pa.", "Ill.") only after a name and a comma.
_SHORT = re.compile(
    r"(?<![\w.])(?:[A-Z]\. ?(?:[A-Z]\.(?! ?[A-Z]\.)|Va\.)|(?<=[a-z], )[A-Z][a-z]{1,4}\.)|(?<=[a-z], )[A-Z]{2}\b"
)
_PERSON = re.compile(r" [A-Z][a-z]")  # after initials: "S.D. Pike", unless "the D.C. Council"
_BEFORE = re.compile(r"[a-z,\d(] $|[-(]$")


def find_states(text: str, gazetteer: Gazetteer) -> Iterator[tuple[Span, tuple[str, str | None]]]:
    """Yield abbreviations with the country and state they stand for; people's initials are none."""
    for match in _SHORT.finditer(text):
        said = gazetteer.lexicon.qualifiers.get(name_key(match.group()))
        if said is None or not _BEFORE.search(text, max(0, match.start() - 2), match.start()):
            continue
        if match.group().lower().rstrip(".") in gazetteer.lexicon.titles:
            continue
        led = text[max(0, match.start() - 4) : match.start()].lower().endswith((", ", "the "))
        if not led and _PERSON.match(text, match.end()):
            continue
        yield Span(*match.span()), said
