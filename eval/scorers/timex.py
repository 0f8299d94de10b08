"""Scores time expressions as TempEval-3 does (UzZaman et al., SemEval 2013, task A).

An expression is found strictly where both ends agree, and relaxedly where it overlaps one of
gold's, one to one. Its value or type is right where it is found relaxedly and the attribute is the
same string; precision and recall of an attribute divide by all expressions given and all of gold.

Two things the paper does not meet with, and what is done here: an expression to which gold gives no
value can be found, but is left out of the value's figures with ours beside it; types are not scored
where gold knows a single one (see ``eval.sets.timex``).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from eval.scorers.rates import Counts, count
from eval.scorers.spans import Stretch, count_exact, pair_overlapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """Some words that tell a time; ``value`` is None where none is given."""

    start: int
    end: int
    type: str
    value: str | None

    @property
    def stretch(self) -> Stretch:
        """Where the words stand."""
        return self.start, self.end


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What was found in some texts; tallies add up."""

    strict: Counts = field(default_factory=Counts)
    relaxed: Counts = field(default_factory=Counts)
    value: Counts = field(default_factory=Counts)
    type: Counts = field(default_factory=Counts)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            strict=self.strict + other.strict,
            relaxed=self.relaxed + other.relaxed,
            value=self.value + other.value,
            type=self.type + other.type,
        )


def tally_expressions(gold: Iterable[Expression], ours: Iterable[Expression]) -> Tally:
    """Count what was found in one text."""
    wanted = {expression.stretch: expression for expression in gold}
    given = {expression.stretch: expression for expression in ours}
    pairs = [(wanted[one], given[other]) for one, other in pair_overlapping(sorted(wanted), sorted(given))]
    valued = [(one, other) for one, other in pairs if one.value]
    left_out = len(pairs) - len(valued)
    return Tally(
        strict=count_exact(wanted, given),
        relaxed=count(right=len(pairs), given=len(given), gold=len(wanted)),
        value=count(
            right=sum(one.value == other.value for one, other in valued),
            given=len(given) - left_out,
            gold=sum(bool(one.value) for one in wanted.values()),
        ),
        type=count(
            right=sum(one.type == other.type for one, other in pairs), given=len(given), gold=len(wanted)
        ),
    )


def pair_expressions(
    gold: Iterable[Expression], ours: Iterable[Expression]
) -> list[tuple[Expression | None, Expression | None]]:
    """Return gold's and our expressions side by side in the text's order; None where one has none."""
    wanted = {expression.stretch: expression for expression in gold}
    given = {expression.stretch: expression for expression in ours}
    pairs = pair_overlapping(sorted(wanted), sorted(given))
    rows: list[tuple[Stretch, Expression | None, Expression | None]] = [
        (one, wanted[one], given[other]) for one, other in pairs
    ]
    rows += [(one, wanted[one], None) for one in wanted.keys() - {one for one, _ in pairs}]
    rows += [(other, None, given[other]) for other in given.keys() - {other for _, other in pairs}]
    return [(one, other) for _, one, other in sorted(rows, key=lambda row: row[0])]
