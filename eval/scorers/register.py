"""Reconciled incidents against a register's records: day, town, killed and injured.

The register is one like the Gun Violence Archive: a row an incident, with its last state. Each of its
incidents is set beside the one of ours that most of its articles' main reports are in, one to one.

What counts as right:

- ``killed_exact``, ``injured_exact``: our figure is the register's. A figure with one open side ("at
  least two") is taken at the figure said. Where we say nothing, we are right where the register has 0
  and wrong elsewhere. The register has no third column: people we know as "casualties" (shot, and no
  word of whether they live) stand as injured, less the dead, where that is more than the injured we tell.
  It counts attackers with the others; ours, which stand apart, count where nobody else is told of.
- ``killed_fair``, ``injured_fair``: right, or lower than the register and no sentence of the incident's
  articles tells the register's figure (a number beside a word of death or of injury; for 1, any word of
  death or of injury): the reports came before the register's last state. Those whom the articles left
  alive and the register has as dead may stand among our injured. This is the upper bound of what the
  words allow, as a count told one victim after another has no figure to be seen.
- ``date_right``: the stretch of time we settled on holds the register's day and is a week at most;
  ``date_exact``: it is that one day.
- ``city_right``: a place around ours has the town's name and none has another state's, or our place
  lies within 25 km of the register's point.

An incident of the register that we have nothing for is wrong throughout.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from eval.scorers.register_places import is_town
from eval.scorers.register_words import tells_figure
from eval.tasks import Figure, Outcome, Record, share

Line = dict[str, Any]

LONGEST = timedelta(days=7)  # a stretch longer than this names no day


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One incident of the register, what its articles say, and ours; None where we have none."""

    gold: Line
    texts: tuple[str, ...]
    ours: Line | None


def score_register(records: Sequence[Record], outcomes: Sequence[Outcome]) -> list[Figure]:
    """Score exported incidents against the register's records under ``data["incident"]``.

    An outcome is ``{"incidents": ids, "main": id or None, "facts": {id: exported incident}}`` or None.
    Articles without a record of the register are left aside.
    """
    pairs = pair_incidents(records, outcomes)
    return [
        Figure(
            name=f"gva.{name}",
            value=share(sum(map(is_right, pairs)), len(pairs)),
            of=len(pairs),
            says=says,
            headline=name in {"killed_exact", "injured_exact"},
        )
        for name, says, is_right in _MEASURES
    ]


# --- which of ours is which of the register's ------------------------------------------------------


def pair_incidents(records: Sequence[Record], outcomes: Sequence[Outcome]) -> list[Pair]:
    """Set each incident of the register beside ours that shares most of its articles, one to one."""
    known: dict[str, Line] = {}
    texts: dict[str, list[str]] = {}
    shared: Counter[tuple[str, str]] = Counter()
    ours: dict[str, Line] = {}
    for record, outcome in zip(records, outcomes, strict=True):
        gold = record.data.get("incident")
        if gold is None:
            continue
        name = str(gold.get("id", record.data.get("incident_id")))
        known[name] = gold
        texts.setdefault(name, []).append(_text(record))
        if outcome and outcome["main"] is not None:
            shared[name, outcome["main"]] += 1
            ours.update(outcome["facts"])
    chosen = _choose(shared)
    return [
        Pair(gold=gold, texts=tuple(texts[name]), ours=ours.get(chosen.get(name, "")))
        for name, gold in sorted(known.items())
    ]


def _choose(shared: Counter[tuple[str, str]]) -> dict[str, str]:
    """Pair one to one, the pairs with most articles first."""
    chosen: dict[str, str] = {}
    taken: set[str] = set()
    for (gold, ours), _ in sorted(shared.items(), key=lambda item: (-item[1], item[0])):
        if gold not in chosen and ours not in taken:
            chosen[gold] = ours
            taken.add(ours)
    return chosen


def _text(record: Record) -> str:
    return f"{record.data.get('title') or ''}.\n{record.data.get('text') or ''}"


# --- how many ------------------------------------------------------------------------------------


def find_killed(ours: Line) -> int | None:
    """Return how many we say were killed; None where we say nothing."""
    return _find_figure(ours, "killed")


def find_injured(ours: Line) -> int | None:
    """Return how many we say were injured, or the casualties not said to be dead where they are more."""
    injured, hurt = _find_figure(ours, "injured"), _find_figure(ours, "casualties")
    if hurt is None:
        return injured
    return max(injured or 0, hurt - (find_killed(ours) or 0))


def _find_figure(ours: Line, field: str) -> int | None:
    value = find_value(ours, field) or find_value(ours, field, "attacker")
    if value is None:
        return None
    if value.get("number") is not None:
        return int(value["number"])
    return int(value["low"]) if value.get("low") is not None else value.get("high")


def find_value(ours: Line, field: str, scope: str = "") -> Line | None:
    """Return the value of an exported incident's fact about one field and scope, or None."""
    values: Iterable[Line | None] = (
        fact["value"] for fact in ours["facts"] if (fact["field"], fact["scope"]) == (field, scope)
    )
    return next((value for value in values if isinstance(value, dict)), None)


def _is_killed_exact(pair: Pair) -> bool:
    return _is_exact(pair, "killed", find_killed)


def _is_injured_exact(pair: Pair) -> bool:
    return _is_exact(pair, "injured", find_injured)


def _is_exact(pair: Pair, field: str, find: Callable[[Line], int | None]) -> bool:
    return pair.ours is not None and (find(pair.ours) or 0) == (pair.gold.get(field) or 0)


def _is_killed_fair(pair: Pair) -> bool:
    if pair.ours is None or _is_killed_exact(pair):
        return pair.ours is not None
    return (find_killed(pair.ours) or 0) < _gold(pair, "killed") and not _is_told(pair, "killed")


def _is_injured_fair(pair: Pair) -> bool:
    if pair.ours is None or _is_injured_exact(pair):
        return pair.ours is not None
    found = find_injured(pair.ours) or 0
    if found < _gold(pair, "injured"):
        return not _is_told(pair, "injured")
    died_since = _gold(pair, "killed") - (find_killed(pair.ours) or 0)
    return found <= _gold(pair, "injured") + died_since and not _is_told(pair, "killed")


def _gold(pair: Pair, field: str) -> int:
    return int(pair.gold.get(field) or 0)


def _is_told(pair: Pair, field: str) -> bool:
    return any(tells_figure(text, _gold(pair, field), field) for text in pair.texts)


# --- when and where --------------------------------------------------------------------------------


def _is_date_right(pair: Pair) -> bool:
    days = _find_days(pair.ours)
    day = _day(pair.gold.get("date"))
    return bool(days and day and days[0] <= day <= days[1] and days[1] - days[0] < LONGEST)


def _is_date_exact(pair: Pair) -> bool:
    day = _day(pair.gold.get("date"))
    return day is not None and _find_days(pair.ours) == (day, day)


def _find_days(ours: Line | None) -> tuple[date, date] | None:
    value = find_value(ours, "when") if ours else None
    first, last = (_day(value.get(side)) if value else None for side in ("earliest", "latest"))
    return (first, last) if first and last else None


def _day(written: object) -> date | None:
    """Return the day of a date or date-time as written, in its own zone; None where there is none."""
    try:
        return date.fromisoformat(str(written)[:10])
    except ValueError:
        return None


def _is_city_right(pair: Pair) -> bool:
    place = find_value(pair.ours, "place") if pair.ours else None
    return place is not None and is_town(place, pair.gold)


_MEASURES: tuple[tuple[str, str, Callable[[Pair], bool]], ...] = (
    ("killed_exact", "incidents whose dead are counted as the register counts them", _is_killed_exact),
    ("injured_exact", "incidents whose injured are counted as the register counts them", _is_injured_exact),
    ("killed_fair", "the same, or fewer and the articles do not tell the register's figure", _is_killed_fair),
    ("injured_fair", "the same, or fewer and the articles do not tell the register's figure", _is_injured_fair),
    ("date_right", "incidents whose time, a week at most, holds the register's day", _is_date_right),
    ("date_exact", "incidents whose time is the register's day", _is_date_exact),
    ("city_right", "incidents placed in the register's town, or within 25 km of its point", _is_city_right),
    ("matched", "incidents of the register that one of ours stands for", lambda pair: pair.ours is not None),
)  # fmt: skip
