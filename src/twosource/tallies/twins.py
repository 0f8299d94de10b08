"""Pairs of counted incidents that may be one, and how much lower they make a count."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from twosource.ids import IncidentId
from twosource.model import Twins
from twosource.store import Ledger
from twosource.store.judgements import MOST_OPEN
from twosource.tallies.parts import CUTS, name_part
from twosource.tallies.remembering import Remembered
from twosource.tallies.shelf import find_twins, name_twins
from twosource.tallies.sieving import Sifted
from twosource.tally.counting import count_apart, twins_among

#: Incidents of which all pairs are weighed; of more, the newest pairs of the ledger alone.
_FEW: Final = 2_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Paired:
    """The pairs of which both surely answer, and in which parts of the tally each of these incidents is.

    ``is_whole`` is False where only the ledger's newest pairs were weighed: there may be more.
    """

    is_whole: bool = True
    pairs: tuple[Twins, ...] = ()
    parts: Mapping[str, frozenset[IncidentId]] = field(default_factory=dict)

    def fewer(self, part: str | None = None) -> int:
        """Return by how much a count, or that of one part, is lower where all of them are one."""
        among = {each for pair in self.pairs for each in (pair.left, pair.right)}
        among &= among if part is None else self.parts.get(part.casefold(), frozenset())
        return len(among) - count_apart(among, twins_among(self.pairs, among))


def pair_up(ledger: Ledger, sifted: Sifted, counted: int, by: str | None = None) -> Paired:
    """Return the pairs among what surely answers: ``counted`` incidents."""
    if counted < 2:
        return Paired()
    pairs = _open_pairs(ledger, sifted, counted)
    told = {each for pair in pairs for each in (pair.left, pair.right)}
    cut = None if by is None else CUTS[by]
    found = [one for one in ledger.tallying.among(sifted.sieve, cut, told) if one.is_sure] if told else []
    parts: dict[str, set[IncidentId]] = defaultdict(set)
    for one in found if by is not None else ():
        parts[name_part(sifted.traits, by or "", one.key).casefold()].add(one.incident)
    sure = {one.incident for one in found}
    return Paired(
        is_whole=counted <= _FEW or len(pairs) < MOST_OPEN,
        pairs=twins_among(pairs, sure),
        parts={name: frozenset(held) for name, held in parts.items()},
    )


def _open_pairs(ledger: Ledger, sifted: Sifted, counted: int) -> Sequence[Twins]:
    if counted <= _FEW:
        return find_twins(ledger, ledger.tallying.newest(sifted.sieve, _FEW, sure=True))
    return _OPEN.get(ledger, "open", lambda: name_twins(ledger.open_pairs()))


_OPEN: Final = Remembered[tuple[Twins, ...]](most=8)
