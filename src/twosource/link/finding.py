"""What one feature of linking says of two outlines.

Points are near to bits: a point more doubles the odds that two reports tell of one happening.
"""

from collections.abc import Callable

from twosource.link.shape import Outline

#: Points and a plain sentence; None where the two outlines say nothing on the matter.
Finding = tuple[float, str] | None

#: A function whose name names the reason and whose docstring explains it to users.
Feature = Callable[[Outline, Outline], Finding]

#: Points of evidence that no likeness outweighs; see docs/decisions/0006-linking.md.
HARD = -20.0

#: Reasons against from a place that may be misread, where much else agrees ...
PLACES = frozenset({"places_apart", "other_country"})
#: ... and from a place or a day.
MISREADABLE = PLACES | {"days_apart", "printed_before", "other_weekday"}

#: The reason that says most for two reports of one happening: the same people by name.
NAMING = "shared_person"
