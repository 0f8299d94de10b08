"""Invented articles, any number of them, the same on every machine: for measuring speed and nothing else.

Four of five articles tell of an incident of their own; the fifth tells another of an earlier one.
Lengths, quotations and figures follow those of agency copy (some 2,200 characters); words do not matter.
"""

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from tomllib import loads
from typing import Any, Final

_FIRST_DAY: Final = datetime(2022, 1, 3, 9, 0, tzinfo=UTC)
_PER_DAY: Final = 8
_RETOLD: Final = 5  # every fifth article tells of what an earlier one told
_PARAGRAPHS: Final = 8  # of background, beside three that tell the news


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One invented article, as a JSONL record has it."""

    id: str
    title: str
    outlet: str
    published: str
    url: str
    paragraphs: tuple[str, ...]

    def record(self) -> str:
        """Return it as one line of JSON."""
        record = {name: getattr(self, name) for name in ("id", "title", "outlet", "published", "url")}
        return json.dumps(record | {"text": "\n\n".join(self.paragraphs)}, ensure_ascii=False)


def tell(number: int) -> Story:
    """Return the article of a number: its place, day and toll differ from those of other numbers."""
    of_what = number - 3 if number % _RETOLD == _RETOLD - 1 else number
    return _tell(number, _facts(of_what), _FIRST_DAY + timedelta(days=of_what // _PER_DAY))


def tell_of_one(number: int) -> Story:
    """Return one of any number of articles about a single incident, whose toll rises as days pass."""
    facts = _facts(0) | {"dead": str(12 + number // 100), "hurt": str(40 + number // 50)}
    return _tell(number, facts, _FIRST_DAY, later=timedelta(minutes=5 * number))


@cache
def _words() -> dict[str, Any]:
    return loads(Path(__file__).with_name("invented.toml").read_text(encoding="utf-8"))


def _facts(number: int) -> dict[str, str]:
    """Return what one invented incident is about."""
    chance, words = Random(f"incident {number}"), _words()
    city, country, capital = chance.choice(words["places"])
    dead = chance.randint(2, 30)
    return {
        "city": city,
        "country": country,
        "capital": capital,
        "dead": str(dead),
        "hurt": str(dead + chance.randint(1, 40)),
        "deed": chance.choice(words["deeds"]),
        "target": chance.choice(words["targets"]),
        "hour": str(chance.randint(1, 11)),
        "group": chance.choice(words["groups"]),
    }


def _tell(number: int, facts: dict[str, str], day: datetime, later: timedelta = timedelta(0)) -> Story:
    chance, words = Random(f"article {number}"), _words()
    published = day + timedelta(minutes=chance.randint(0, 600)) + later
    slots = facts | {
        "day": day.strftime("%A"),
        "name": chance.choice(words["names"]),
        "other": chance.choice(words["names"]),
    }
    news = [chance.choice(words[part]) for part in ("leads", "officials", "witnesses")]
    behind = [chance.choice(words["background"]) for _ in range(_PARAGRAPHS)]
    outlet = chance.choice(words["outlets"])
    return Story(
        id=f"invented-{number}",
        title=_fill(chance.choice(words["titles"]), slots, chance),
        outlet=outlet,
        published=published.isoformat(),
        url=f"https://{outlet.lower().replace(' ', '-')}.example/{published:%Y/%m/%d}/{number}",
        paragraphs=tuple(_fill(sentence, slots, chance) for sentence in (*news, *behind)),
    )


def _fill(sentence: str, slots: dict[str, str], chance: Random) -> str:
    """Fill the slots of a sentence; figures and topics differ each time, so that no two texts are copies."""
    words = _words()
    drawn = {
        "many": str(chance.randint(3, 900)),
        "few": str(chance.randint(2, 19)),
        "topic": chance.choice(words["topics"]),
        "matter": chance.choice(words["topics"]),
        "body": chance.choice(words["bodies"]),
        "elsewhere": chance.choice(words["places"])[0],
        "trade": chance.choice(words["trades"]),
    }
    return sentence.format_map(slots | drawn)
