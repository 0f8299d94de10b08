"""timex: finding the times that a text tells and writing them as TIMEX3 values (TimeML).

The corpora are TimeBank and AQUAINT (newswire) and WikiWars (histories of wars). Every text is
read against its given day of making (``dct``); without one, times stay off the calendar.

The main figures are those of ``find_timexes``, which finds what TimeML marks. Reading an article uses
the narrower ``find_times``, so ``timex.dated`` scores that one apart, on what it is for: gold's dates
and hours on the calendar, without lengths, habits and words like "now".
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from eval.readers import join_chosen
from eval.scorers.rates import Counts, make_figures
from eval.scorers.spans import overlap
from eval.scorers.timex import Expression, Tally, pair_expressions, tally_expressions
from eval.tasks import Comparison, Figure, Mark, Outcome, Record, Row, Task, load_records
from twosource.text import Span


def _load(folder: Path) -> list[Record]:
    return load_records(folder)


def read_anchor(written: str | None) -> datetime | None:
    """Read a day of making ("1998-02-13", "19980213", with or without a clock); None for anything else."""
    try:
        day = datetime.fromisoformat((written or "").strip())
    except ValueError:
        return None
    return day if day.tzinfo else day.replace(tzinfo=UTC)


def _read(records: Sequence[Record]) -> list[Outcome]:
    return [
        _read_text(record.data.get("text") or "", read_anchor(record.data.get("dct"))) for record in records
    ]


def _read_text(text: str, published: datetime | None) -> Outcome:
    from twosource.values.timex import find_timexes  # noqa: PLC0415 - only processes that read need it
    from twosource.values.when_grammar import find_times  # noqa: PLC0415
    from twosource.values.when_timex import to_timex3  # noqa: PLC0415

    every = find_timexes(text, published=published)
    dated = find_times(text, published=published)
    return {
        "all": _join(text, [time.span for time in every], [(time.kind, time.value) for time in every]),
        "dated": _join(text, [time.span for time in dated], [("", to_timex3(time.when)) for time in dated]),
    }


def _join(
    text: str, spans: Sequence[Span], read: Sequence[tuple[str, str | None]]
) -> list[dict[str, object]]:
    """Return what the reader chosen makes of times that a grammar read: a type and a value for each."""
    found = []
    for one in join_chosen(text, spans, "time"):
        kind, value = ("", None) if one.reading is None else read[one.reading]
        found.append({"start": one.span.start, "end": one.span.end, "type": kind, "value": value})
    return found


def _gold(record: Record) -> list[Expression]:
    return [_expression(row) for row in record.data.get("timexes") or ()]


def _ours(outcome: Outcome, finder: str = "all") -> list[Expression]:
    return [_expression(row) for row in (outcome or {}).get(finder, ())]


def _expression(row: dict[str, object]) -> Expression:
    start, end, value = row["start"], row["end"], row.get("value")
    assert isinstance(start, int)
    assert isinstance(end, int)
    known = isinstance(value, str) and value.strip() not in {"", "null"}
    return Expression(
        start=start, end=end, type=str(row.get("type") or ""), value=str(value).strip() if known else None
    )


def _score(records: Sequence[Record], outcomes: Sequence[Outcome]) -> list[Figure]:
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    types: defaultdict[str, set[str]] = defaultdict(set)
    for record, outcome in zip(records, outcomes, strict=True):
        corpus, gold = str(record.data.get("corpus") or "other"), _gold(record)
        tallies[corpus] += tally_expressions(gold, _ours(outcome))
        types[corpus] |= {expression.type for expression in gold}
    figures = [*_overall(sum(tallies.values(), Tally())), *_dated(records, outcomes)]
    typed = sum((tallies[corpus] for corpus in tallies if len(types[corpus]) > 1), Tally())
    figures += make_figures("timex.type", typed.type, "expressions found and given gold's type")
    for corpus in sorted(tallies):
        figures += _of_corpus(corpus, tallies[corpus])
    return figures


def _overall(tally: Tally) -> list[Figure]:
    return [
        *make_figures("timex.value", tally.value, "expressions found and given gold's value", headline=True),
        *make_figures("timex.relaxed", tally.relaxed, "expressions found, overlapping", headline=True),
        *make_figures("timex.strict", tally.strict, "expressions found, both ends right", headline=True),
    ]


_ON_CALENDAR = re.compile(r"\d{4}|\d{3}$|\d\d$")


def _dated(records: Sequence[Record], outcomes: Sequence[Outcome]) -> list[Figure]:
    """Score what dates incidents on gold's days and hours; what else it found is not held against it."""
    counts = Counts()
    for record, outcome in zip(records, outcomes, strict=True):
        gold = _gold(record)
        wanted = [one for one in gold if one.type in {"DATE", "TIME"} and _ON_CALENDAR.match(one.value or "")]
        others = [one.stretch for one in gold if one not in wanted]
        given = [
            one
            for one in _ours(outcome, "dated")
            if not any(overlap(one.stretch, other) > 0 for other in others)
        ]
        counts += tally_expressions(wanted, given).value
    says = "dates and hours as reading an article finds them, with gold's value"
    return make_figures("timex.dated_value", counts, says, headline=True)


def _of_corpus(corpus: str, tally: Tally) -> list[Figure]:
    counts = {"value": tally.value, "relaxed": tally.relaxed, "strict": tally.strict}
    return [
        Figure(
            name=f"timex.{corpus}.{name}_f1", value=counted.f1, of=int(counted.gold), says=f"{name} F1 on {corpus}"
        )
        for name, counted in counts.items()
    ]  # fmt: skip


def _compare(record: Record, outcome: Outcome) -> Comparison:
    gold, ours = _gold(record), _ours(outcome)
    text = str(record.data.get("text") or "")
    return Comparison(
        text=text,
        gold=tuple(_mark(expression) for expression in gold),
        ours=tuple(_mark(expression) for expression in ours),
        rows=tuple(_row(text, *pair) for pair in pair_expressions(gold, ours)),
    )


def _mark(expression: Expression) -> Mark:
    return Mark(start=expression.start, end=expression.end, label=f"{expression.type} {expression.value}")


def _row(text: str, gold: Expression | None, ours: Expression | None) -> Row:
    either = gold or ours
    assert either is not None
    right = gold is not None and ours is not None and gold.value == ours.value
    unknown = gold is not None and gold.value is None
    return Row(
        name=text[either.start : either.end],
        gold=_shown(gold),
        ours=_shown(ours),
        right=None if unknown else right,
    )


def _shown(expression: Expression | None) -> str:
    return "" if expression is None else f"{expression.type} {expression.value or 'no value'}"


TASK = Task(
    name="timex",
    measures="detecting and normalising dates, times, durations",
    load=_load,
    read=_read,
    score=_score,
    compare=_compare,
    cost=4.0,
)
