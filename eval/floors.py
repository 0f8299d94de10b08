"""The gate: each headline figure has a floor, pinned to the data it was measured on.

A floor rises by itself when told to (``--raise-floors``) and falls only with a reason, which is
kept beside it. On other data a floor says nothing and is not applied.
"""

import json
import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from eval.runner import SetResult
from eval.tasks import Figure

FILE = Path(__file__).parent / "floors.json"

#: Floors are cut to this many places, so that the last bits of a machine's sums don't matter.
PLACES = 3
#: How far below its floor a figure may lie where a trained reader has read. Another processor adds up
#: in another order; a rounded number that moves by that moved figures of the sample by up to 0.006.
SLACK = 0.015


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """The worst a figure may be on some data; ``on`` is the selection's name, ``of`` its size."""

    figure: str
    on: str
    data: str
    of: int
    floor: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Lowered:
    """A floor that was lowered, and why."""

    figure: str
    on: str
    was: float
    now: float
    day: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """All floors and the history of the lowered ones."""

    floors: tuple[Floor, ...] = ()
    lowered: tuple[Lowered, ...] = ()

    def get(self, figure: str, on: str) -> Floor | None:
        """Return the floor of a figure on a selection; None where it has none."""
        return next((floor for floor in self.floors if (floor.figure, floor.on) == (figure, on)), None)


def load_floors(path: Path = FILE) -> Floors:
    """Read floors.json; no floors where there is no such file. ValueError for a broken one."""
    if not path.exists():
        return Floors()
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        return Floors(
            floors=tuple(Floor(**row) for row in kept["floors"]),
            lowered=tuple(Lowered(**row) for row in kept["lowered"]),
        )
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise ValueError(f"{path} holds no floors: {error}") from error


def write_floors(floors: Floors, path: Path = FILE) -> None:
    """Write floors, in an order that keeps changes small."""
    ordered = sorted(floors.floors, key=lambda floor: (floor.on, floor.figure))
    kept = {"floors": [asdict(row) for row in ordered], "lowered": [asdict(row) for row in floors.lowered]}
    path.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")


def find_falls(result: SetResult, floors: Floors, on: str) -> list[str]:
    """Say which headline figures of a set are below their floors; one line each."""
    lines = []
    for figure in result.figures:
        floor = applying(figure, result, floors, on)
        if floor is not None and is_worse(figure, floor.floor, slack=slack_on(on)):
            lines.append(f"{figure.name} is {_spell(figure.value)}, its floor is {floor.floor}")
    return lines


def applying(figure: Figure, result: SetResult, floors: Floors, on: str) -> Floor | None:
    """Return the floor that holds for a figure on just these data; None where there is none."""
    floor = floors.get(figure.name, on)
    return floor if floor is not None and floor.data == result.digest else None


def is_worse(figure: Figure, floor: float, *, slack: float = 0.0) -> bool:
    """Whether a figure lies on the wrong side of a floor by more than some slack; one that is gone always does."""
    if figure.value is None:
        return True
    return figure.value < floor - slack if figure.better == "higher" else figure.value > floor + slack


def slack_on(on: str) -> float:
    """Return how far a figure of a selection may lie below its floor; the rules read alike everywhere."""
    return 0.0 if on.startswith("rules ") else SLACK


def update(floors: Floors, results: Iterable[SetResult], *, on: str, day: str, reason: str | None) -> Floors:
    """Set the floors to what was measured: up freely, down only with a reason.

    Raises ValueError, naming the figures, where a floor on the same data would fall without one.
    New data make a new floor, which needs no reason.
    """
    kept = {(floor.figure, floor.on): floor for floor in floors.floors}
    lowered: list[Lowered] = []
    for result in results:
        for figure in result.figures:
            if not figure.headline or figure.value is None:
                continue
            old, new = kept.get((figure.name, on)), _floor_of(figure, result, on)
            if (
                old is not None
                and old.data == new.data
                and is_worse(replace(figure, value=new.floor), old.floor)
            ):
                lowered.append(
                    Lowered(
                        figure=figure.name, on=on, was=old.floor, now=new.floor, day=day, reason=reason or ""
                    )
                )
            kept[figure.name, on] = new
    if lowered and not reason:
        falls = ", ".join(f"{row.figure} {row.was} -> {row.now}" for row in lowered)
        raise ValueError(f"floors are lowered only with a reason (--lower-floors WHY): {falls}")
    return Floors(floors=tuple(kept.values()), lowered=(*floors.lowered, *lowered))


def _floor_of(figure: Figure, result: SetResult, on: str) -> Floor:
    assert figure.value is not None
    cut = math.floor if figure.better == "higher" else math.ceil
    value = cut(round(figure.value * 10**PLACES, PLACES)) / 10**PLACES
    return Floor(figure=figure.name, on=on, data=result.digest, of=figure.of, floor=value)


def _spell(value: float | None) -> str:
    return "not there" if value is None else f"{value:.4f}"
