"""A count over the ledger in a notebook."""

from dataclasses import dataclass
from typing import Any, Final

from twosource.notebook.records import Records, show_table
from twosource.tallies import Survey
from twosource.tallies.survey import Part
from twosource.wire.cells import columns_of

PARTS: Final = columns_of((
    ("part", "text", "What is counted by itself: a month, a place, ..."),
    ("low", "integer", "How many at least."),
    ("high", "integer", "How many at most."),
))  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A count over the ledger, as a range: what surely answers, and what may."""

    survey: Survey

    @property
    def low(self) -> int:
        """Return how many there are at least."""
        return self.survey.low

    @property
    def high(self) -> int:
        """Return how many there are at most."""
        return self.survey.high

    @property
    def parts(self) -> Records[Part]:
        """Return the count of each part, where it was asked ``by`` something."""
        parts = self.survey.parts
        return Records(
            what="part", columns=PARTS, items=lambda: iter(parts), count=lambda: len(parts),
            rows=lambda: ({"part": one.name, "low": one.low, "high": one.high} for one in parts),
        )  # fmt: skip

    def to_pandas(self) -> Any:
        """Return the parts as a pandas.DataFrame; raises TwosourceError where pandas is missing."""
        return self.parts.to_pandas()

    def __repr__(self) -> str:
        """Say what was counted and how many there are."""
        return f"<{self.survey.sentence}: {_range(self.low, self.high)}>"

    def _repr_html_(self) -> str:
        """Return the count and its parts as a table, for a notebook to show."""
        return show_table(f"{self.survey.sentence}: {_range(self.low, self.high)}", PARTS, self.parts.rows())


def _range(low: int, high: int) -> str:
    return f"{low:,}" if low == high else f"{low:,} to {high:,}"
