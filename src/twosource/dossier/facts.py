"""The table of facts: one row a field, one column a voice through a newsroom, one cell what it says.

Voices that differ stand first. Where there are many, those that say just the same share a column.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import groupby
from typing import Final

from twosource.briefs import Brief, FactBrief, Quoted
from twosource.dossier.speakers import Line
from twosource.ids import ClaimId
from twosource.model import Fact, Status, Value
from twosource.reconcile.comparing import is_same_value
from twosource.wording import show_value, status_rank

#: Fields that are told of elsewhere: long words, and what the press counts.
APART: Final = frozenset({"quote", "tally", "first since", "background"})
_CROWD: Final = 16  # columns from which voices that say the same share one, and that a page shows


class Stand(StrEnum):
    """How a saying stands to the fact of its row; each member's text is shown to users."""

    AGAINST = "contradicts"
    SAME = "says so"
    FITS = "fits"
    EARLIER = "earlier"
    BESIDE = "otherwise"


#: The sign of each, so that none is told by colour alone.
STAND_SIGNS: Final[dict[Stand, str]] = {
    Stand.AGAINST: "!",
    Stand.SAME: "=",
    Stand.FITS: "~",
    Stand.EARLIER: ">",
    Stand.BESIDE: "·",
}
_ORDER: Final = {stand: number for number, stand in enumerate(STAND_SIGNS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """What a voice says of a field, how that stands to the fact, and the claims that say it, oldest first."""

    value: Value
    words: str
    stand: Stand
    certainty: str
    quoted: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """Voices that say the same, through one newsroom or several; mostly one voice through one newsroom.

    It ``differs`` where it contradicts a fact.
    """

    lines: tuple[Line, ...]
    differs: bool

    @property
    def newsrooms(self) -> tuple[str, ...]:
        """Return the newsrooms, each once."""
        return tuple(dict.fromkeys(line.newsroom for line in self.lines))


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One fact and what each column says of it; an empty cell says nothing."""

    brief: FactBrief
    cells: tuple[tuple[Saying, ...], ...]

    @property
    def fact(self) -> Fact:
        """Return the fact."""
        return self.brief.fact


@dataclass(frozen=True, slots=True, kw_only=True)
class FactsTable:
    """A stretch of the columns with all rows: ``first`` counts the columns before it, ``total`` all of them.

    ``unknown`` are the fields nobody tells of. ``groups`` are newsrooms with how many of the columns are theirs.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    unknown: tuple[Fact, ...]
    first: int
    total: int
    groups: tuple[tuple[str, int], ...] = field(default=())


_Cell = tuple[Saying, ...]
_Grid = Mapping[Line, Mapping[int, _Cell]]


def make_table(brief: Brief, lines: Mapping[ClaimId, Line], page: int = 1) -> FactsTable:
    """Lay out the facts of a brief; ``page`` counts from 1, and one too far shows the last."""
    shown = sorted(
        (one for one in brief.facts if one.fact.field not in APART), key=lambda one: status_rank(one.fact)
    )
    told = [one for one in shown if one.fact.status is not Status.UNKNOWN]
    grid = _fill(told, brief.others, lines)
    disputed = frozenset(at for at, one in enumerate(told) if one.fact.status is Status.CONTRADICTED)
    columns = _arrange(grid, disputed)
    first = max(0, min((page - 1) * _CROWD, (len(columns) - 1) // _CROWD * _CROWD))
    stretch = columns[first : first + _CROWD]
    return FactsTable(
        columns=tuple(stretch),
        rows=tuple(
            Row(
                brief=one,
                cells=tuple(_merge(grid[line].get(at, ()) for line in column.lines) for column in stretch),
            )
            for at, one in enumerate(told)
        ),
        unknown=tuple(one.fact for one in shown if one.fact.status is Status.UNKNOWN),
        first=first,
        total=len(columns),
        groups=_group(stretch),
    )


# --- cells ----------------------------------------------------------------------------------------


def _fill(told: Sequence[FactBrief], others: Sequence[Quoted], lines: Mapping[ClaimId, Line]) -> _Grid:
    """Return what each line says, by the number of the row; what no fact rests on goes to its field's first row."""
    first_row: dict[tuple[str, str], int] = {}
    for at, one in enumerate(told):
        first_row.setdefault((one.fact.field, one.fact.scope), at)
    said: dict[Line, dict[int, list[tuple[Stand, Quoted]]]] = {line: {} for line in lines.values()}
    for at, stand, quoted in (*_supporting(told), *_besides(told, others, first_row)):
        said[lines[quoted.claim.id]].setdefault(at, []).append((stand, quoted))
    return {line: {at: _gather(each) for at, each in rows.items()} for line, rows in said.items() if rows}


def _supporting(told: Sequence[FactBrief]) -> Iterable[tuple[int, Stand, Quoted]]:
    for at, one in enumerate(told):
        for quoted in one.support:
            same = is_same_value(quoted.claim.value, one.fact.value)
            yield at, Stand.SAME if same else Stand.FITS, quoted
        yield from ((at, Stand.AGAINST, quoted) for quoted in one.against)


def _besides(
    told: Sequence[FactBrief], others: Sequence[Quoted], first_row: Mapping[tuple[str, str], int]
) -> Iterable[tuple[int, Stand, Quoted]]:
    for quoted in others:
        at = first_row.get((quoted.claim.field, quoted.claim.scope))
        if at is not None:
            before = [value for _, value in told[at].fact.history]
            was = any(is_same_value(quoted.claim.value, value) for value in before)
            yield at, Stand.EARLIER if was else Stand.BESIDE, quoted


def _gather(said: Iterable[tuple[Stand, Quoted]]) -> _Cell:
    """Make one saying of claims that say the same in the same way, as copies do."""
    alike: dict[tuple[Stand, str, str], list[Quoted]] = {}
    for stand, quoted in said:
        key = (stand, show_value(quoted.claim.value), quoted.claim.certainty.value)
        alike.setdefault(key, []).append(quoted)
    sayings = (
        Saying(
            value=each[0].claim.value,
            words=words,
            stand=stand,
            certainty=certainty,
            quoted=tuple(sorted(each, key=lambda one: one.copy is not None)),
        )
        for (stand, words, certainty), each in alike.items()
    )
    return tuple(sorted(sayings, key=lambda one: (_ORDER[one.stand], one.words)))


def _merge(cells: Iterable[_Cell]) -> _Cell:
    """Join what several lines say; they say the same."""
    joined: dict[tuple[Stand, str, str], Saying] = {}
    for saying in (saying for cell in cells for saying in cell):
        key = (saying.stand, saying.words, saying.certainty)
        before = joined.get(key)
        quoted = saying.quoted if before is None else (*before.quoted, *saying.quoted)
        joined[key] = Saying(
            value=saying.value,
            words=saying.words,
            stand=saying.stand,
            certainty=saying.certainty,
            quoted=quoted,
        )
    return tuple(joined.values())


# --- columns --------------------------------------------------------------------------------------


def _arrange(grid: _Grid, disputed: frozenset[int]) -> list[Column]:
    """Put newsrooms with a voice that differs first, then the other side of what is disputed; voices likewise."""
    lines = list(grid)
    if len(lines) > _CROWD:
        return _crowded(grid, disputed)
    rank = {line: (_heat(grid[line], disputed), -len(grid[line]), line.speaker.number) for line in lines}
    best = {line.newsroom: min(rank[one] for one in lines if one.newsroom == line.newsroom) for line in lines}
    ordered = sorted(lines, key=lambda line: (best[line.newsroom], line.newsroom, rank[line]))
    return [Column(lines=(line,), differs=_differs(grid[line])) for line in ordered]


def _heat(rows: Mapping[int, _Cell], disputed: frozenset[int]) -> int:
    """Return 0 for who contradicts, 1 for who is contradicted, 2 for who says nothing of what is disputed."""
    return 0 if _differs(rows) else 1 if disputed & rows.keys() else 2


def _crowded(grid: _Grid, disputed: frozenset[int]) -> list[Column]:
    """Let lines that say the same share a column: those that differ first, then those that speak for most."""
    alike: dict[tuple[object, ...], list[Line]] = {}
    for line, rows in grid.items():
        alike.setdefault(_signature(rows), []).append(line)
    columns = [Column(lines=tuple(each), differs=_differs(grid[each[0]])) for each in alike.values()]
    heat = {one: _heat(grid[one.lines[0]], disputed) for one in columns}
    return sorted(
        columns,
        key=lambda one: (heat[one], -len(one.lines), one.newsrooms[0], one.lines[0].speaker.number),
    )


def _signature(rows: Mapping[int, _Cell]) -> tuple[object, ...]:
    return tuple(
        (at, *((saying.stand, saying.words, saying.certainty) for saying in rows[at])) for at in sorted(rows)
    )


def _differs(rows: Mapping[int, _Cell]) -> bool:
    return any(saying.stand is Stand.AGAINST for cell in rows.values() for saying in cell)


def _group(columns: Sequence[Column]) -> tuple[tuple[str, int], ...]:
    """Return the heads above the columns: a newsroom, or how many of them."""
    heads = [
        one.newsrooms[0] if len(one.newsrooms) == 1 else f"{len(one.newsrooms):,} newsrooms"
        for one in columns
    ]
    return tuple((head, len(list(same))) for head, same in groupby(heads))
