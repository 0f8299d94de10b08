"""Counts of the press with the ledger's verdicts, as they are written for programs."""

from collections.abc import Iterator, Sequence

from twosource.model import PressTally
from twosource.tallies.press import PressCount
from twosource.tally.series import Point, gather
from twosource.wire import JsonObject, claim_line
from twosource.wire.tallies import check_line


def press_lines(counts: Sequence[PressCount]) -> Iterator[JsonObject]:
    """Yield each count; those of one ``series`` count the same as time goes on (null: of none)."""
    tallies = [one for one in counts if isinstance(one.claim.value, PressTally)]
    group = {
        id(tallies[each]): number
        for number, one in enumerate(gather(list(map(point_of, tallies))))
        for each in one.points
    }
    for one in counts:
        yield {
            "incident": one.incident.id,
            "printed": None if one.source.published is None else one.source.published.isoformat(),
            "outlet": one.source.outlet,
            "newsroom": one.source.newsroom,
            "series": group.get(id(one)),
            "claim": claim_line(one.claim, address="", incident=one.incident.id),
            **check_line(one.check),
        }


def point_of(one: PressCount) -> Point:
    """Return a count as a point of a series."""
    return Point(printed=one.printed, printer=one.source.newsroom or one.source.outlet or "")
