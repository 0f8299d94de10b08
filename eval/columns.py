"""Other readers' figures, to stand beside one reader's on its scorecard; read from what ``--json`` wrote."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from twosource.cli.reader import READERS


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """What one reader got: its figures by name, and by set which records they were got on."""

    reader: str
    values: Mapping[str, float | None]
    data: Mapping[str, str]


def load_column(path: Path) -> Column:
    """Read a card written as JSON; ValueError where it is none."""
    try:
        card = json.loads(path.read_text(encoding="utf-8"))
        return Column(
            reader=card["reader"],
            values={one["name"]: one["value"] for measured in card["sets"] for one in measured["figures"]},
            data={measured["name"]: measured["data"] for measured in card["sets"]},
        )
    except (KeyError, TypeError, json.JSONDecodeError) as error:
        raise ValueError(f"{path} is no card that --json wrote: {error}") from error


def order_columns(reader: str, beside: Sequence[Column]) -> list[str]:
    """Return the readers of a card in their usual order; raises ValueError where one is there twice."""
    names = [reader, *(column.reader for column in beside)]
    if len(set(names)) < len(names):
        raise ValueError(f"figures of one reader stand beside themselves: {', '.join(names)}")
    return sorted(names, key=READERS.index)
