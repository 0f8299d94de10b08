"""PolNeAR: who said what in political news, against every attribution its annotators marked."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from eval.readers import get_chosen
from eval.scorers.attributions import (
    Attribution,
    Words,
    count_exact,
    count_linked,
    count_overlapping,
    count_partly,
    count_tokens,
    find_words,
    make_attribution,
)
from eval.scorers.rates import Counts, make_figures
from eval.tasks import Comparison, Figure, Mark, Outcome, Record, Row, Task, load_records

#: One attribution as it travels: lists of [start, end) pieces.
Pieces = dict[str, list[list[int]]]
PARTS = ("source", "cue", "content")


def load(folder: Path) -> list[Record]:
    """Read the articles of a folder; FileNotFoundError where there are none."""
    return load_records(folder)


def read(records: Sequence[Record]) -> list[Outcome]:
    """Find the attributions of each article with the program's own finder, by the reader chosen."""
    return [_read(str(record.data.get("text") or "")) for record in records]


def _read(text: str) -> list[Pieces]:
    from twosource.read.merging_speech import read_handings  # noqa: PLC0415
    from twosource.read.sentences import split_sentences  # noqa: PLC0415  so that the other sets need not wait
    from twosource.text import plain  # noqa: PLC0415

    straight, chosen = plain(text), get_chosen()
    parts = split_sentences(straight)
    proposals = chosen.propose(straight, [part.span for part in parts])
    return [
        {
            "source": [[found.source.start, found.source.end]] if found.source else [],
            "cue": [[found.cue.start, found.cue.end]],
            "content": [[content.start, content.end] for content in found.contents],
        }
        for found in read_handings(straight, parts, proposals, rules=chosen.rules)
        if found.contents and not found.nested
    ]


def score(records: Sequence[Record], outcomes: Sequence[Outcome]) -> list[Figure]:
    """Score sources, cues, contents and linked attributions over all articles, and quotations apart."""
    read_both = [_both(record, outcome) for record, outcome in zip(records, outcomes, strict=True)]
    figures: list[Figure] = []
    for part in PARTS:
        exact = _sum(count_exact(_spans(g, part), _spans(o, part)) for g, o in read_both)
        any_word = _sum(count_overlapping(_spans(g, part), _spans(o, part)) for g, o in read_both)
        figures += make_figures(f"polnear.{part}_exact", exact, f"{part} spans, the same words")
        figures += make_figures(
            f"polnear.{part}_overlap",
            any_word,
            f"{part} spans that share a word, one to one",
            headline=part in {"content", "source"},
        )
    figures += _contents(read_both)
    figures += make_figures(
        "polnear.triple",
        _sum(count_linked(g, o) for g, o in read_both),
        "attributions whose source, cue and content all overlap",
        headline=True,
    )
    return figures + _direct(read_both)


Both = tuple[list[Attribution], list[Attribution]]


def _contents(read_both: Sequence[Both]) -> list[Figure]:
    partly = _sum(count_partly(_spans(g, "content"), _spans(o, "content")) for g, o in read_both)
    tokens = _sum(count_tokens(_spans(g, "content"), _spans(o, "content")) for g, o in read_both)
    return [
        *make_figures("polnear.content_partial", partly, "content spans, in proportion to the shared words"),
        *make_figures("polnear.content_token", tokens, "words that stand in any content"),
    ]


def _direct(read_both: Sequence[Both]) -> list[Figure]:
    quoted = [([a for a in g if a.direct], [a for a in o if a.direct]) for g, o in read_both]
    measures: tuple[tuple[str, Callable[[Both], Counts], str], ...] = (
        (
            "exact",
            lambda b: count_exact(_spans(b[0], "content"), _spans(b[1], "content")),
            "the same words",
        ),
        (
            "overlap",
            lambda b: count_overlapping(_spans(b[0], "content"), _spans(b[1], "content")),
            "that share a word, one to one",
        ),
        ("triple", lambda b: count_linked(b[0], b[1]), "with overlapping source, cue and content"),
    )
    return [
        figure
        for name, measure, says in measures
        for figure in make_figures(
            f"polnear.direct_{name}", _sum(measure(both) for both in quoted), f"direct quotations {says}"
        )
    ]


def _both(record: Record, outcome: Outcome) -> Both:
    text = str(record.data.get("text") or "")
    words = find_words(text)
    gold: Iterable[Any] = record.data.get("attributions") or ()
    ours: Iterable[Any] = outcome or ()
    return [make_attribution(text, a, words) for a in gold], [make_attribution(text, a, words) for a in ours]


def _spans(attributions: Sequence[Attribution], part: str) -> list[Words]:
    return [getattr(attribution, part) for attribution in attributions]


def _sum(counts: Iterable[Counts]) -> Counts:
    return sum(counts, Counts())


def compare(record: Record, outcome: Outcome) -> Comparison:
    """Show both sides' spans, and each attribution of gold with the one of ours that links to it."""
    gold, ours = record.data.get("attributions") or [], outcome or []
    text = str(record.data.get("text") or "")
    words = find_words(text)
    made = [make_attribution(text, a, words) for a in ours]
    rows = []
    for pieces in gold:
        wanted = make_attribution(text, pieces, words)
        met = [n for n, given in enumerate(made) if given.content & wanted.content]
        linked = [n for n in met if count_linked([wanted], [made[n]]).right_gold]
        shown = (linked or met)[:1]
        rows.append(
            Row(
                name="attribution",
                gold=_show(text, pieces),
                ours=_show(text, ours[shown[0]]) if shown else "",
                right=bool(linked),
            )
        )
    return Comparison(text=text, gold=_marks(gold), ours=_marks(ours), rows=tuple(rows))


def _marks(attributions: Iterable[Any]) -> tuple[Mark, ...]:
    return tuple(
        Mark(start=piece[0], end=piece[1], label=part)
        for attribution in attributions
        for part in PARTS
        for piece in attribution.get(part) or ()
    )


def _show(text: str, pieces: Any) -> str:
    said = {part: " ... ".join(text[p[0] : p[1]] for p in pieces.get(part) or ()) for part in PARTS}
    return f"{said['source'] or '-'} | {said['cue'] or '-'} | {said['content']}"


TASK = Task(
    name="polnear",
    measures="who said what: source, cue and content of attributions in political news",
    load=load,
    read=read,
    score=score,
    compare=compare,
    cost=1.0,
)
