"""What one feature of linking says of two outlines, and what several features ask of them.

A feature names a level, which is one of few ways in which two reports can agree or differ; what a level
is worth stands in ``weights.toml``. Nothing here weighs anything.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cached_property
from operator import itemgetter

from twosource.link.apart import days_between, days_from_printing, find_site, gap_km
from twosource.link.shape import Outline, Spot
from twosource.link.wording import likeness

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
    _asked: "dict[Feature, Finding]" = field(default_factory=dict, init=False, repr=False, compare=False)

    def ask(self, feature: "Feature") -> Finding:
        """Return what a feature says, which is found once."""
        if feature not in self._asked:
            self._asked[feature] = feature(self)
        return self._asked[feature]

    @cached_property
    def days_between(self) -> int | None:
        """Days between the two stretches, 0 where they touch, None where one is not dated."""
        return days_between(self.left, self.right)

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
    def days_from_printing(self) -> float | None:
        """Days from the one's day or printing to the other's; None where both name a day, or it is unknown."""
        return days_from_printing(self.left, self.right)

    @cached_property
    def site(self) -> Spot | None:
        """A site, base, camp or district that both name."""
        return find_site(self.left, self.right)

    @cached_property
    def nearest(self) -> tuple[float, Spot, Spot] | None:
        """The smallest gap in km between two town-sized places, 0 where they overlap.

        Where a report names a town and its site, the site decides. None where either has no such place.
        """
        theirs = self.right.towns
        pairs = [(gap_km(a, b), a.key, b.key, a, b) for a in self.left.towns for b in theirs]
        if len(pairs) < 2:
            return (pairs[0][0], *pairs[0][3:]) if pairs else None
        gap, _, _, one, other = min(pairs, key=itemgetter(0, 1, 2))
        return gap, one, other

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
