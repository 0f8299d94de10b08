"""Event factuality (UDS-IH2, MEANTIME, UW): whether the text says that an event happened."""

from collections import Counter
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path

from eval.scorers.certainty import (
    CLASSES,
    correlation,
    count_class,
    get_class,
    macro_f1,
    mean_absolute_error,
)
from eval.scorers.rates import make_figures
from eval.tasks import Comparison, Figure, Mark, Outcome, Record, Row, Task, read_rows

#: Where each standing of ours lies: its class, and its place on the scale of the judgements.
#: UDS-IH2, two thirds of the events, asks whether the event happened: what is only wished for,
#: ordered or foretold did not. What is possible, asked or for a purpose is hedged (chosen by the
#: figures of one half of the shared part, see eval/NOTES.md). The places are
#: the usual judgements of each standing on one half of the shared part, to half a degree.
STANDINGS = {
    "happened": ("asserted", 2.5),
    "probable": ("asserted", 2.0),
    "possible": ("hedged", -0.5),
    "open": ("hedged", 0.0),
    "ahead": ("denied", -1.0),
    "denied": ("denied", -1.0),
}


def load(folder: Path) -> list[Record]:
    """Read the judged events of a folder; each is named by its corpus, its words and its place.

    The corpora judge some events twice, so that an id can also hold a number.
    """
    seen: Counter[str] = Counter()
    records = []
    for row in read_rows(folder, "targets.jsonl"):
        name = _name(row)
        seen[name] += 1
        records.append(Record(id=name if seen[name] == 1 else f"{name}/{seen[name]}", data=row))
    return records


def _name(row: dict[str, object]) -> str:
    digest = sha256(str(row.get("text")).encode()).hexdigest()[:12]
    return f"{row.get('corpus')}/{digest}/{row.get('start')}-{row.get('end')}"


def read(records: Sequence[Record]) -> list[Outcome]:
    """Tell how surely each event is told."""
    from twosource.read.certain import standing_at  # noqa: PLC0415  so that the other sets need not wait
    from twosource.text import Span, plain  # noqa: PLC0415

    outcomes: list[Outcome] = []
    for record in records:
        text = plain(str(record.data.get("text") or ""))
        event = Span(int(record.data["start"]), int(record.data["end"]))
        outcomes.append(standing_at(text, Span(0, len(text)), event).value)
    return outcomes


def score(records: Sequence[Record], outcomes: Sequence[Outcome]) -> list[Figure]:
    """Score classes, correlation and error over all events, then corpus by corpus."""
    both = [
        (str(record.data.get("corpus")), float(record.data["label"]), str(outcome or "happened"))
        for record, outcome in zip(records, outcomes, strict=True)
        if record.data.get("label") is not None
    ]
    figures = _score("factuality", [(label, given) for _, label, given in both], headline=True)
    for name in CLASSES:
        counts = count_class([get_class(label) for _, label, _ in both], [_class(o) for *_, o in both], name)
        figures += make_figures(f"factuality.{name}", counts, f"events told as {name}")
    for corpus in sorted({corpus for corpus, _, _ in both}):
        part = [(label, given) for name, label, given in both if name == corpus]
        figures += _score(f"factuality.{corpus.lower()}", part)
    return figures


def _class(outcome: str) -> str:
    return STANDINGS[outcome][0]


def _score(name: str, both: Iterable[tuple[float, str]], *, headline: bool = False) -> list[Figure]:
    pairs = list(both)
    labels, given = [label for label, _ in pairs], [STANDINGS[outcome][1] for _, outcome in pairs]
    classes, ours = [get_class(label) for label in labels], [_class(outcome) for _, outcome in pairs]
    always = macro_f1(classes, ["asserted"] * len(classes))
    return [
        Figure(
            name=f"{name}.macro_f1",
            value=macro_f1(classes, ours),
            of=len(pairs),
            says="mean F1 of asserted, hedged and denied",
            headline=headline,
            beside=() if always is None else (("all asserted", always),),
        ),
        Figure(
            name=f"{name}.correlation",
            value=correlation(labels, given),
            of=len(pairs),
            says="Pearson correlation with the judgement in [-3, 3]",
            unit="score",
            headline=headline,
        ),
        Figure(
            name=f"{name}.mean_absolute_error",
            value=mean_absolute_error(labels, given),
            of=len(pairs),
            says="mean distance from the judgement in [-3, 3]",
            unit="score",
            better="lower",
        ),
    ]


def compare(record: Record, outcome: Outcome) -> Comparison:
    """Show the event in its sentence with the judgement and our reading of it."""
    data = record.data
    label = data.get("label")
    mark = Mark(start=int(data["start"]), end=int(data["end"]), label="event")
    gold = "" if label is None else f"{get_class(float(label))} ({float(label):+.2f})"
    right = None if label is None else get_class(float(label)) == _class(str(outcome or "happened"))
    return Comparison(
        text=str(data.get("text") or ""),
        gold=(mark,),
        ours=(mark,),
        rows=(Row(name="certainty", gold=gold, ours=str(outcome), right=right),),
    )


TASK = Task(
    name="factuality",
    measures="how surely a text says that an event happened",
    load=load,
    read=read,
    score=score,
    compare=compare,
    cost=100.0,
)
