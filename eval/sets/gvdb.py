"""Gun Violence Database: where, when, who and with what in US local news (Pavlick et al., EMNLP 2016).

City and place details answer to our place, clock and time of day to our when, weapon to weapon,
shooter names to perpetrator, victim names to target; victims killed or else hurt to our tolls. How
many shots were fired has no field here. Everything is held against the main report.

One worker read each article and often marked one value of several, so a field is scored only on
articles in which the worker marked it, and its precision is still a lower bound. ``date`` is the day
the worker chose; the day of publication is known only where the address tells it, and days are
scored there. The page's title is glued to the text; reading gets both apart, as a page would give.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from eval.fields import exact_number, fills_of, main_claims, main_report, marks_of
from eval.reading import Given, read_plainly
from eval.scorers.fills import Fill, count_fills, make_fill, merge_fills
from eval.scorers.rates import Counts, make_figures
from eval.tasks import Comparison, Figure, Mark, Outcome, Record, Row, Task, load_records, share
from eval.words import words
from twosource.knowledge.kinds import is_a

#: Fields scored by their spans: the worker's labels, our fields.
SPANS: Mapping[str, tuple[frozenset[str], tuple[str, ...]]] = {
    "place": (frozenset({"city", "place_details"}), ("place", "impact place")),
    "time": (frozenset({"clock_time", "time_of_day"}), ("when", "time")),
    "weapon": (frozenset({"weapon"}), ("weapon",)),
    "shooter": (frozenset({"shooter_name"}), ("perpetrator",)),
    "victim": (frozenset({"victim_name"}), ("target",)),
}
_PLACES = ("place", "impact place")
_HURT = {"injured", "hospitalized"}


def load(folder: Path) -> list[Record]:
    """Read the articles."""
    return load_records(folder)


def read(records: Sequence[Record]) -> list[Outcome]:
    """Read each article; spans point into the text with its title."""
    return [_read(record.data) for record in records]


def _read(data: Mapping[str, Any]) -> Outcome:
    title, text = data.get("title") or "", data["text"]
    body = "".join((" " * len(title), text[len(title) :])) if text.startswith(title) else text
    url = data.get("url") or ""
    day = _DAY.search(url)
    published = "-".join(day.groups()) if day else None
    return read_plainly(Given(text=body, title=title or None, url=url or None, published=published))


#: The day in an address ("/2016/01/27/"), which a page or feed would tell as its publication.
_DAY = re.compile(r"/(20\d\d)/([01]\d)/([0-3]\d)/")


def score(records: Sequence[Record], outcomes: Sequence[Outcome]) -> list[Figure]:
    """Score whether a shooting was seen, then its fields."""
    pairs = list(zip(records, outcomes, strict=True))
    kinds = [report["kind"] for _, outcome in pairs if (report := main_report(outcome))]
    figures = [
        Figure(
            name="gvdb.read",
            value=share(len(kinds), len(pairs)),
            of=len(pairs),
            says="articles with a report",
        ),
        Figure(
            name="gvdb.shooting",
            value=share(sum(is_a(kind, "shooting") for kind in kinds), len(pairs)),
            of=len(pairs),
            says="articles whose main report is a shooting",
        ),
    ]
    figures += [_accuracy(check, pairs) for check in CHECKS]
    for name in SPANS:
        counts = sum((_count(name, record, outcome) for record, outcome in pairs), Counts())
        says = f"{name} values by overlap or words, where the worker marked any"
        figures += make_figures(f"gvdb.{name}_overlap", counts, says, headline=name == "weapon")
    return figures


def _accuracy(check: "Check", pairs: Iterable[tuple[Record, Outcome]]) -> Figure:
    answers = [right for pair in pairs if (right := check.is_right(*pair)) is not None]
    return Figure(
        name=f"gvdb.{check.name}",
        value=share(sum(answers), len(answers)),
        of=len(answers),
        says=check.says,
        headline=check.name == "place_accuracy",
    )


def _city_is_right(record: Record, outcome: Outcome) -> bool | None:
    """Whether any place of ours names a city the worker marked; None where none is marked."""
    cities = [words(span["value"]) for span in _marked(record, frozenset({"city"}))]
    if not cities:
        return None
    named = [words(part) for claim in main_claims(outcome, *_PLACES) for part in _parts(claim)]
    return any(city <= part for city in cities for part in named)


def _parts(claim: Mapping[str, Any]) -> list[str]:
    value = claim["value"]
    return [claim["as_said"], *value.get("parts", ())] if isinstance(value, dict) else [claim["as_said"]]


def _state_is_right(record: Record, outcome: Outcome) -> bool | None:
    """Whether any place of ours lies in the state the worker chose ("CA - California")."""
    _, _, state = (record.data.get("state") or "").partition(" - ")
    if not state:
        return None
    return any(state in _parts(claim) for claim in main_claims(outcome, *_PLACES))


def _day_is_right(record: Record, outcome: Outcome) -> bool | None:
    """Whether our first dated time is the day, or a night that holds it; None without both days."""
    chosen = record.data.get("date")
    if not chosen or not (outcome or {}).get("published"):
        return None
    whens = [claim["value"] for claim in main_claims(outcome, "when")]
    dated = [when for when in whens if isinstance(when, dict) and when.get("earliest") and when.get("latest")]
    if not dated:
        return False
    first, last = (datetime.fromisoformat(dated[0][edge]).date() for edge in ("earliest", "latest"))
    return first <= date.fromisoformat(chosen) <= last and (last - first).days <= 1


def _killed_is_right(record: Record, outcome: Outcome) -> bool | None:
    killed = sum("killed" in _fate(victim) for victim in record.data.get("victims") or ())
    return exact_number(main_claims(outcome, "killed")) == killed if killed else None


def _injured_is_right(record: Record, outcome: Outcome) -> bool | None:
    victims = [_fate(victim) for victim in record.data.get("victims") or ()]
    hurt = sum(bool(fate & _HURT) and "killed" not in fate for fate in victims)
    return exact_number(main_claims(outcome, "injured")) == hurt if hurt else None


def _fate(victim: Mapping[str, Any]) -> set[str]:
    return set(victim.get("was") or ())


def _marked(record: Record, labels: frozenset[str]) -> list[Mapping[str, Any]]:
    return [span for span in record.data.get("spans") or () if span["label"] in labels]


def _gold(name: str, record: Record) -> list[Fill]:
    spans = _marked(record, SPANS[name][0])
    return merge_fills(make_fill(span["value"], (span["start"], span["end"])) for span in spans)


def _count(name: str, record: Record, outcome: Outcome) -> Counts:
    gold = _gold(name, record)
    return count_fills(gold, fills_of(main_claims(outcome, *SPANS[name][1]))) if gold else Counts()


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One question with a right answer; ``is_right`` is None where there is nothing to be right about."""

    name: str
    says: str
    is_right: Callable[[Record, Outcome], bool | None]
    gold: Callable[[Mapping[str, Any]], object]
    fields: tuple[str, ...]


CHECKS = (
    Check(
        name="place_accuracy",
        says="city named by a place",
        is_right=_city_is_right,
        gold=lambda data: [span["value"] for span in data.get("spans") or () if span["label"] == "city"],
        fields=_PLACES,
    ),
    Check(
        name="state_accuracy",
        says="state of a place",
        is_right=_state_is_right,
        gold=lambda data: data.get("state"),
        fields=_PLACES,
    ),
    Check(
        name="date_accuracy",
        says="day of the shooting, where the address dates the article",
        is_right=_day_is_right,
        gold=lambda data: data.get("date"),
        fields=("when",),
    ),
    Check(
        name="killed_exact",
        says="number killed, where any",
        is_right=_killed_is_right,
        gold=lambda data: data.get("victims"),
        fields=("killed",),
    ),
    Check(
        name="injured_exact",
        says="number hurt, where any",
        is_right=_injured_is_right,
        gold=lambda data: data.get("victims"),
        fields=("injured",),
    ),
)


def compare(record: Record, outcome: Outcome) -> Comparison:
    """Show the worker's spans and our claims, with the tolls and day as rows."""
    report = main_report(outcome)
    fields = tuple(field for _, ours in SPANS.values() for field in ours)
    return Comparison(
        text=record.data["text"],
        gold=tuple(
            Mark(start=span["start"], end=span["end"], label=span["label"])
            for span in record.data.get("spans") or ()
        ),
        ours=marks_of(main_claims(outcome, *fields)),
        rows=(
            Row(name="kind", gold="shooting", ours=report["kind"] if report else "no report"),
            *(_row(check, record, outcome) for check in CHECKS),
        ),
    )


def _row(check: Check, record: Record, outcome: Outcome) -> Row:
    return Row(
        name=check.name,
        gold=str(check.gold(record.data)),
        ours="; ".join(claim["as_said"] for claim in main_claims(outcome, *check.fields)),
        right=check.is_right(record, outcome),
    )


TASK = Task(
    name="gvdb",
    measures="where, when, who, weapon and tolls of shootings in US local news",
    load=load,
    read=read,
    score=score,
    compare=compare,
)
