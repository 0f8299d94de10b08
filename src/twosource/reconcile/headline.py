"""Make an incident's headline from its facts: vague stays vague, and what is unknown is left out."""

from collections.abc import Iterable

from twosource.knowledge.kinds import load_kinds
from twosource.model import Fact, Status
from twosource.reconcile.independence import Standing, spell_plainly
from twosource.reconcile.relations import describe
from twosource.reconcile.sentences import count_words
from twosource.values.count import Count, format_count
from twosource.values.place import Place
from twosource.values.when import When


def write_headline(kind: str, facts: Iterable[Fact], standing: Standing) -> str:
    """Return one plain sentence, without a full stop.

    "Rocket attack on the airport in Erbil, Iraq, on 3 Mar 2024: 2 killed; 3 newsrooms, 2 voices".
    """
    known = [fact for fact in facts if fact.value is not None and not fact.scope]
    first = {str(fact.field): fact for fact in reversed(known)}
    first |= _pick_target(known, first)
    where = _where(first)
    parts = [f"{_kind(kind)}{_on(first)}{where}", _when(first)]
    opening = (", " if where.count(",") else " ").join(part for part in parts if part)
    toll = _toll(first)
    return f"{opening}{f': {toll}' if toll else ''}; {count_words(standing)}"


def _kind(kind: str) -> str:
    label = load_kinds()[kind].label if kind in load_kinds() else kind
    return label[:1].upper() + label[1:]


def _pick_target(known: list[Fact], first: dict[str, Fact]) -> dict[str, Fact]:
    """Of several targets take the one that the place is named after, else the one most tell of."""
    targets = [fact for fact in known if fact.field == "target" and fact.value is not None]
    place = spell_plainly(describe(first["place"].value or "")) if "place" in first else ""

    def rank(fact: Fact) -> tuple[bool, int, int]:
        named = bool(place) and spell_plainly(describe(fact.value or "")) in {place, f"the {place}"}
        return named, fact.newsrooms, len(fact.support)

    return {"target": max(targets, key=rank)} if targets else {}


def _on(first: dict[str, Fact]) -> str:
    fact = first.get("target")
    if fact is None or fact.value is None or fact.status is Status.CONTRADICTED:
        return ""
    return f" on {describe(fact.value)}"


def _where(first: dict[str, Fact]) -> str:
    fact = first.get("place")
    if fact is None or not isinstance(fact.value, Place):
        return ""
    place = fact.value
    named = spell_plainly(describe(first["target"].value or "")) if "target" in first else ""
    around = [name for name in place.within if name != place.name]
    names = [name for name in (place.name, *around) if spell_plainly(name) not in named]
    before = "at" if place.kind == "site" and names[:1] == [place.name] else "in"
    return f" {before} {', '.join(dict.fromkeys([*names[:1], *names[-2:]]))}" if names else ""


def _when(first: dict[str, Fact]) -> str:
    fact = first.get("when")
    if fact is None or not isinstance(fact.value, When):
        return ""
    when = fact.value
    if when.earliest is None or when.latest is None:
        return when.as_said
    if when.earliest.date() == when.latest.date():
        return f"on {when.earliest.day} {when.earliest:%b %Y}"
    return f"between {when.earliest.day} {when.earliest:%b %Y} and {when.latest.day} {when.latest:%b %Y}"


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
