"""MUC-3 and MUC-4: incident templates of newswire texts on terrorism in Latin America, 1988-91.

The text read is the wire as it was sent (``text``, in capitals, or ``text_mixed`` where the set has
it): its hard line breaks are undone and the editor's marks between dateline and text ("[REPORT]
[TEXT]") left out, as anybody would before loading an archive; the dateline stays, and the day it
gives is the day of publication. Gold strings were marked in the same words in lower case.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from eval.scorers.rates import Counts, count, make_figures
from eval.scorers.templates import (
    SIX_ROLES,
    Fill,
    Six,
    Template,
    agree_about,
    count_six,
    count_slots,
    entity,
    normalise,
    pair_fills,
    pair_templates,
)
from eval.sets.muc4_key import agree_on_date, agree_on_place, parse_key
from eval.tasks import Comparison, Figure, Mark, Outcome, Record, Row, Task, load_records, share

RULES = {
    "date": agree_on_date,
    "place": agree_on_place,
    **dict.fromkeys(("number", "effect", "confidence"), agree_about),
}
#: Our names for the papers' roles.
ROLES = {
    "PerpInd": "individuals",
    "PerpOrg": "organisations",
    "Target": "targets",
    "Victim": "victims",
    "Weapon": "weapons",
}
_MARKS = re.compile(r"\A(\s*[^\[\]]{0,100}?--?)\s*(?:\[[^\]]{0,200}\]\s*){1,6}")
_BREAK = re.compile(r"\n(?![ \t]|\n)")
_MADE_AT = datetime(2020, 1, 1, tzinfo=UTC)  # stamped on claims, scored nowhere


def prepare(row: dict[str, Any]) -> str:
    """Return the text of a row with one paragraph a line and no editor's marks at its head."""
    text = str(row.get("text_mixed") or row.get("text") or "")
    unwrapped = _BREAK.sub(" ", _MARKS.sub(r"\1 ", text))
    lines = (" ".join(line.split()) for line in unwrapped.split("\n"))
    return "\n\n".join(filter(None, lines))


def read(records: Sequence[Record]) -> list[Outcome]:
    """Read each text with twosource alone and return its templates."""
    return [_read_safely(record) for record in records]


def _read_safely(record: Record) -> Outcome:
    """Read one text; where the program fails on it, say so and go on."""
    text = prepare(record.data)
    try:
        return _read_one(text, record.data.get("date"))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is counted
        return {"text": text, "templates": [], "failed": repr(error)}


def _read_one(text: str, day: str | None) -> Outcome:
    from eval.readers import get_chosen  # noqa: PLC0415
    from eval.sets.muc4_templates import make_templates  # noqa: PLC0415
    from twosource.clean import clean  # noqa: PLC0415
    from twosource.ids import PageId  # noqa: PLC0415
    from twosource.model import Article, Draft  # noqa: PLC0415

    draft = Draft(
        page=PageId("muc4"),
        address="muc4",
        body=text,
        body_type="text",
        published=day,
        language="en",
        fetched_at=_MADE_AT,
    )
    article = clean(draft)
    if not isinstance(article, Article):
        return {"text": text, "templates": []}
    reading = get_chosen().reader.read(article, made_at=_MADE_AT)
    return {"text": article.text, "templates": make_templates(article, reading)}


# --- both sides in the scorer's shape ------------------------------------------------------------


def gold_six(data: dict[str, Any]) -> list[Six]:
    """Return the templates of the papers, each once."""
    kept: list[Six] = []
    for raw in data.get("templates") or ():
        roles = {
            role: tuple(entity(mention["text"] for mention in one) for one in raw.get(role) or ())
            for role in SIX_ROLES
        }
        six = Six(kind=str(raw.get("incident_type")), roles=roles)
        if six not in kept:
            kept.append(six)
    return kept


def ours_six(outcome: Outcome) -> list[Six]:
    """Return our templates as the papers have them; their victims are persons by name."""
    return [
        Six(kind=one["kind"], roles={role: _entities(one[name], role) for role, name in ROLES.items()})
        for one in _templates(outcome)
    ]


def _entities(mentions: list[dict[str, Any]], role: str) -> tuple[frozenset[str], ...]:
    named = [one for one in mentions if role != "Victim" or one.get("named")]
    return tuple(dict.fromkeys(entity(one["mentions"][:1]) for one in named))


def gold_templates(data: dict[str, Any]) -> list[Template]:
    """Return the templates of the answer key."""
    return [key for raw in data.get("templates_raw") or () if (key := parse_key(raw)) is not None]


def ours_templates(outcome: Outcome) -> list[Template]:
    """Return our templates with the slots of the answer key."""
    return [_template(one) for one in _templates(outcome)]


def _template(one: dict[str, Any]) -> Template:
    organisations, victims = one["organisations"], one["victims"]
    slots = {
        "date": (Fill(values=frozenset({one["date"]})),) if one["date"] else (),
        "place": (Fill(values=frozenset(map(normalise, one["places"]))),) if one["places"] else (),
        "weapon": _fills(one["weapons"]),
        "individual": _fills(one["individuals"]),
        "organisation": _fills(organisations),
        "confidence": _about(organisations, "confidence"),
        "target": _fills(one["targets"]),
        "victim": _merged(_fills(victims)),
        "number": _about(victims, "number"),
        "effect": _about(victims, "effect"),
    }
    return Template(
        kinds=frozenset({one["kind"].upper()}), slots={slot: fills for slot, fills in slots.items() if fills}
    )


def _fills(mentions: list[dict[str, Any]]) -> tuple[Fill, ...]:
    return tuple(Fill(values=entity(one["mentions"])) for one in mentions)


def _merged(fills: tuple[Fill, ...]) -> tuple[Fill, ...]:
    return tuple(dict.fromkeys(fills))


def _about(mentions: list[dict[str, Any]], name: str) -> tuple[Fill, ...]:
    told = [one for one in mentions if one.get(name)]
    return tuple(Fill(values=entity([one[name]]), about=entity(one["mentions"])) for one in told)


def _templates(outcome: Outcome) -> list[dict[str, Any]]:
    return outcome["templates"] if outcome else []


# --- figures -------------------------------------------------------------------------------------


def score(records: Sequence[Record], outcomes: Sequence[Outcome]) -> list[Figure]:
    """Score six slots, all slots, the confidence of attributions, and telling texts with incidents apart."""
    pairs = [(record.data, outcome) for record, outcome in zip(records, outcomes, strict=True)]
    six = _summed(count_six(gold_six(data), ours_six(outcome)) for data, outcome in pairs)
    slots = _summed(
        count_slots(gold_templates(data), ours_templates(outcome), RULES) for data, outcome in pairs
    )
    figures = make_figures(
        "muc4.six_slot", sum(six.values(), Counts()), "entities of six slots", headline=True
    )
    figures += make_figures(
        "muc4.all_slots", sum(slots.values(), Counts()), "fills of all slots", headline=True
    )
    figures.append(_confidence(pairs))
    figures += make_figures("muc4.triage", _triage(pairs), "texts that tell of an incident", headline=True)
    failed = sum("failed" in (outcome or {"failed": ""}) for _, outcome in pairs)
    figures.append(
        Figure(
            name="muc4.failed",
            value=failed,
            of=len(pairs),
            says="texts the program failed on",
            unit="count",
            better="lower",
        )
    )
    for name, counts in six.items():
        figures += make_figures(f"muc4.six_slot.{name.lower()}", counts, f"six slots: {name}")
    for name, counts in sorted(slots.items()):
        figures += make_figures(f"muc4.slot.{name}", counts, f"all slots: {name}")
    return figures


def _summed(counted: Iterator[dict[str, Counts]]) -> dict[str, Counts]:
    total: dict[str, Counts] = {}
    for counts in counted:
        for name, more in counts.items():
            total[name] = total.get(name, Counts()) + more
    return total


def _confidence(pairs: Sequence[tuple[dict[str, Any], Outcome]]) -> Figure:
    """Return how often the confidence is gold's, where both name the organisation in one template."""
    right = total = 0
    for data, outcome in pairs:
        gold, ours = gold_templates(data), ours_templates(outcome)
        for row, column in pair_templates(gold, ours, RULES):
            for named in pair_fills("organisation", gold[row], ours[column], RULES):
                wanted = _told(gold[row], named.gold)
                total += bool(wanted)
                right += bool(wanted & _told(ours[column], named.ours))
    return Figure(
        name="muc4.confidence_accuracy",
        value=share(right, total),
        of=total,
        says="confidence of the attribution, of organisations both name",
        headline=True,
    )


def _told(template: Template, organisation: Fill) -> frozenset[str]:
    fills = template.slots.get("confidence", ())
    return frozenset().union(*(fill.values for fill in fills if fill.about & organisation.values))


def _triage(pairs: Sequence[tuple[dict[str, Any], Outcome]]) -> Counts:
    """Count texts told to hold an incident; those whose every template is optional are left out."""
    total = Counts()
    for data, outcome in pairs:
        keys = gold_templates(data)
        if keys and all(key.optional for key in keys):
            continue
        said = bool(_templates(outcome))
        total += count(right=bool(keys) and said, given=said, gold=bool(keys))
    return total


# --- the error browser ---------------------------------------------------------------------------


def compare(record: Record, outcome: Outcome) -> Comparison:
    """Show gold's and our strings in the text, and the fills of the templates that were paired."""
    text = outcome["text"] if outcome else prepare(record.data)
    gold, ours = gold_templates(record.data), ours_templates(outcome)
    pairs = pair_templates(gold, ours, RULES)
    rows = [row for left, right in pairs for row in _rows(gold[left], ours[right])]
    rows += [
        row for left, key in enumerate(gold) if left not in {a for a, _ in pairs} for row in _rows(key, None)
    ]
    rows += [
        row
        for right, one in enumerate(ours)
        if right not in {b for _, b in pairs}
        for row in _rows(None, one)
    ]
    return Comparison(
        text=text, gold=tuple(_gold_marks(record, text)), ours=tuple(_our_marks(outcome)), rows=tuple(rows)
    )


def _rows(gold: Template | None, ours: Template | None) -> Iterator[Row]:
    """Yield one row a slot; what gold or we left out altogether has an empty side."""
    empty = Template(kinds=frozenset())
    left, right = gold or empty, ours or empty
    yield Row(
        name="TYPE",
        gold=" / ".join(sorted(left.kinds)),
        ours=" / ".join(sorted(right.kinds)),
        right=gold is not None and ours is not None,
    )
    for slot in sorted({*left.slots, *right.slots}):
        wanted, given = left.slots.get(slot, ()), right.slots.get(slot, ())
        credit = sum(pair.credit for pair in pair_fills(slot, left, right, RULES))
        same = credit == len(wanted) == len(given)
        yield Row(name=slot, gold=_told_of(wanted), ours=_told_of(given), right=same)


def _told_of(fills: tuple[Fill, ...]) -> str:
    return "; ".join(" / ".join(sorted(fill.values)) for fill in fills)


def _gold_marks(record: Record, text: str) -> Iterator[Mark]:
    for template in record.data.get("templates") or ():
        for role in SIX_ROLES:
            for one in template.get(role) or ():
                for mention in one:
                    yield from _first_place(mention["text"], text, role)


def _first_place(words: str, text: str, role: str) -> Iterator[Mark]:
    pattern = r"\W+".join(map(re.escape, re.findall(r"\w+", words)))
    match = re.search(pattern, text, re.IGNORECASE) if pattern else None
    if match is not None:
        yield Mark(start=match.start(), end=match.end(), label=role)


def _our_marks(outcome: Outcome) -> Iterator[Mark]:
    for template in _templates(outcome):
        for role, name in ROLES.items():
            for one in template[name]:
                yield Mark(start=one["start"], end=one["end"], label=role)


def load(folder: Path) -> list[Record]:
    """Load the texts; raises FileNotFoundError where it has no such set."""
    return load_records(folder)


TASK = Task(
    name="muc4",
    measures="incident templates: kind, date, place, weapon, perpetrators, confidence, targets, victims",
    load=load,
    read=read,
    score=score,
    compare=compare,
)
