"""The picture of independence: three columns with links, thick where an outlet prints copies."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from twosource.dossier.picture import Picture, Printing, Quoting
from twosource.web.figures.words import cut
from twosource.wording import plural

WIDTH: Final = 960
_ROW: Final = 26
_TOP: Final = 40
_NODES: Final = 14  # of one column; the others share the last
_OUTLETS, _NEWSROOMS, _VOICES = 270, 400, 720
_NEWSROOM_WIDE: Final = 220
_LETTERS: Final = (38, 30, 36)  # characters there is room for, by column


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A name in a column; ``whole`` is the name uncut."""

    x: float
    y: float
    name: str
    whole: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link between two nodes as an SVG path; ``weight`` is its width, ``copies`` that it carries copies."""

    path: str
    weight: float
    copies: bool
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The whole figure."""

    height: float
    outlets: tuple[Node, ...]
    newsrooms: tuple[Node, ...]
    voices: tuple[Node, ...]
    links: tuple[Link, ...]
    width: int = WIDTH
    columns: tuple[int, int, int] = (_OUTLETS, _NEWSROOMS, _VOICES)
    newsroom_wide: int = _NEWSROOM_WIDE


def draw_links(picture: Picture) -> Links:
    """Return the figure of a picture, at most so many names in each column."""
    newsrooms = _keep(picture.newsrooms)
    outlets = _keep(dict.fromkeys(one.outlet for one in picture.printings))
    voices = _keep(_voices(picture))
    rows = max(len(set(kept.values())) for kept in (newsrooms, outlets, voices))
    places = [_column(kept, rows, x, most) for kept, x, most in zip(
        (outlets, newsrooms, voices), (_OUTLETS, _NEWSROOMS, _VOICES), _LETTERS, strict=True
    )]  # fmt: skip
    return Links(
        height=_TOP + rows * _ROW + 8,
        outlets=tuple(places[0].values()),
        newsrooms=tuple(places[1].values()),
        voices=tuple(places[2].values()),
        links=(
            *_printed(picture.printings, (outlets, newsrooms), places),
            *_quoted(picture.quotings, (newsrooms, voices), places),
        ),
    )


def _voices(picture: Picture) -> list[str]:
    """Return the voices as they are named here, in the order of the newsrooms that quote them first."""
    order = {name: number for number, name in enumerate(picture.newsrooms)}
    quotings = sorted(picture.quotings, key=lambda one: (order[one.newsroom], one.speaker.number))
    return list(dict.fromkeys(_voice(one) for one in quotings))


def _voice(one: Quoting) -> str:
    return f"{one.speaker.number}. {one.speaker.name}"


def _keep(names: Iterable[str]) -> dict[str, str]:
    """Return for each name the node it belongs to: its own, or the last, which stands for the rest."""
    listed = list(names)
    if len(listed) <= _NODES:
        return {name: name for name in listed}
    rest = f"and {len(listed) - _NODES + 1:,} more"
    return {name: name if at < _NODES - 1 else rest for at, name in enumerate(listed)}


def _column(kept: Mapping[str, str], rows: int, x: float, most: int) -> dict[str, Node]:
    """Spread the nodes of a column over the height of the longest one."""
    names = list(dict.fromkeys(kept.values()))
    step = rows / max(1, len(names))
    return {
        name: Node(x=x, y=round(_TOP + (at + 0.5) * step * _ROW, 1), name=cut(name, most), whole=name)
        for at, name in enumerate(names)
    }


def _printed(
    printings: Iterable[Printing], kept: Sequence[Mapping[str, str]], places: Sequence[Mapping[str, Node]]
) -> Iterable[Link]:
    joined: dict[tuple[str, str], tuple[int, int]] = {}
    for one in printings:
        key = (kept[0][one.outlet], kept[1][one.newsroom])
        articles, copies = joined.get(key, (0, 0))
        joined[key] = (articles + one.articles, copies + one.copies)
    for (outlet, newsroom), (articles, copies) in joined.items():
        what = f"{plural(articles, 'article')}" + (f", {plural(copies, 'copy', 'copies')}" if copies else "")
        yield Link(
            path=_curve(places[0][outlet], _OUTLETS + 8, places[1][newsroom], _NEWSROOMS - 6),
            weight=5 if copies else 1.5,
            copies=bool(copies),
            words=f"{outlet} prints {newsroom}: {what}",
        )


def _quoted(
    quotings: Iterable[Quoting], kept: Sequence[Mapping[str, str]], places: Sequence[Mapping[str, Node]]
) -> Iterable[Link]:
    joined: dict[tuple[str, str], int] = {}
    for one in quotings:
        key = (kept[0][one.newsroom], kept[1][_voice(one)])
        joined[key] = joined.get(key, 0) + one.claims
    for (newsroom, voice), claims in joined.items():
        yield Link(
            path=_curve(places[1][newsroom], _NEWSROOMS + _NEWSROOM_WIDE + 6, places[2][voice], _VOICES - 8),
            weight=1.5,
            copies=False,
            words=f"{newsroom} quotes {voice}: {plural(claims, 'claim')}",
        )


def _curve(start: Node, left: float, end: Node, right: float) -> str:
    middle = (left + right) / 2
    return f"M{left} {start.y}C{middle} {start.y} {middle} {end.y} {right} {end.y}"
