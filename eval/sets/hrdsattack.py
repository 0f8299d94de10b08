"""HRDsAttack: attacks on human-rights defenders, told by document-level facts (Ran et al., 2023).

Killing answers to our killed claims and assassinations, kidnapping and enforced disappearance (one
class here) to kidnappings; detention, torture and the rest have no kind. A state or non-state
perpetrator is told from the kind of our first perpetrator. Country, year, month and day are held
against the first place and the first dated time of the main report; victims' names against targets
that are names. Quirks of the answers ("2019.0", "None", "unknown", months by name or number, names
of continents) are read or taken for no answer. What an article only looks back on counts too: the
annotators did not set it apart.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from eval.countries import find_country_code
from eval.fields import all_claims, main_claims, main_report, marks_of
from eval.reading import Given, read_plainly
from eval.scorers.fills import Fill, count_fills, make_fill, merge_fills
from eval.scorers.rates import Counts, count, make_figures
from eval.tasks import Comparison, Figure, Outcome, Record, Row, Task, load_records, share
from twosource.knowledge.kinds import is_a
from twosource.values.when_words import MONTHS

#: Violation types that have a counterpart, by what we call them.
VIOLATIONS = {"killing": "killing", "kidnapping": "kidnapping", "enforced disappearance": "kidnapping"}
#: Types of perpetrator, by side; those not listed are neither.
SIDES = {
    "state actor": "state",
    "other state actors": "state",
    "other non-state actors": "other",
    "other actors without permissions": "other",
}
_STATE = frozenset({"state force", "police", "government", "diplomatic", "coalition"})
_OWNERS = ("perpetrator", "responsibility")
_DAY = re.compile(r"[0-3]?\d(?:\.0)?")


def load(folder: Path) -> list[Record]:
    """Read the articles."""
    return load_records(folder)


def read(records: Sequence[Record]) -> list[Outcome]:
    """Read each article with its title and day of publication."""
    return [
        read_plainly(
            Given(
                text=record.data["text"],
                title=record.data.get("title") or None,
                published=record.data.get("published") or None,
            )
        )
        for record in records
    ]


def score(records: Sequence[Record], outcomes: Sequence[Outcome]) -> list[Figure]:
    """Score kinds, perpetrators, country, date and names."""
    pairs = list(zip(records, outcomes, strict=True))
    read_ones = sum(main_report(outcome) is not None for outcome in outcomes)
    return [
        Figure(
            name="hrdsattack.read",
            value=share(read_ones, len(pairs)),
            of=len(pairs),
            says="articles with a report",
        ),
        *make_figures(
            "hrdsattack.kind",
            _sum(count_kinds(*pair) for pair in pairs),
            "killings and kidnappings, by article",
            headline=True,
        ),
        *make_figures(
            "hrdsattack.perpetrator_mention",
            _sum(count_mention(*pair) for pair in pairs),
            "articles that tell of a perpetrator",
        ),
        *[figure for check in CHECKS for figure in _accuracies(check, pairs)],
        *make_figures(
            "hrdsattack.victim_name",
            _sum(count_names(*pair) for pair in pairs),
            "victims' names, all words of either in the other",
        ),
    ]


def _sum(counts: Iterable[Counts]) -> Counts:
    return sum(counts, Counts())


def count_kinds(record: Record, outcome: Outcome) -> Counts:
    """Count the kinds of violation both sides have."""
    gold = {VIOLATIONS[one] for one in _answers(record).get("violation_types") or () if one in VIOLATIONS}
    ours = _kinds(outcome)
    return count(right=len(gold & ours), given=len(ours), gold=len(gold))


def _kinds(outcome: Outcome) -> set[str]:
    kinds = [report["kind"] for report in (outcome or {}).get("reports", ())]
    killed = any(_some(claim["value"]) for claim in all_claims(outcome, "killed"))
    found = {
        "killing": killed or any(is_a(kind, "assassination") for kind in kinds),
        "kidnapping": any(is_a(kind, "kidnapping") for kind in kinds),
    }
    return {name for name, told in found.items() if told}


def _some(value: Any) -> bool:
    """Whether a toll is more than none."""
    return not (isinstance(value, dict) and value.get("high") == 0)


def count_mention(record: Record, outcome: Outcome) -> Counts:
    """Count an article where a perpetrator is told of; the paper's F1 of the positive class."""
    gold = bool(_answers(record).get("perpetrator_mention"))
    ours = bool(all_claims(outcome, *_OWNERS))
    return count(right=gold and ours, given=ours, gold=gold)


def count_names(record: Record, outcome: Outcome) -> Counts:
    """Count the victims whose names we give as targets."""
    gold = [
        name
        for victim in _answers(record).get("victims") or ()
        if (name := _known(victim.get("victim_name")))
    ]
    targets = [claim["as_said"] for claim in all_claims(outcome, "target")]
    ours = merge_fills(make_fill(name) for name in targets if name.split()[-1][:1].isupper())
    wanted = merge_fills(make_fill(name) for name in gold)
    return count_fills([_nearest(fill, ours) for fill in wanted], ours)


def _nearest(fill: Fill, ours: Sequence[Fill]) -> Fill:
    """Return a name with those of ours that hold all its words, or of which it holds all."""
    alike = {
        theirs
        for mine in ours
        for theirs in mine.names
        for name in fill.names
        if name <= theirs or theirs <= name
    }
    return Fill(names=fill.names | alike)


def _answers(record: Record) -> Mapping[str, Any]:
    return record.data.get("annotation") or {}


def _known(answer: object) -> str | None:
    """Return an answer's words; None for the ways to say that there is none."""
    said = str(answer or "").strip()
    return None if said.lower() in {"", "none", "unknown", "n/a", "n//a", "na"} else said


def _side(data: Mapping[str, Any]) -> str | None:
    return SIDES.get(data.get("perpetrator_type") or "")


def _our_side(outcome: Outcome) -> str | None:
    for claim in all_claims(outcome, *_OWNERS):
        value = claim["value"]
        party = value.get("by", value) if isinstance(value, dict) else None
        if isinstance(party, dict) and "kind" in party:
            return "state" if party["kind"] in _STATE else "other"
    return None


def _country(data: Mapping[str, Any]) -> str | None:
    said = _known(data.get("country"))
    return find_country_code(said) if said else None


def _our_country(outcome: Outcome) -> str | None:
    places = [claim["value"] for claim in main_claims(outcome, "place", "impact place")]
    return next(
        (place["country"] for place in places if isinstance(place, dict) and place.get("country")), None
    )


def _year(data: Mapping[str, Any]) -> int | None:
    said = (_known(data.get("year")) or "").removesuffix(".0")
    return int(said) if len(said) == 4 and said.isdigit() else None


def _month(data: Mapping[str, Any]) -> int | None:
    said = (_known(data.get("month")) or "").removesuffix(".0").lower()
    month = int(said) if said.isdigit() else MONTHS.get(said)
    return month if month and month <= 12 else None


def _day(data: Mapping[str, Any]) -> int | None:
    said = _known(data.get("date")) or ""
    return int(float(said)) if _DAY.fullmatch(said) else None


def _our_date(outcome: Outcome, part: str) -> int | None:
    """Return the year, month or day of the first time that tells it."""
    for claim in main_claims(outcome, "when"):
        value = claim["value"]
        edges = [value.get(edge) for edge in ("earliest", "latest")] if isinstance(value, dict) else []
        parts = {getattr(datetime.fromisoformat(edge), part) for edge in edges if edge}
        if len(parts) == 1 and all(edges):
            return int(parts.pop())
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """A question with one answer; None on the side that gives none."""

    name: str
    says: str
    gold: Callable[[Mapping[str, Any]], object]
    ours: Callable[[Outcome], object]

    def is_right(self, record: Record, outcome: Outcome) -> bool | None:
        """Whether both answers are the same; None where gold has none."""
        wanted = self.gold(_answers(record))
        return None if wanted is None else wanted == self.ours(outcome)


CHECKS = (
    Check(name="perpetrator_side", says="side of the perpetrator, state or not", gold=_side, ours=_our_side),
    Check(name="country", says="country of the first place", gold=_country, ours=_our_country),
    Check(name="year", says="year", gold=_year, ours=lambda outcome: _our_date(outcome, "year")),
    Check(name="month", says="month", gold=_month, ours=lambda outcome: _our_date(outcome, "month")),
    Check(
        name="day",
        says="day of the month",
        gold=_day,
        ours=lambda outcome: _our_date(outcome, "day"),
    ),
)


def _accuracies(check: Check, pairs: Iterable[tuple[Record, Outcome]]) -> list[Figure]:
    """Return how often an answer is right, of all that gold has and of those we give."""
    answers = [
        (right, check.ours(outcome) is not None)
        for record, outcome in pairs
        if (right := check.is_right(record, outcome)) is not None
    ]
    sure = [right for right, given in answers if given]
    return [
        Figure(
            name=f"hrdsattack.{check.name}_accuracy",
            value=share(sum(right for right, _ in answers), len(answers)),
            of=len(answers),
            says=f"{check.says}, where known",
            headline=check.name == "country",
        ),
        Figure(
            name=f"hrdsattack.{check.name}_precision",
            value=share(sum(sure), len(sure)),
            of=len(sure),
            says=f"{check.says}, where known and given",
        ),
    ]


def compare(record: Record, outcome: Outcome) -> Comparison:
    """Show our claims in the text and the answers as rows."""
    data = _answers(record)
    names = [victim.get("victim_name") for victim in data.get("victims") or ()]
    return Comparison(
        text=record.data["text"],
        ours=marks_of(all_claims(outcome, "place", "when", "target", "killed", *_OWNERS)),
        rows=(
            Row(name="kinds", gold=str(data.get("violation_types")), ours=", ".join(sorted(_kinds(outcome)))),
            *(
                Row(
                    name=check.name,
                    gold=str(check.gold(data)),
                    ours=str(check.ours(outcome)),
                    right=check.is_right(record, outcome),
                )
                for check in CHECKS
            ),
            Row(
                name="victims",
                gold=", ".join(str(name) for name in names if _known(name)),
                ours=", ".join(claim["as_said"] for claim in all_claims(outcome, "target")),
            ),
        ),
    )


TASK = Task(
    name="hrdsattack",
    measures="killings and kidnappings of human-rights defenders: who did it, where, when, to whom",
    load=load,
    read=read,
    score=score,
    compare=compare,
)
