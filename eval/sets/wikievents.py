"""WikiEvents: events and their arguments with coreference (Li, Ji and Han, NAACL 2021).

Attacks, deaths and injuries are scored, the events our fields speak of. Whether an article tells of
each is scored by article; triggers of attacks are held against the words our kinds are read from.
Arguments are held against claims of all reports: one value is a cluster of mentions, right when
ours overlaps any of them. The set marks every event of a text and who takes part in each; we read
incidents, so a text on three old bombings has arguments no field of ours holds.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from eval.fields import all_claims, fills_of, marks_of
from eval.reading import Given, read_plainly
from eval.scorers.fills import Fill, count_fills, merge_fills
from eval.scorers.rates import Counts, count, make_figures
from eval.scorers.spans import Stretch, count_overlapping
from eval.tasks import Comparison, Figure, Mark, Outcome, Record, Row, Task, load_records
from eval.words import words

#: Events scored, by how their type begins.
EVENTS = {"Conflict.Attack": "attack", "Life.Die": "death", "Life.Injure": "injury"}
#: Their arguments as our fields.
ROLES = {
    "Attacker": "perpetrator",
    "Killer": "perpetrator",
    "Injurer": "perpetrator",
    "Target": "target",
    "Victim": "target",
    "Instrument": "weapon",
    "ExplosiveDevice": "weapon",
    "Place": "place",
}
#: Which claims answer to each; a victim is quoted by tolls too ("two soldiers were killed").
FIELDS = {
    "perpetrator": ("perpetrator",),
    "target": ("target", "killed", "injured"),
    "weapon": ("weapon", "munitions"),
    "place": ("place", "impact place"),
}
_TOLLS = frozenset({"killed", "injured"})


def load(folder: Path) -> list[Record]:
    """Read the articles."""
    return load_records(folder)


def read(records: Sequence[Record]) -> list[Outcome]:
    """Read each article."""
    return [read_plainly(Given(text=record.data["text"])) for record in records]


def score(records: Sequence[Record], outcomes: Sequence[Outcome]) -> list[Figure]:
    """Score events by article, triggers of attacks, and arguments by field and together."""
    pairs = list(zip(records, outcomes, strict=True))
    by_field = {field: sum((count_arguments(field, *pair) for pair in pairs), Counts()) for field in FIELDS}
    figures = [
        *make_figures(
            "wikievents.event",
            sum((count_events(*pair) for pair in pairs), Counts()),
            "attacks, deaths and injuries, by article",
        ),
        *make_figures(
            "wikievents.trigger_overlap",
            sum((count_triggers(*pair) for pair in pairs), Counts()),
            "triggers of attacks and the words of kinds, by overlap",
        ),
        *make_figures(
            "wikievents.argument_overlap",
            sum(by_field.values(), Counts()),
            "arguments of attacks, deaths and injuries by overlap with any mention",
            headline=True,
        ),
    ]
    for field, counts in by_field.items():
        figures += make_figures(f"wikievents.{field}_overlap", counts, f"{field} values by overlap")
    return figures


def _events(record: Record) -> list[tuple[str, Mapping[str, Any]]]:
    """Return the events we score with their names."""
    return [
        (name, event)
        for event in record.data.get("events") or ()
        for begins, name in EVENTS.items()
        if event["type"].startswith(begins)
    ]


def count_events(record: Record, outcome: Outcome) -> Counts:
    """Count which of attack, death and injury an article tells of."""
    gold, ours = {name for name, _ in _events(record)}, _told(outcome)
    return count(right=len(gold & ours), given=len(ours), gold=len(gold))


def _told(outcome: Outcome) -> set[str]:
    told = {
        "attack": bool((outcome or {}).get("reports")),
        "death": _any_hurt(outcome, "killed"),
        "injury": _any_hurt(outcome, "injured"),
    }
    return {name for name, is_told in told.items() if is_told}


def _any_hurt(outcome: Outcome, field: str) -> bool:
    values = [claim["value"] for claim in all_claims(outcome, field)]
    return any(not (isinstance(value, dict) and value.get("high") == 0) for value in values)


def count_triggers(record: Record, outcome: Outcome) -> Counts:
    """Count the triggers of attacks that the words of our kinds touch."""
    gold = [_span(event["trigger"]) for name, event in _events(record) if name == "attack"]
    return count_overlapping(gold, [_span(claim) for claim in all_claims(outcome, "kind")])


def count_arguments(field: str, record: Record, outcome: Outcome) -> Counts:
    """Count the values of one field."""
    return count_fills(find_arguments(field, record), find_ours(field, outcome))


def find_arguments(field: str, record: Record) -> list[Fill]:
    """Return the values gold has for a field, each with all mentions of its cluster."""
    mentions = {entity["id"]: entity for entity in record.data.get("entities") or ()}
    clusters = _clusters(record)
    wanted = [
        argument["id"]
        for _, event in _events(record)
        for argument in event["arguments"]
        if ROLES.get(argument["role"]) == field and argument["id"] in mentions
    ]
    return merge_fills(
        _fill(mentions[mention] for mention in clusters.get(one, [one]) if mention in mentions)
        for one in wanted
    )


def _clusters(record: Record) -> Mapping[str, list[str]]:
    """Return the cluster of each mention that is in one."""
    clusters: defaultdict[str, list[str]] = defaultdict(list)
    for cluster in record.data.get("clusters") or ():
        for mention in cluster:
            clusters[mention] = cluster
    return clusters


def _fill(entities: Iterable[Mapping[str, Any]]) -> Fill:
    listed = list(entities)
    return Fill(
        names=frozenset(said for entity in listed if (said := words(entity["text"]))),
        spans=frozenset(_span(entity) for entity in listed),
    )


def find_ours(field: str, outcome: Outcome) -> list[Fill]:
    """Return our values for a field; a toll's victims are in the words that make it."""
    claims = all_claims(outcome, *FIELDS[field])
    named = fills_of(claim for claim in claims if claim["field"] not in _TOLLS)
    return merge_fills([*named, *fills_of(_hurt(claims), whole_quote=True)])


def _hurt(claims: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the tolls; their figures name nobody, so they match by place alone."""
    return [{**claim, "as_said": ""} for claim in claims if claim["field"] in _TOLLS]


def _span(piece: Mapping[str, Any]) -> Stretch:
    return piece["start"], piece["end"]


def compare(record: Record, outcome: Outcome) -> Comparison:
    """Show gold's triggers and arguments beside our claims."""
    fields = tuple(field for ours in FIELDS.values() for field in ours)
    return Comparison(
        text=record.data["text"],
        gold=tuple(
            Mark(start=piece["start"], end=piece["end"], label=label)
            for name, event in _events(record)
            for label, piece in (
                (name, event["trigger"]),
                *(
                    (argument["role"], argument)
                    for argument in event["arguments"]
                    if argument["role"] in ROLES
                ),
            )
        ),
        ours=marks_of(all_claims(outcome, "kind", *fields)),
        rows=(
            Row(
                name="events",
                gold=", ".join(sorted({name for name, _ in _events(record)})),
                ours=", ".join(sorted(_told(outcome))),
            ),
        ),
    )


TASK = Task(
    name="wikievents",
    measures="attacks, deaths and injuries with who, whom, what with and where",
    load=load,
    read=read,
    score=score,
    compare=compare,
)
