"""What is said, apart from who says it: claims that say the very same are compared only once.

An incident told by hundreds of articles has few different values, so the work grows with those.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from twosource.ids import ClaimId
from twosource.model import Certainty, Claim, Value
from twosource.values.comparison import Comparison
from twosource.values.count import Count, is_described
from twosource.values.party import Party
from twosource.values.place import Place
from twosource.values.when import When

Relate = Callable[[Claim, Claim], Comparison]

#: A value without its wording, the field, and whether it is denied: all that comparing looks at.
Saying = tuple[str, object, bool]


def find_saying(claim: Claim) -> Saying:
    """Return what a claim says, as a key."""
    return claim.field, _strip(claim.value), claim.certainty is Certainty.DENIED


def _strip(value: Value) -> object:
    """Return a value without its wording; the values not named here are told apart by it."""
    match value:
        case Count():
            return value.low, value.high, value.number, value.about, value.more, is_described(value)
        case Place():
            return value.name, value.country, value.lat, value.lon, value.radius_km, value.kind, value.within
        case When() | Party():
            return replace(value, as_said="")
        case _:
            return value


def list_sayings(claims: Iterable[Claim]) -> dict[Saying, Claim]:
    """Return each saying once, with the first claim that says it."""
    told: dict[Saying, Claim] = {}
    for claim in claims:
        told.setdefault(find_saying(claim), claim)
    return told


def remember(relate: Relate, claims: Iterable[Claim]) -> Relate:
    """Return ``relate`` for these claims, so that each pair of sayings is compared once."""
    numbers: dict[Saying, int] = {}
    number_of: dict[ClaimId, int] = {
        claim.id: numbers.setdefault(find_saying(claim), len(numbers)) for claim in claims
    }
    known: dict[tuple[int, int], Comparison] = {}

    def look_up(left: Claim, right: Claim) -> Comparison:
        pair = (number_of[left.id], number_of[right.id])
        found = known.get(pair)
        if found is None:
            found = known[pair] = relate(left, right)
        return found

    return look_up


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What a saying is found by: one near another has a ``share`` of its marks in it, or the other has."""

    words: frozenset[str]
    share: float


#: Sorts of marks, of which one must show two sayings near; None where marks don't decide.
Marked = tuple[Marks, ...] | None


def group(
    claims: Iterable[Claim],
    together: Callable[[Claim, Claim], bool],
    marks: Callable[[Claim], Marked] = lambda _: None,
) -> list[tuple[Claim, ...]]:
    """Gather claims whose sayings are together with any of a group, in the order of their ids.

    Sayings that their ``marks`` do not show near each other are known to be apart, and are not compared.
    """
    said: dict[Saying, list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: claim.id):
        said.setdefault(find_saying(claim), []).append(claim)
    listed, group_of = list(said.values()), dict[int, list[int]]()
    near = _find_near([marks(alike[0]) for alike in listed])
    for number, alike in enumerate(listed):
        mine = [number]
        for other in near[number]:
            if group_of[other] is not mine and together(alike[0], listed[other][0]):
                mine += group_of[other]
                group_of.update(dict.fromkeys(group_of[other], mine))
        group_of[number] = mine
    distinct = {id(each): each for each in group_of.values()}.values()
    gathered = [sorted((c for n in each for c in listed[n]), key=lambda c: c.id) for each in distinct]
    return sorted((tuple(each) for each in gathered), key=lambda each: each[0].id)


def _find_near(marked: Sequence[Marked]) -> list[list[int]]:
    """Return for each saying the numbers of those before it that may be near it; all for one without marks."""
    near: list[set[int]] = [set() for _ in marked]
    for one, other in _list_pairs(marked):
        near[max(one, other)].add(min(one, other))
    unmarked = [number for number, marks in enumerate(marked) if marks is None]
    for number, marks in enumerate(marked):
        near[number].update(range(number) if marks is None else (one for one in unmarked if one < number))
    return [sorted(each) for each in near]


def _list_pairs(marked: Sequence[Marked]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of which the one with fewer marks has enough of them in the other.

    Only its rarest marks are looked up: where so many are shared, one of these is (the prefix filter of
    Chaudhuri, Ganti and Kaushik, 2006).
    """
    for sort in range(max((len(marks) for marks in marked if marks is not None), default=0)):
        told = {number: marks[sort] for number, marks in enumerate(marked) if marks is not None}
        shelf: dict[str, list[int]] = defaultdict(list)
        for number, marks in told.items():
            for word in marks.words:
                shelf[word].append(number)
        for number, marks in told.items():
            size = len(marks.words)
            rare = sorted(marks.words, key=lambda word: (len(shelf[word]), word))
            for word in rare[: size - ceil(marks.share * size) + 1]:
                yield from (
                    (number, other)
                    for other in shelf[word]
                    if other != number and len(told[other].words) >= size
                )
