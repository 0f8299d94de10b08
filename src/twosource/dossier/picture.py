"""The picture of independence: outlets that print, newsrooms that write, voices that say.

Ten outlets that hang on one newsroom are one newsroom; two newsrooms that end in one voice are one voice.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from twosource.briefs import Quoted
from twosource.dossier.course import Telling
from twosource.dossier.speakers import Line, Speaker
from twosource.ids import ClaimId


@dataclass(frozen=True, slots=True, kw_only=True)
class Printing:
    """An outlet that prints a newsroom's words: how many articles, and how many of them are copies."""

    outlet: str
    newsroom: str
    articles: int
    copies: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoting:
    """A newsroom that quotes a voice: how many claims come that way."""

    newsroom: str
    speaker: Speaker
    claims: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """Who prints whom, and who quotes whom; the busiest first."""

    printings: tuple[Printing, ...]
    quotings: tuple[Quoting, ...]

    @property
    def newsrooms(self) -> tuple[str, ...]:
        """Return the newsrooms in the order of what they print, then those that are only named in texts."""
        named = [*(one.newsroom for one in self.printings), *(one.newsroom for one in self.quotings)]
        return tuple(dict.fromkeys(named))

    def printed_by(self, newsroom: str) -> tuple[Printing, ...]:
        """Return the outlets that print a newsroom."""
        return tuple(one for one in self.printings if one.newsroom == newsroom)

    def quoted_by(self, newsroom: str) -> tuple[Quoting, ...]:
        """Return the voices that a newsroom quotes."""
        return tuple(one for one in self.quotings if one.newsroom == newsroom)


def draw_picture(
    tellings: Sequence[Telling], quoted: Iterable[Quoted], lines: Mapping[ClaimId, Line]
) -> Picture:
    """Return the picture of an incident's articles and claims."""
    return Picture(printings=_printings(tellings), quotings=_quotings(quoted, lines))


def _printings(tellings: Sequence[Telling]) -> tuple[Printing, ...]:
    counted: dict[tuple[str, str], list[bool]] = {}
    for one in tellings:
        outlet = one.article.outlet or "unknown outlet"
        counted.setdefault((outlet, one.newsroom), []).append(one.copy is not None)
    weight: dict[str, int] = {}
    for (_, newsroom), copies in counted.items():
        weight[newsroom] = weight.get(newsroom, 0) + len(copies)
    made = (
        Printing(outlet=outlet, newsroom=newsroom, articles=len(copies), copies=sum(copies))
        for (outlet, newsroom), copies in counted.items()
    )
    return tuple(
        sorted(
            made, key=lambda one: (-weight[one.newsroom], one.newsroom, one.copies, -one.articles, one.outlet)
        )
    )


def _quotings(quoted: Iterable[Quoted], lines: Mapping[ClaimId, Line]) -> tuple[Quoting, ...]:
    counted: dict[Line, int] = {}
    for line in (lines[one.claim.id] for one in quoted):
        counted[line] = counted.get(line, 0) + 1
    made = (
        Quoting(newsroom=line.newsroom, speaker=line.speaker, claims=number)
        for line, number in counted.items()
    )
    return tuple(sorted(made, key=lambda one: (-one.claims, one.speaker.number, one.newsroom)))
