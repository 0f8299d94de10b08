"""The scorecard, as a terminal shows it, as JSON, and as docs/SCORECARD.md."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from rich.console import Console
from rich.table import Table

from eval.columns import Column, order_columns
from eval.floors import Floors, applying, is_worse, slack_on
from eval.peers import Peer
from eval.runner import SetResult
from eval.tasks import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Everything measured in one run. ``command`` is how to get it again, ``day`` when it was got.

    ``reader`` is whose figures they are, ``origin`` the version of it; ``beside`` has other readers'.
    """

    results: tuple[SetResult, ...]
    floors: Floors
    peers: dict[str, tuple[Peer, ...]]
    on: str
    command: str
    day: str
    reader: str
    origin: str
    beside: tuple[Column, ...] = ()

    def floor_of(self, figure: Figure, result: SetResult) -> float | None:
        """Return the floor that holds for a figure on these data; None where there is none."""
        floor = applying(figure, result, self.floors, self.on)
        return None if floor is None else floor.floor


def print_result(console: Console, card: Card, result: SetResult) -> None:
    """Print one set as a table: bold for headlines, a word and not only a colour for what fell."""
    console.print(f"\n[bold]{result.name}[/]  {result.measures}", highlight=False)
    console.print(
        f"{result.records} records, {result.seconds:.0f} s, data {result.digest}",
        style="dim",
        highlight=False,
    )
    table = Table(box=None, pad_edge=False, header_style="dim")
    for name, side in (
        ("figure", "left"),
        ("value", "right"),
        ("of", "right"),
        ("floor", "right"),
        ("", "left"),
    ):
        table.add_column(name, justify="right" if side == "right" else "left", no_wrap=name != "")
    for figure in result.figures:
        floor = card.floor_of(figure, result)
        fell = floor is not None and is_worse(figure, floor, slack=slack_on(card.on))
        table.add_row(
            figure.name,
            spell_value(figure),
            str(figure.of),
            "" if floor is None else f"{floor:.3f}",
            f"BELOW FLOOR  {figure.says}" if fell else _spell_beside(figure) or figure.says,
            style="bold red" if fell else "bold" if figure.headline else None,
        )
    console.print(table)
    for crash in result.crashes:
        console.print(f"CRASH on {crash.record or 'the whole set'}: {crash.error}", style="red", markup=False)


def spell_value(figure: Figure) -> str:
    """Write a figure's value in its unit; a dash where there was nothing to measure."""
    if figure.value is None:
        return "-"
    if figure.unit == "count":
        return f"{figure.value:.0f}"
    return f"{figure.value:.1f} km" if figure.unit == "km" else f"{figure.value:.3f}"


def make_json(card: Card) -> dict[str, Any]:
    """Return the whole card as one JSON object (docs/reference/scorecard.md says what is in it)."""
    return {
        "day": card.day,
        "command": card.command,
        "on": card.on,
        "reader": card.reader,
        "origin": card.origin,
        "sets": [_set_json(card, result) for result in card.results],
    }


def _set_json(card: Card, result: SetResult) -> dict[str, Any]:
    return {
        "name": result.name,
        "measures": result.measures,
        "records": result.records,
        "data": result.digest,
        "seconds": round(result.seconds, 1),
        "crashes": [{"record": crash.record, "error": crash.error} for crash in result.crashes],
        "figures": [_figure_json(card, result, figure) for figure in result.figures],
    }


def _figure_json(card: Card, result: SetResult, figure: Figure) -> dict[str, Any]:
    return {
        "name": figure.name,
        "value": figure.value,
        "of": figure.of,
        "unit": figure.unit,
        "better": figure.better,
        "headline": figure.headline,
        "says": figure.says,
        "floor": card.floor_of(figure, result),
        "beside": [{"label": label, "value": value} for label, value in figure.beside],
    }


def make_markdown(card: Card) -> str:
    """Return docs/SCORECARD.md: the headlines at a glance, then every figure set by set."""
    readers = order_columns(card.reader, card.beside)
    lines = [
        "# Scorecard",
        "",
        f"Generated on {card.day} by `{card.command}`; never edited by hand. What each set is and how it is",
        "scored stands in `eval/sets/`, what goes wrong in `eval/NOTES.md`. The data come from public corpora and",
        "are no part of this repository. `make eval DATA=DIR` measures all of it, in some six minutes on two",
        "cores with the rules alone; the trained model takes about three times as long.",
        f"Figures are of the reader `{card.reader}` ({card.origin}) {_spell_records(card)}.",
        "A floor is the worst a figure may become; the build fails below it (`eval/floors.json`).",
        "A peer's figure on other data is for orientation only.",
        "",
        "## At a glance",
        "",
        _row(("figure", *readers, "floor", "what it says", "beside it")),
        _row(("---", *("---:" for _ in readers), "---:", "---", "---")),
        *(
            _glance(card, result, figure, readers)
            for result in card.results
            for figure in result.figures
            if figure.headline
        ),
        "",
        *(line for result in card.results for line in _section(card, result)),
    ]
    return "\n".join([*lines, *_lowered(card.floors)])


def _spell_records(card: Card) -> str:
    """Say which records were measured, in words."""
    _, _, selection = card.on.partition(" on ")
    whole = "on all records, also those it was trained on" if selection.startswith("all") else ""
    unseen = "on records that no reader was trained or tuned on (`eval/parts.py`)"
    return whole or (
        unseen if selection.startswith("unseen") else f"on the part `{selection}` (`eval/parts.py`)"
    )


def _glance(card: Card, result: SetResult, figure: Figure, readers: Sequence[str]) -> str:
    floor = card.floor_of(figure, result)
    beside = [_spell_beside(figure), *(_spell_peer(peer) for peer in card.peers.get(figure.name, ()))]
    cells = (
        f"`{figure.name}`",
        *(_spell_of(card, result, figure, reader) for reader in readers),
        "" if floor is None else f"{floor:.3f}",
        figure.says,
        "; ".join(text for text in beside if text),
    )
    return _row(cells)


def _spell_of(card: Card, result: SetResult, figure: Figure, reader: str) -> str:
    """Write what a reader got for a figure on the very same records; nothing where that was not measured."""
    if reader == card.reader:
        return f"**{spell_value(figure)}**" if card.beside else spell_value(figure)
    column = next(one for one in card.beside if one.reader == reader)
    if column.data.get(result.name) != result.digest or figure.name not in column.values:
        return ""
    return spell_value(replace(figure, value=column.values[figure.name]))


def _section(card: Card, result: SetResult) -> Iterable[str]:
    yield from (
        f"## {result.name}",
        "",
        f"{_sentence(result.measures)} {_spell_work(result)}.",
        "",
        "| figure | value | of | floor | what it says |",
        "|---|---:|---:|---:|---|",
    )
    for figure in result.figures:
        floor = card.floor_of(figure, result)
        peers = () if figure.headline else card.peers.get(figure.name, ())
        texts = (figure.says, _spell_beside(figure), *(_spell_peer(peer) for peer in peers))
        says = "; ".join(text for text in texts if text)
        cells = (
            f"`{figure.name}`",
            spell_value(figure),
            str(figure.of),
            "" if floor is None else f"{floor:.3f}",
        )
        yield _row((*cells, says))
    yield ""


def _lowered(floors: Floors) -> list[str]:
    if not floors.lowered:
        return ["## Floors lowered", "", "None so far.", ""]
    rows = [
        _row((row.day, f"`{row.figure}`", row.on, f"{row.was:.3f}", f"{row.now:.3f}", row.reason))
        for row in floors.lowered
    ]
    return [
        "## Floors lowered",
        "",
        "| day | figure | on | was | now | why |",
        "|---|---|---|---:|---:|---|",
        *rows,
        "",
    ]


def _row(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:].rstrip(".") + "."


def _spell_work(result: SetResult) -> str:
    crashes = f", {len(result.crashes)} crashes" if result.crashes else ""
    return f"{result.records} records (data `{result.digest}`){crashes}"


def _spell_beside(figure: Figure) -> str:
    return "; ".join(f"{label} {value:.3f}" for label, value in figure.beside)


def _spell_peer(peer: Peer) -> str:
    doubt = "" if peer.verified else ", from memory"
    return f"{peer.who} {peer.value:.3f} on {peer.on} ({peer.source}, {peer.date}{doubt})"
