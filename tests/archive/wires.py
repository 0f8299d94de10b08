"""A small invented archive: incidents told once, twice, by a copy, looked back on, and nothing at all."""

import json
from pathlib import Path
from typing import Final

_BLAST: Final = (
    "NAKURU, Kenya. A bomb exploded at a bus park in Nakuru on Monday, killing three people and injuring nine, "
    "police commander Esther Kiplagat said. The blast went off beside a ticket office at about 7 a.m. as "
    "travellers were boarding, she said. No group has claimed responsibility for the bombing so far. Officers "
    "closed the road to Naivasha for the rest of the morning while experts searched the park for other devices."
)
_DOCTOR: Final = (
    "Four people have died after a bomb exploded at the bus park in Nakuru on Monday morning, a doctor at the "
    "county hospital, Peter Odhiambo, said on Tuesday. Nine others were injured in the bombing."
)
_GUARDS: Final = (
    "Gunmen shot dead two guards at a checkpoint near Lamu on Thursday, the governor's office said. Two of the "
    "attackers were captured.\n\nOn Monday a bomb killed four people at a bus park in Nakuru, police say."
)
_MANGOES: Final = (
    "Farmers along the coast began to pick mangoes this week, a fortnight later than last year. Traders in "
    "Mombasa expect prices to fall by the end of the month as more lorries arrive from the farms."
)
ARTICLES: Final = (
    ("Rift Wire", "Bomb kills three at Nakuru bus park", "2024-05-06T12:00:00+03:00", _BLAST),
    ("Harbour Herald", "Three die in Nakuru blast", "2024-05-06T15:30:00+03:00", _BLAST),
    (
        "Hill Post",
        "Nakuru bombing: four dead",
        "2024-05-07T09:00:00+03:00",
        _DOCTOR,
    ),
    (
        "Coast Courier",
        "Gunmen shoot dead two guards near Lamu",
        "2024-05-09T18:00:00+03:00",
        _GUARDS,
    ),
    (
        "Coast Courier",
        "Mango season opens",
        "2024-05-10T08:00:00+03:00",
        _MANGOES,
    ),
)


def write_wires(folder: Path) -> Path:
    """Write the archive as a file of JSON lines."""
    path = folder / "wires.jsonl"
    names = ("outlet", "title", "published", "text")
    records = [
        {"id": f"w-{at}", "url": f"https://wires.example/{at}", **dict(zip(names, one, strict=True))}
        for at, one in enumerate(ARTICLES)
    ]
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")
    return path
