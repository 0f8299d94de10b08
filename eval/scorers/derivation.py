"""Whether a claim can be got again from its own quote: the words are there, and mean the value.

Every grammar of values is run over the quote alone. A figure or a time passes where the grammar,
given only those words, finds it (or, for figures, its summands); a name or a phrase where it is
in the quote. Looks at no other words of the article and at no gold.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import combinations

from twosource.model import Article, BackgroundFigure, Claim, FirstSince, PressTally
from twosource.text import fold
from twosource.values import when
from twosource.values.comparison import Relation
from twosource.values.count import Count, find_counts
from twosource.values.when import When
from twosource.values.when_grammar import find_times

#: Figures of one quote that may be added up ("a woman, two men and a child").
MOST_SUMMANDS = 6

_NONE = re.compile(
    r"\b(?:no|none|nobody|not|without|neither|never|zero|unhurt|unharmed|uninjured|n't)\b|n[’']t\b"
)
_AGE = re.compile(r"\b(?:\d+|[a-z]+)[ -](?:year|month|week|day)s?[ -]old\b")
_FIGURE = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens?|scores|hundreds?|thousands?|both|several)\b"
)

_AND = re.compile(r"\b(?:and|as well as|along with)\b|&", re.IGNORECASE)
_ORDINAL = re.compile(r"\b(\d{1,4})(?:st|nd|rd|th)\b")
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth")

_Bounds = tuple[int | None, int | None]


def is_verbatim(claim: Claim, article: Article) -> bool:
    """Whether the quote stands in the article where the claim says, letter by letter."""
    return claim.evidence.quote == claim.evidence.span.of(article.text)


def is_derivable(claim: Claim, published: datetime | None) -> bool:
    """Whether the quote alone gives the value; ``published`` places "Friday" on the calendar."""
    quote = claim.evidence.quote
    forms = (
        (quote, quote.lower()) if quote.isupper() else (quote,)
    )  # a wire in capitals is read in small letters
    return any(_gives(claim, form, published) for form in forms)


def _gives(claim: Claim, quote: str, published: datetime | None) -> bool:
    match value := claim.value:
        case Count():
            return _gives_count(value, quote)
        case When():
            return _gives_when(value, quote, published)
        case PressTally():
            return _gives_count(value.count, quote) and _gives_bounds(
                (value.since, value.until), quote, published
            )
        case FirstSince():
            return _gives_bounds((value.since,), quote, published)
        case BackgroundFigure():
            return _gives_count(value.count, quote)
        case _:
            return fold(claim.as_said) in fold(quote)


def _gives_count(count: Count, quote: str) -> bool:
    wanted = (count.low, count.high)
    if wanted == (0, 0):
        return bool(_NONE.search(fold(quote)))
    found = [(mention.count.low, mention.count.high) for mention in find_counts(quote)]
    if wanted in found or wanted in set(_sums(found)) or count.low in _ordinals(quote):
        return True
    if wanted == (1, 1) and not _FIGURE.search(_AGE.sub("", fold(count.as_said))):
        return True  # one person, by name or in the singular
    return wanted in _with_people(found, quote)


def _with_people(found: list[_Bounds], quote: str) -> set[_Bounds]:
    """Return what figures and people told one by one may add up to: "her sister and 12 others"."""
    listed = quote.count(",") + len(_AND.findall(quote)) + 1
    return {
        (low + more, high + more)
        for low, high in {*(found or [(0, 0)]), *_sums(found)}
        for more in range(1, listed + 1)
        if low is not None and high is not None
    }


def _ordinals(quote: str) -> set[int]:
    low = quote.lower()
    spelled = {place for place, word in enumerate(_ORDINALS, 1) if re.search(rf"\b{word}\b", low)}
    return spelled | {int(number) for number in _ORDINAL.findall(low)}


def _sums(found: list[_Bounds]) -> Iterator[_Bounds]:
    for size in range(2, min(len(found), MOST_SUMMANDS) + 1):
        for some in combinations(found[: MOST_SUMMANDS + 2], size):
            yield _add([low for low, _ in some]), _add([high for _, high in some])


def _add(numbers: list[int | None]) -> int | None:
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


def _gives_bounds(whens: tuple[When | None, ...], quote: str, published: datetime | None) -> bool:
    return all(told is None or _gives_when(told, quote, published) for told in whens)


def _gives_when(value: When, quote: str, published: datetime | None) -> bool:
    found = find_times(quote, published=published)
    if value.earliest is None and not found:
        return fold(value.as_said) in fold(quote)
    related = [when.compare(value, mention.when).relation for mention in found]
    return any(relation not in {Relation.APART, Relation.UNKNOWN} for relation in related) or any(
        fold(mention.when.as_said) in fold(value.as_said) for mention in found
    )
