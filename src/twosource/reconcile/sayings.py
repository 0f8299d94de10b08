"""What is said, apart from who says it: claims that say the very same are compared only once.

An incident told by hundreds of articles has few different values, so the work grows with those.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace

from twosource.ids import ClaimId
from twosource.model import Certainty, Claim, Value
from twosource.values.comparison import Comparison
from twosource.values.count import Count
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
            return value.low, value.high, value.number, value.about, value.more
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


def group(claims: Iterable[Claim], together: Callable[[Claim, Claim], bool]) -> list[tuple[Claim, ...]]:
    """Gather claims whose sayings are together with any of a group, in the order of their ids."""
    said: dict[Saying, list[Claim]] = {}
    for claim in sorted(claims, key=lambda claim: claim.id):
        said.setdefault(find_saying(claim), []).append(claim)
    groups: list[list[list[Claim]]] = []
    for alike in said.values():
        joined = [each for each in groups if any(together(alike[0], other[0]) for other in each)]
        groups = [each for each in groups if each not in joined]
        groups.append([*(other for each in joined for other in each), alike])
    gathered = [sorted((c for alike in each for c in alike), key=lambda c: c.id) for each in groups]
    return sorted((tuple(each) for each in gathered), key=lambda each: each[0].id)
