"""What is said, apart from who says it: claims that say the very same are compared only once.

An incident told by hundreds of articles has few different values, so the work grows with those.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

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


def group(
    claims: Iterable[Claim],
    together: Callable[[Claim, Claim], bool],
    marks: Callable[[Claim], Iterable[str] | None] = lambda _: None,
) -> list[tuple[Claim, ...]]:
    """Gather claims whose sayings are together with any of a group, in the order of their ids.

    Sayings that both have ``marks`` and share none are known to be apart, and are not compared.
    """
    said: dict[Saying, list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: claim.id):
        said.setdefault(find_saying(claim), []).append(claim)
    shelf, group_of = _Shelf(), dict[int, list[int]]()
    listed = list(said.values())
    for number, alike in enumerate(listed):
        mine = [number]
        for other in shelf.file(number, marks(alike[0])):
            if group_of[other] is not mine and together(alike[0], listed[other][0]):
                mine += group_of[other]
                group_of.update(dict.fromkeys(group_of[other], mine))
        group_of[number] = mine
    distinct = {id(each): each for each in group_of.values()}.values()
    gathered = [sorted((c for n in each for c in listed[n]), key=lambda c: c.id) for each in distinct]
    return sorted((tuple(each) for each in gathered), key=lambda each: each[0].id)


class _Shelf:
    """Numbers by their marks; one without marks may be near any other."""

    def __init__(self) -> None:
        self._all: list[int] = []
        self._unmarked: list[int] = []
        self._marked: dict[str, list[int]] = {}

    def file(self, number: int, marks: Iterable[str] | None) -> list[int]:
        """File a number; returns those filed before that may be near it, in order."""
        if marks is None:
            near = self._all.copy()
            self._unmarked.append(number)
        else:
            own = [self._marked.setdefault(mark, []) for mark in marks]
            near = sorted({*self._unmarked, *(other for each in own for other in each)})
            for each in own:
                each.append(number)
        self._all.append(number)
        return near
