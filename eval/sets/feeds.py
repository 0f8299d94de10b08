"""feeds: the published test files of feedparser and of the W3C feed validator.

Each file is taken in as if fetched, with the address and the header that its comment gives. Counted
are files read without a crash, and files that gave the title, link, date and words their comment
expects. What a validator alone would say (a licence's form, a link's relation) has no counterpart.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from eval.scorers.feed_tests import Expected, NotOurs, find_expectation, find_ours, is_met, translate
from eval.scorers.validator_events import Event, read_event
from eval.sets._files import content_of, load_files, read_file, shown, text_of
from eval.tasks import Comparison, Figure, Outcome, Record, Row, Task, share

#: Where feedparser's own tests serve its files: relative links are expected to start here.
_SERVED_AT = "http://127.0.0.1:8097/tests/"
_HEADER = re.compile(r"Header:\s*([\w-]+):[ \t]*(.*)")
_ENTRY = re.compile(r"<(?:\w+:)?(?:item|entry)\b")
_FIELDS = ("title", "link", "date", "text", "byline", "id", "language", "outlet", "encoding")
_GROUPS = {
    "published": "date", "updated": "date", "published at": "date", "updated at": "date",
    "feed title": "outlet",
}  # fmt: skip


def _load(folder: Path) -> list[Record]:
    return load_files(folder, "feeds")


def _read(records: Sequence[Record]) -> list[Outcome]:
    return [_read_one(record) for record in records]


def _read_one(record: Record) -> Outcome:
    from twosource.errors import InputError  # noqa: PLC0415 - only processes that read need it
    from twosource.ingest.decode import decode  # noqa: PLC0415

    content = content_of(record)
    header = {name.lower(): value.strip() for name, value in _HEADER.findall(text_of(record)[:2_000])}
    own = record.id.partition("/")[0] == "feedparser"
    served = _SERVED_AT + record.id.partition("/")[2] if own else record.id
    media_type = header.get("content-type", "")
    outcome = read_file(content, header.get("content-location", served), media_type)
    try:
        outcome["letters"] = decode(content, media_type)
    except InputError:
        outcome["letters"] = None
    return outcome


@cache
def _expectation(text: str) -> tuple[Expected, ...] | str:
    """Return what a feedparser file expects of our fields, or why that is nothing."""
    words = find_expectation(text)
    try:
        return tuple(translate(words)) if words else "no expectation is written in it"
    except NotOurs as reason:
        return str(reason)


def _event(record: Record) -> Event | None:
    words = find_expectation(text_of(record))
    try:
        return read_event(words) if words else None
    except ValueError:
        return None


def _is_w3c(record: Record) -> bool:
    return record.id.startswith("w3c/")


def _score(records: Sequence[Record], outcomes: Sequence[Outcome]) -> list[Figure]:
    pairs = list(zip(records, outcomes, strict=True))
    sound = sum(1 for _, outcome in pairs if outcome and not outcome["crash"])
    return [
        Figure(
            name="feeds.read_share",
            value=share(sound, len(pairs)),
            of=len(pairs),
            says="files read, or refused with a clear line, without a crash",
            headline=True,
        ),
        *_expected_figures([pair for pair in pairs if not _is_w3c(pair[0])]),
        *_validator_figures([pair for pair in pairs if _is_w3c(pair[0])]),
    ]


def _expected_figures(pairs: Sequence[tuple[Record, Outcome]]) -> list[Figure]:
    met: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    files: list[bool] = []
    reasons: Counter[str] = Counter()
    for record, outcome in pairs:
        expectation = _expectation(text_of(record))
        if isinstance(expectation, str):
            reasons[expectation] += 1
            continue
        verdicts = [(one.field, _is_met(one, record, outcome)) for one in expectation]
        files.append(all(right for _, right in verdicts))
        for field, right in verdicts:
            asked[_GROUPS.get(field, field)] += 1
            met[_GROUPS.get(field, field)] += right
    headline = Figure(
        name="feeds.expected_share",
        value=share(sum(files), len(files)),
        of=len(files),
        says="feedparser files that gave every title, link, date and text they expect of our fields",
        headline=True,
    )
    by_field = [
        Figure(
            name=f"feeds.expected_{field}",
            value=share(met[field], asked[field]),
            of=asked[field],
            says=f"expected values of {field} that were given",
        )
        for field in _FIELDS
        if asked[field]
    ]
    return [headline, *by_field, _not_applicable(reasons)]


def _is_met(expected: Expected, record: Record, outcome: Outcome) -> bool:
    return bool(outcome) and is_met(expected, outcome, content_of(record))


def _not_applicable(reasons: Counter[str]) -> Figure:
    told = "; ".join(f"{count} {reason}" for reason, count in reasons.most_common(4))
    return Figure(
        name="feeds.not_applicable",
        value=float(reasons.total()),
        of=reasons.total(),
        says=f"feedparser files that expect nothing of our fields ({told}; ...)",
        unit="count",
        better="lower",
    )


def _validator_figures(pairs: Sequence[tuple[Record, Outcome]]) -> list[Figure]:
    told = [(event, record, outcome) for record, outcome in pairs if (event := _event(record))]

    def measure(
        name: str, says: str, wanted: Callable[[Event], bool], right: Callable[[Any], bool]
    ) -> Figure:
        found = [
            bool(outcome) and right(outcome)
            for event, record, outcome in told
            if wanted(event) and _ENTRY.search(text_of(record))
        ]
        return Figure(name=f"feeds.{name}", value=share(sum(found), len(found)), of=len(found), says=says)

    return [
        measure(
            "valid_read",
            "valid W3C files with an entry that gave an article and no word of breakage",
            lambda event: event.valid,
            lambda outcome: bool(outcome["drafts"]) and not _says_broken(outcome["issues"]),
        ),
        measure(
            "broken_told",
            "W3C files that are no XML and were said to be broken",
            lambda event: event.is_broken_xml,
            lambda outcome: _says_broken(outcome["issues"]),
        ),
        measure(
            "wrong_dates_told",
            "W3C files with an entry's date against its standard that were told of; a reader forgives some",
            lambda event: event.is_wrong_entry_date,
            lambda outcome: any("date" in issue for issue in outcome["issues"]),
        ),
    ]


def _says_broken(issues: Iterable[str]) -> bool:
    return any("broken" in issue for issue in issues)


def _compare(record: Record, outcome: Outcome) -> Comparison:
    crash = outcome["crash"] if outcome else "failed"
    rows = [Row(name="crash", gold="", ours=crash, right=not crash)]
    if _is_w3c(record):
        rows.append(Row(name="event", gold=find_expectation(text_of(record)) or "", ours=_told(outcome)))
        return Comparison(text=shown(record), rows=tuple(rows))
    expectation = _expectation(text_of(record))
    if isinstance(expectation, str):
        rows.append(Row(name="not ours", gold=expectation, ours=_told(outcome)))
    else:
        rows.extend(_row(one, record, outcome) for one in expectation)
        rows.append(Row(name="issues", gold="", ours=_told(outcome)))
    return Comparison(text=shown(record), rows=tuple(rows))


def _row(expected: Expected, record: Record, outcome: Outcome) -> Row:
    ours = find_ours(expected, outcome) if outcome else None
    where = "" if expected.entry is None else f" of entry {expected.entry}"
    return Row(
        name=expected.field + where,
        gold=str(expected.value)[:1_000],
        ours=str(ours)[:1_000],
        right=_is_met(expected, record, outcome),
    )


def _told(outcome: Outcome) -> str:
    """Say in a line what became of a file."""
    if not outcome:
        return "nothing"
    return "; ".join([f"{len(outcome['drafts'])} articles", *outcome["issues"]])


TASK = Task(
    name="feeds",
    measures="reading RSS, Atom and JSON feeds, whole and broken ones, in many encodings",
    load=_load,
    read=_read,
    score=_score,
    compare=_compare,
    cost=4.0,
)
