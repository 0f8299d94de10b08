"""What the program's finders find in one text, by class, for sets that mark every name in theirs.

Five classes have a finder: "party" (listed names and descriptions of forces, groups and bodies,
with groups an article makes known), "place", "weapon", "count" (figures with what bounds them)
and "time". "name" is the parties that are names ("Interior Ministry", no "police"), "date" the
times that name a piece of the calendar ("Tuesday", "2014", no "today"). Persons, products, money
and nationalities have no finder and are not scored. The finders look for what reading an incident
needs, so a football club is nobody's miss but counts as one: the figures say how much of all names
the program sees, not how well it reads incidents. Articles before a span and a possessive after it
do not count. The trained model marks places and times; of the other classes the grammars' finds are
shown whichever reader is chosen.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from eval.readers import join_chosen
from eval.scorers.rates import Counts, make_figures
from eval.scorers.spans import Stretch, count_exact, overlap, pair_overlapping
from eval.tasks import Comparison, Figure, Mark, Outcome, Record
from twosource.text import Span, lower, plain

if TYPE_CHECKING:
    from twosource.values.party import PartyMention

#: Parties that are somebody, not some body: no organisation, though a party to an incident.
PERSONS = frozenset({"unidentified", "person", "civilians"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """Gold of one class in one text; ``open`` spans are neither wanted nor wrong."""

    wanted: tuple[Stretch, ...] = ()
    open: tuple[Stretch, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a set's marks answer to the finders: its classes, and which figures are headlines."""

    name: str
    classes: tuple[str, ...]
    gold: Callable[[Record], Mapping[str, Marks]]
    headlines: frozenset[str] = field(default_factory=frozenset)


def find_all(text: str) -> dict[str, list[list[int]]]:
    """Return the spans each finder finds, by class, as lists of start and end."""
    from twosource.knowledge.actors import load_actors  # noqa: PLC0415 - other sets need none of it
    from twosource.knowledge.places import load_gazetteer  # noqa: PLC0415
    from twosource.read.events import find_weapons  # noqa: PLC0415
    from twosource.read.named_groups import find_named_groups  # noqa: PLC0415
    from twosource.values.count import find_counts  # noqa: PLC0415
    from twosource.values.party import find_parties  # noqa: PLC0415
    from twosource.values.place import find_places  # noqa: PLC0415
    from twosource.values.when_grammar import find_times  # noqa: PLC0415

    known = find_named_groups(plain(text), find_parties(text, load_actors()))
    parties = [mention for mention in known if mention.party.kind not in PERSONS]
    times = find_times(text, published=None)
    return {
        "party": _spans(text, parties),
        "name": _spans(text, [one for one in parties if _is_name(one)]),
        "place": _join(text, find_places(text, load_gazetteer()), "place"),
        "weapon": _spans(text, find_weapons(lower(plain(text)))),
        "count": _spans(text, find_counts(text)),
        "time": _join(text, times, "time"),
        "date": [span for span in _join(text, times, "time") if _is_dated(text, span)],
    }


class Spanned(Protocol):
    """Anything found at a place in a text."""

    @property
    def span(self) -> Span:
        """Where it stands."""
        ...


def _spans(text: str, mentions: Iterable[Spanned]) -> list[list[int]]:
    return [list(trim(text, mention.span.start, mention.span.end)) for mention in mentions]


def _join(text: str, mentions: Sequence[Spanned], label: str) -> list[list[int]]:
    """Return the spans of mentions as the reader chosen has them; ``label`` is what the model calls them."""
    joined = join_chosen(text, [mention.span for mention in mentions], label)
    return [list(trim(text, one.span.start, one.span.end)) for one in joined]


def _is_name(mention: "PartyMention") -> bool:
    """Whether the words that name a party end as a name does; a lone "Police" only opens a sentence."""
    words = mention.party.as_said.split()
    several = len(words) > 1 or sum(letter.isupper() for letter in words[0]) > 1
    return words[-1][0].isupper() and (several or mention.party.id is not None)


#: A piece of the calendar called by its name or number: no "today", no "last year".
_CALENDAR = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)"
    r"(?:uary|ruary|ch|il|ust|ember|ober)?)\b|\d{4}",
    re.IGNORECASE,
)


def _is_dated(text: str, span: Sequence[int]) -> bool:
    start, end = span
    return _CALENDAR.search(text, start, end) is not None


_ARTICLE = re.compile(r"(?:the|an?)\s+(?=\S)", re.IGNORECASE)
_POSSESSIVE = re.compile(r"(?:['\u2019]s?|\s+)$")


def trim(text: str, start: int, end: int) -> Stretch:
    """Return a span without the article before it and the possessive after it."""
    article = _ARTICLE.match(text, start, end)
    possessive = _POSSESSIVE.search(text[start:end])
    first = article.end() if article else start
    return first, max(first + 1, start + possessive.start()) if possessive else end


def read_texts(records: Sequence[Record]) -> list[Outcome]:
    """Find everything in the text of each record."""
    return [find_all(str(record.data["text"])) for record in records]


def count_class(gold: Marks, given: Iterable[Stretch]) -> tuple[Counts, Counts]:
    """Count the spans of one class in one text, exactly and by overlap; open ones are left out."""
    ours = list(given)
    paired = {mine for _, mine in pair_overlapping(gold.wanted, ours)}
    kept = [mine for mine in ours if mine in paired or not _touches(mine, gold.open)]
    right = len(paired)
    near = Counts(right_given=right, given=len(kept), right_gold=right, gold=len(set(gold.wanted)))
    return count_exact(gold.wanted, kept), near


def _touches(span: Stretch, others: Iterable[Stretch]) -> bool:
    return any(overlap(span, other) > 0 for other in others)


def score_layout(layout: Layout, records: Sequence[Record], outcomes: Sequence[Outcome]) -> list[Figure]:
    """Return F1, precision and recall of every class, exact and by overlap."""
    figures: list[Figure] = []
    for name in layout.classes:
        exact, near = Counts(), Counts()
        for record, outcome in zip(records, outcomes, strict=True):
            more = count_class(layout.gold(record).get(name, Marks()), given_of(outcome, name))
            exact, near = exact + more[0], near + more[1]
        for how, counts in (("overlap", near), ("exact", exact)):
            figures += make_figures(
                f"{layout.name}.{name}_{how}",
                counts,
                f"{name} spans found, {how}",
                headline=f"{name}_{how}" in layout.headlines,
            )
    return figures


def given_of(outcome: Outcome, name: str) -> list[Stretch]:
    """Return our spans of a class; none where the program failed on the text."""
    return [(start, end) for start, end in (outcome or {}).get(name, ())]


def compare_layout(layout: Layout, record: Record, outcome: Outcome) -> Comparison:
    """Show both sides' spans in one text."""
    gold = layout.gold(record)
    return Comparison(
        text=str(record.data["text"]),
        gold=tuple(
            Mark(start=start, end=end, label=name)
            for name in layout.classes
            for start, end in gold.get(name, Marks()).wanted
        ),
        ours=tuple(
            Mark(start=start, end=end, label=name)
            for name in layout.classes
            for start, end in given_of(outcome, name)
        ),
    )
