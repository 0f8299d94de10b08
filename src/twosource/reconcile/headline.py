"""Make an incident's headline from its facts: vague stays vague, and what is unknown is left out."""

import re
from calendar import day_name
from collections.abc import Iterable
from datetime import date, timedelta

from twosource.knowledge.kinds import load_kinds
from twosource.model import Fact, Status
from twosource.reconcile.independence import Standing, spell_plainly
from twosource.reconcile.phrasing import name_target, with_article
from twosource.reconcile.relations import describe
from twosource.reconcile.sentences import count_words
from twosource.values.count import Count, format_count
from twosource.values.place import Place
from twosource.values.when import When


def write_headline(kind: str, facts: Iterable[Fact], standing: Standing) -> str:
    """Return one plain sentence, without a full stop.

    "Rocket attack on an airport in Erbil, Iraq, on 3 Mar 2024: 2 killed; 3 newsrooms, 2 voices".
    """
    known = [fact for fact in facts if fact.value is not None and not fact.scope]
    first = {str(fact.field): fact for fact in reversed(known)}
    first |= _pick_target(known, first)
    label = load_kinds()[kind].label if kind in load_kinds() else kind
    where = _where(first)
    parts = [f"{label[:1].upper()}{label[1:]}{_struck(label, first)}{where}", _when(first)]
    opening = (", " if where.count(",") else " ").join(part for part in parts if part)
    toll = _toll(first)
    return f"{opening}{f': {toll}' if toll else ''}; {count_words(standing)}"


def _pick_target(known: list[Fact], first: dict[str, Fact]) -> dict[str, Fact]:
    """Of several targets take the one that the place is named after, else the one most tell of."""
    targets = [fact for fact in known if fact.field == "target" and fact.value is not None]
    place = spell_plainly(describe(first["place"].value or "")) if "place" in first else ""

    def rank(fact: Fact) -> tuple[bool, int, int]:
        named = bool(place) and spell_plainly(describe(fact.value or "")) in {place, f"the {place}"}
        return named, fact.newsrooms, len(fact.support)

    return {"target": max(targets, key=rank)} if targets else {}


def _struck(label: str, first: dict[str, Fact]) -> str:
    fact = first.get("target")
    if fact is None or fact.value is None or fact.status is Status.CONTRADICTED:
        return ""
    return f" {name_target(label, describe(fact.value))}"


def _where(first: dict[str, Fact]) -> str:
    fact = first.get("place")
    if fact is None or not isinstance(fact.value, Place):
        return ""
    place = fact.value
    named = spell_plainly(describe(first["target"].value or "")) if "target" in first else ""
    names = [name for name in _names(place) if not _repeats(spell_plainly(name), named)]
    if not names:
        return ""
    if place.kind != "site" or names[0] != place.name:
        return f" in {', '.join(names)}"
    if not place.name.islower():
        return f" at {', '.join(names)}"
    inside = f" in {', '.join(names[1:])}" if names[1:] else ""
    return f" at {with_article(names[0])}{inside}"


def _repeats(name: str, named: str) -> bool:
    """Whether a target has named a place already, be it in the plural: "houses" and "house"."""
    return f" {name} " in f" {named} " or f" {name}s " in f" {named} "


#: A street helps to find a place, not to know where it is.
_STREET = re.compile(r"(?:Road|Street|Avenue|Boulevard|Highway|Lane|Drive|Way)$")
_MOST_AROUND = 3


def _names(place: Place) -> list[str]:
    """Name a place and what is around it, streets aside; what another name holds already is left out."""
    names = [place.name]
    around = [name for name in place.within if name != place.name and not _STREET.search(name)]
    for name in around[-_MOST_AROUND:]:
        if not any(name in other for other in names):
            names.append(name)
    return names


def _when(first: dict[str, Fact]) -> str:
    fact = first.get("when")
    if fact is None or not isinstance(fact.value, When):
        return ""
    when = fact.value
    if when.earliest is None or when.latest is None:
        return _undated(when)
    first_day, last_day = when.earliest.date(), when.latest.date()
    if first_day == last_day:
        return f"on {_day(first_day)}"
    if (last_day - first_day).days == 1:
        start = f"{first_day.day}" if first_day.month == last_day.month else _day(first_day)
        return f"on {start} or {_day(last_day)}"
    if first_day.day == 1 and (last_day + timedelta(days=1)).day == 1 and first_day.month == last_day.month:
        return f"in {first_day:%b %Y}"
    return f"between {_day(first_day)} and {_day(last_day)}"


def _undated(when: When) -> str:
    """Say what is known of a time off the calendar, so that nobody takes it for this week's."""
    if when.earliest is not None or when.latest is not None:
        return when.as_said
    said = when.as_said if when.weekday is None else f"on a {day_name[when.weekday]}"
    return f"{said} (date unknown)"


def _day(day: date) -> str:
    return f"{day.day} {day:%b %Y}"


def _toll(first: dict[str, Fact]) -> str:
    told = [words for field in ("killed", "injured") if (words := _figure(first.get(field), field))]
    if told:
        return ", ".join(told)
    casualties = first.get("casualties")
    if casualties is None or not isinstance(casualties.value, Count):
        return ""
    if casualties.value.high == 0:
        return "no casualties reported" if casualties.certainty != "asserted" else "no casualties"
    return _figure(casualties, "casualties")


def _figure(fact: Fact | None, noun: str) -> str:
    if fact is None or not isinstance(fact.value, Count):
        return ""
    disputed = " (disputed)" if fact.status is Status.CONTRADICTED else ""
    number = "nobody" if fact.value.high == 0 else format_count(fact.value)
    return f"{number} {noun}{disputed}"
