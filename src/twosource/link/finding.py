"""What one feature of linking says of two outlines, and what several features ask of them.

A feature names a level, which is one of few ways in which two reports can agree or differ; what a level
is worth stands in ``weights.toml``. Nothing here weighs anything.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import product
from math import inf

from twosource.link.shape import Outline, Spot
from twosource.link.wording import likeness
from twosource.values.place_geometry import arc_km

SAME_NAME_KM = 60.0  # two places of one name no farther apart are one place

#: A level and a plain sentence; None where the two outlines say nothing on the matter.
Finding = tuple[str, str] | None

#: Points of evidence that no likeness outweighs; see docs/decisions/0006-linking.md.
HARD = -20.0

#: Reasons against from a place that may be misread, where much else agrees ...
PLACES = frozenset({"places_apart", "other_country"})
#: ... and from a place or a day.
MISREADABLE = PLACES | {"days_apart", "printed_before", "other_weekday"}

#: The level of a day or place against that so much else speaks against that it is taken for misread.
MISREAD = "misread"

#: The reason that says most for two reports of one happening: the same people by name.
NAMING = "shared_person"


@dataclass(frozen=True, kw_only=True)
class Pair:
    """Two outlines; what more than one feature asks of both is worked out once."""

    left: Outline
    right: Outline

    @cached_property
    def days_between(self) -> int | None:
        """Days between the two stretches, 0 where they touch, None where one is not dated."""
        ours, theirs = self.left.days, self.right.days
        if ours is None or theirs is None:
            return None
        return max(0, (theirs.first - ours.last).days, (ours.first - theirs.last).days)

    @property
    def both_dated(self) -> bool:
        """Whether both name a day or a stretch of days."""
        return self.left.days is not None and self.right.days is not None

    @cached_property
    def printed_between(self) -> timedelta | None:
        """Time between the printing of the two articles; None where one is not dated."""
        ours, theirs = self.left.published, self.right.published
        return None if ours is None or theirs is None else abs(ours - theirs)

    @cached_property
    def site(self) -> Spot | None:
        """A site, base, camp or district that both name."""
        shared = (
            ours for ours, theirs in product(self.left.sites, self.right.sites) if is_same(ours, theirs)
        )
        return next(shared, None)

    @cached_property
    def nearest(self) -> tuple[float, Spot, Spot] | None:
        """The smallest gap in km between two town-sized places, 0 where they overlap.

        Where a report names a town and its site, the site decides. None where either has no such place.
        """
        pairs = [(gap_km(a, b), a.key, b.key, a, b) for a, b in product(self.left.towns, self.right.towns)]
        if not pairs:
            return None
        gap, _, _, ours, theirs = min(pairs, key=lambda pair: pair[:3])
        return gap, ours, theirs

    @cached_property
    def likeness(self) -> float:
        """Cosine of the telling words."""
        return likeness(self.left.weighed, self.right.weighed)

    @cached_property
    def people(self) -> frozenset[str]:
        """People that both name."""
        return self.left.people & self.right.people


#: A function whose name names the reason and whose docstring explains it to users.
Feature = Callable[[Pair], Finding]


def gap_km(left: Spot, right: Spot) -> float:
    """Return the km between the bounds of two places with coordinates; 0 where they overlap."""
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        return inf
    distance = arc_km(left.lat, left.lon, right.lat, right.lon)
    return max(0.0, distance - (left.radius_km or 0.0) - (right.radius_km or 0.0))


def is_same(left: Spot, right: Spot) -> bool:
    """Whether two places are one by their number in the gazetteer, or by name and whereabouts."""
    if left.gazetteer_id is not None and left.gazetteer_id == right.gazetteer_id:
        return True
    if left.key != right.key:
        return False
    gap = gap_km(left, right)
    return gap < SAME_NAME_KM or (gap == inf and bool(set(left.within) & set(right.within)))
