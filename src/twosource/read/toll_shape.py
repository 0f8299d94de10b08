"""What a sentence tells of how many people were harmed, as one value."""

from dataclasses import dataclass

from twosource.read.toll_cues import Effect
from twosource.text import Span
from twosource.values.count import Count


@dataclass(frozen=True, slots=True, kw_only=True)
class Toll:
    """How many people something happened to, by the words of one sentence.

    ``span`` is the shortest stretch that holds figure and effect word. ``scope`` narrows whom it is
    about ("children"; "attacker" for the attackers themselves; "" is everybody). A ``subset`` is
    part of another toll of the sentence and never added to it. ``rising`` marks a total that was
    moved ("rose to 5"), ``cumulative`` one over a long time ("since", "this year").
    ``reported_only`` is "no casualties were reported": nobody reported any, which is less than
    none. ``individual`` is one person by name, pronoun or description, not a stated figure. ``score`` is
    how sure a trained reader is of it, None where the rules read it.
    """

    span: Span
    count: Count
    effect: Effect
    who: str = ""
    scope: str = ""
    subset: bool = False
    rising: bool = False
    reported_only: bool = False
    cumulative: bool = False
    individual: bool = False
    score: float | None = None
