"""Event factuality (UDS-IH2, MEANTIME, UW): whether the text says that an event happened."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from eval.readers import get_chosen
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

#: How an event is told, as it travels: its class, its degree in [-3, 3], its standing.
Told = dict[str, Any]
#: What an event that the program failed on is taken for.
PLAINLY: Told = {"class": "asserted", "degree": 2.5, "standing": "happened"}


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
    """Tell how surely each event is told, by the reader chosen; a record's text counts as one sentence."""
    from twosource.text import plain  # noqa: PLC0415  so that the other sets need not wait

    by_text: dict[str, list[int]] = {}
    for place, record in enumerate(records):
        by_text.setdefault(plain(str(record.data.get("text") or "")), []).append(place)
    outcomes: list[Outcome] = [None] * len(records)
    for text, places in by_text.items():
        told = _read(text, [records[place] for place in places])
        for place, outcome in zip(places, told, strict=True):
            outcomes[place] = outcome
    return outcomes


def _read(text: str, records: Sequence[Record]) -> Iterator[Told]:
    from twosource.read.merging_standing import sureness_of  # noqa: PLC0415
    from twosource.text import Span  # noqa: PLC0415

    chosen, whole = get_chosen(), Span(0, len(text))
    proposals = chosen.propose(text, [whole])
    for record in records:
        event = Span(int(record.data["start"]), int(record.data["end"]))
        sureness = proposals.sureness_at(event) if proposals else None
        told = sureness_of(text, whole, event, sureness, rules=chosen.rules)
        yield {"class": told.told_as, "degree": told.degree, "standing": told.standing.value}


def score(records: Sequence[Record], outcomes: Sequence[Outcome]) -> list[Figure]:
    """Score classes, correlation and error over all events, then corpus by corpus."""
    both = [
        (str(record.data.get("corpus")), float(record.data["label"]), outcome or PLAINLY)
        for record, outcome in zip(records, outcomes, strict=True)
        if record.data.get("label") is not None
    ]
    figures = _score("factuality", [(label, given) for _, label, given in both], headline=True)
    for name in CLASSES:
        counts = count_class(
            [get_class(label) for _, label, _ in both], [told["class"] for *_, told in both], name
        )
        figures += make_figures(f"factuality.{name}", counts, f"events told as {name}")
    for corpus in sorted({corpus for corpus, _, _ in both}):
        part = [(label, given) for name, label, given in both if name == corpus]
        figures += _score(f"factuality.{corpus.lower()}", part)
    return figures


def _score(name: str, both: Iterable[tuple[float, Told]], *, headline: bool = False) -> list[Figure]:
    pairs = list(both)
    labels, given = [label for label, _ in pairs], [float(told["degree"]) for _, told in pairs]
    classes, ours = [get_class(label) for label in labels], [str(told["class"]) for _, told in pairs]
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
    told = outcome or PLAINLY
    right = None if label is None else get_class(float(label)) == told["class"]
    ours = f"{told['standing']}, {told['class']} ({told['degree']:+.2f})"
    return Comparison(
        text=str(data.get("text") or ""),
        gold=(mark,),
        ours=(mark,),
        rows=(Row(name="certainty", gold=gold, ours=ours, right=right),),
    )


TASK = Task(
    name="factuality",
    measures="how surely a text says that an event happened",
    load=load,
    read=read,
    score=score,
    compare=compare,
    cost=50.0,
)
