"""What a check of the press concludes, and the reasons for which nobody can say."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from twosource.ids import IncidentId
from twosource.model import Border, Twins

Verdict = Literal["confirmed", "consistent", "contradicted", "cannot say"]


class Ground(StrEnum):
    """Why nobody can say; each member's text is shown to users."""

    NONE = ""
    NO_START = "it is not said since when"
    NO_END = "it is not known until when"
    STARTS_LATER = "the ledger starts later"
    OTHER_PLACES = "the ledger covers other places"
    DEFINITIONS = "the definitions differ"
    BORDERLINE = "only borderline cases fit"
    NO_FIGURES = "what it holds tells no figure"
    TOO_MANY = "too many incidents to check at once"
    NO_CASES = "the ledger holds none of them"


@dataclass(frozen=True, slots=True, kw_only=True)
class PressCheck:
    """What the ledger says of a count in the press: a verdict, a sentence, and what it counted.

    ``ground`` says why nobody can say, and is empty for other verdicts. ``sentence`` is what was
    counted, in words. ``low`` to ``high`` count incidents, or people killed or injured where
    ``unit`` says so; ``high`` is None where a toll is open.
    """

    verdict: Verdict
    why: str
    ground: Ground = Ground.NONE
    unit: str = "incidents"
    low: int = 0
    high: int | None = 0
    counted: tuple[IncidentId, ...] = ()
    borders: tuple[Border, ...] = ()
    twins: tuple[Twins, ...] = ()
    sentence: str = ""

    @property
    def borderline(self) -> tuple[IncidentId, ...]:
        """Return the incidents that may belong."""
        return tuple(one.incident for one in self.borders)
