"""Precision, recall and F1 of counts (van Rijsbergen, Information Retrieval, 1979)."""

from dataclasses import dataclass

from eval.tasks import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many were right, how many we gave and how many there are to find; they add up.

    ``right_given`` and ``right_gold`` differ where one of ours may answer for several of gold's.
    """

    right_given: float = 0
    given: float = 0
    right_gold: float = 0
    gold: float = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            right_given=self.right_given + other.right_given,
            given=self.given + other.given,
            right_gold=self.right_gold + other.right_gold,
            gold=self.gold + other.gold,
        )

    @property
    def precision(self) -> float | None:
        """Share of what we gave that is right; None where we gave nothing."""
        return self.right_given / self.given if self.given else None

    @property
    def recall(self) -> float | None:
        """Share of what there is that we found; None where there is nothing."""
        return self.right_gold / self.gold if self.gold else None

    @property
    def f1(self) -> float | None:
        """Harmonic mean of both; 0 where nothing is right, None where there is nothing at all."""
        if not self.given and not self.gold:
            return None
        precision, recall = self.precision or 0.0, self.recall or 0.0
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def count(*, right: float, given: float, gold: float) -> Counts:
    """Count one-to-one matches."""
    return Counts(right_given=right, given=given, right_gold=right, gold=gold)


def make_figures(name: str, counts: Counts, says: str, *, headline: bool = False) -> list[Figure]:
    """Return the F1 of some counts with its precision and recall; only the F1 is a headline."""
    return [
        Figure(
            name=f"{name}_f1", value=counts.f1, of=int(counts.gold), says=f"F1 of {says}", headline=headline
        ),
        Figure(
            name=f"{name}_precision",
            value=counts.precision,
            of=int(counts.given),
            says=f"precision of {says}",
        ),
        Figure(name=f"{name}_recall", value=counts.recall, of=int(counts.gold), says=f"recall of {says}"),
    ]
