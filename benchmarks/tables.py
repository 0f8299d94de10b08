"""The figures as tables for people."""

from typing import Any

from rich.console import Console
from rich.table import Table

_PAGES = ("example pages", "simple pages", "heavy pages")
_RUNS = ("wires", "text", *_PAGES, "growth", "one incident")


def print_results(found: dict[str, Any]) -> None:
    """Print every part that was measured."""
    console = Console(width=110)
    console.print("  ".join(f"{name}: {value}" for name, value in found["machine"].items()))
    parts = found["parts"]
    runs = {**parts, **{kind: run for kind, run in parts.get("html", {}).items() if isinstance(run, dict)}}
    if any(name in runs for name in _RUNS):
        console.print(_whole(runs, parts))
    if "readers" in parts:
        console.print(_readers(parts["readers"]))
    if "triage" in parts:
        console.print(_triage(parts["triage"]))
    if "html" in parts:
        console.print(_beside(runs))
    for part in ("growth", "one incident"):
        if part in parts:
            console.print(_points(part, parts[part]["points"]))


def _whole(runs: dict[str, Any], parts: dict[str, Any]) -> Table:
    table = Table("whole pipe", "articles", "cpu ms", "wall ms", "articles/s", "peak MB", "cpu ms by stage")
    for name in _RUNS:
        if name in runs:
            one = runs[name]
            memory = parts.get(name, parts.get("html", {})).get("peak MB", 0.0)
            stages = ", ".join(f"{stage} {spent:.2f}" for stage, spent in one["stages ms"].items())
            figures = (f"{one['cpu ms']:.2f}", f"{one['wall ms']:.2f}", f"{one['articles per second']:.0f}")
            table.add_row(_title(name, one), str(one["articles"]), *figures, f"{memory:.0f}", stages)
    return table


def _title(name: str, run: dict[str, Any]) -> str:
    return f"{name}: {run['source']}" if "source" in run else name


def _readers(part: dict[str, Any]) -> Table | str:
    if "missing" in part:
        return f"both readers: not measured, {part['missing']}"
    table = Table(
        f"texts of {part['words']:.0f} words", "wall ms", "cpu ms", "articles/s gone by", "cpu ms by stage"
    )
    for name in ("rules", "both", "trafilatura"):
        one = part[name]
        stages = ", ".join(f"{stage} {spent:.2f}" for stage, spent in one.get("stages ms", {}).items())
        table.add_row(
            part["origin"] if name == "both" else name,
            f"{one['wall ms']:.2f}", f"{one['cpu ms']:.2f}", f"{1e3 / one['wall ms']:.0f}", stages,
        )  # fmt: skip
    table.caption = f"loading the weights: {part['loading ms']:.0f} ms; peak {part['peak MB']:.0f} MB"
    return table


def _triage(part: dict[str, Any]) -> Table:
    table = Table(f"triage: {part['source']}", "texts", "cpu ms", "texts/s", "loading ms", "peak MB")
    figures = (f"{part['cpu ms']:.3f}", f"{part['articles per second']:.0f}", f"{part['loading ms']:.0f}")
    table.add_row("alone", str(part["articles"]), *figures, f"{part['peak MB']:.0f}")
    return table


def _beside(runs: dict[str, Any]) -> Table:
    columns = (
        "cpu ms",
        "trafilatura ms",
        "trafilatura fast ms",
        "pipe / trafilatura",
        "pipe / trafilatura fast",
    )
    table = Table("HTML, per page", "characters", *columns)
    for kind in _PAGES:
        table.add_row(
            kind, str(runs[kind]["page characters"]), *(f"{runs[kind][column]:.2f}" for column in columns)
        )
    return table


def _points(part: str, points: dict[str, Any]) -> Table:
    table = Table(f"{part}: the nth article", "cpu ms", "wall ms")
    for at, cost in points.items():
        table.add_row(at, f"{cost['cpu ms']:.2f}", f"{cost['wall ms']:.2f}")
    return table
