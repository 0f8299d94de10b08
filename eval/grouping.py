"""Sets of articles that are to be grouped into incidents, through the whole program.

Articles are written to a file without the answers, added to a new ledger and read back from what the
ledger exports, as any user would. Says nothing of what the articles tell; ``eval/scorers/register.py``
does that.
"""

import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from random import Random
from typing import Any, Literal

from eval.product import run_command
from eval.scorers.clusters import adjusted_rand, count_b_cubed, count_pairs, exact_share
from eval.scorers.tfidf import group_by_likeness
from eval.tasks import Comparison, Figure, Outcome, Record, Row, share

Line = dict[str, Any]

#: What the program may see of an article; the incident it belongs to is not among it.
SHOWN = ("id", "url", "title", "published", "text")


#: Articles printed within so many days of one are read with it when it is looked at alone.
NEAR_DAYS = 10


# --- reading --------------------------------------------------------------------------------------


def read_grouping(records: Sequence[Record]) -> list[Outcome]:
    """Add articles to a new ledger and tell for each the incidents it is in.

    An outcome is ``{"incidents": [ids], "main": id of its main report's incident or None,
    "facts": {id: exported incident} for that one}``. Articles go in by the day they were printed.
    """
    with tempfile.TemporaryDirectory() as folder:
        path, db = Path(folder) / "articles.jsonl", Path(folder) / "ledger.db"
        ordered = write_articles(path, records)
        articles, mains = _add(db, path)
        exported = run_command("--db", str(db), "export", "--format", "incidents-jsonl")
    incidents = [json.loads(line) for line in exported.split("\n") if line.strip()]
    homes = _Homes(incidents, mains)
    numbers = {record.id: number for number, record in enumerate(ordered, start=1)}
    return [homes.outcome(articles.get(f"{path}:{numbers[record.id]}")) for record in records]


def write_articles(path: Path, records: Sequence[Record]) -> list[Record]:
    """Write articles as JSON lines without their answers; returns them in the order of the lines."""
    ordered = sorted(records, key=lambda record: (record.data.get("published") or "", record.id))
    path.write_text("".join(_shown(record) for record in ordered), encoding="utf-8")
    return ordered


class _Homes:
    """Which incidents an article is in, and which its main report."""

    def __init__(self, incidents: Sequence[Line], mains: Mapping[str, str]) -> None:
        self._mains = mains
        self._by_id = {incident["id"]: incident for incident in incidents}
        self._of_report = {report: one["id"] for one in incidents for report in one["reports"]}
        self._of_article: dict[str, list[str]] = defaultdict(list)
        for incident in incidents:
            for article in incident["articles"]:
                self._of_article[article].append(incident["id"])

    def outcome(self, article: str | None) -> Outcome:
        """Return the outcome of an article by its id; None was dropped, and is in no incident."""
        main = self._of_report.get(self._mains.get(article or "", ""))
        return {
            "incidents": sorted(self._of_article.get(article or "", ())),
            "main": main,
            "facts": {} if main is None else {main: self._by_id[main]},
        }


def _shown(record: Record) -> str:
    line = {name: record.data[name] for name in SHOWN if record.data.get(name) is not None}
    return json.dumps({**line, "id": record.id}) + "\n"


def _add(db: Path, path: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Add a file; return the article of each address, and the main report of each article.

    The command "add" prints no such list, so what it calls is called here.
    """
    from eval.readers import get_chosen  # noqa: PLC0415
    from twosource.cli.intake import make_inputs  # noqa: PLC0415 - the program is imported when it is run
    from twosource.ingest.clock import SystemClock  # noqa: PLC0415
    from twosource.pipeline import Pipe, add, load_stages  # noqa: PLC0415
    from twosource.store import open_ledger  # noqa: PLC0415

    articles: dict[str, str] = {}
    mains: dict[str, str] = {}
    pipe = Pipe(clock=SystemClock(), stages=load_stages(get_chosen().reader))
    with open_ledger(db) as ledger:
        for fate in add(ledger, pipe, make_inputs([str(path)])):
            if fate.article is not None:
                articles[fate.address] = fate.article.id
            for report in fate.reading.reports if fate.reading is not None else ():
                if report.main:
                    mains[report.article] = report.id
    return articles, mains


# --- scoring --------------------------------------------------------------------------------------

Labels = Sequence[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measure:
    """One figure of a grouping; ``of`` says what it counts."""

    name: str
    says: str
    measure: Callable[[Labels, Labels], float | None]
    of: Literal["articles", "incidents"] = "articles"


_MEASURES = (
    _Measure(name="b3_f1", says="B-cubed F1 of the grouping", measure=lambda g, o: count_b_cubed(g, o).f1),
    _Measure(
        name="b3_precision", says="B-cubed precision", measure=lambda g, o: count_b_cubed(g, o).precision
    ),
    _Measure(name="b3_recall", says="B-cubed recall", measure=lambda g, o: count_b_cubed(g, o).recall),
    _Measure(name="pair_f1", says="F1 of pairs of one incident", measure=lambda g, o: count_pairs(g, o).f1),
    _Measure(
        name="pair_precision", says="precision of pairs", measure=lambda g, o: count_pairs(g, o).precision
    ),
    _Measure(name="pair_recall", says="recall of pairs", measure=lambda g, o: count_pairs(g, o).recall),
    _Measure(name="rand", says="adjusted Rand index", measure=adjusted_rand),
    _Measure(name="exact", says="incidents exactly right", measure=exact_share, of="incidents"),
)


def score_grouping(
    name: str, records: Sequence[Record], outcomes: Sequence[Outcome], *, headlines: Collection[str]
) -> list[Figure]:
    """Score all articles, then ("_multi") those of incidents that several articles tell of.

    Beside each figure stand the same for every article alone and for TF-IDF single link.
    """
    gold = [str(record.data["incident_id"]) for record in records]
    sides = {
        "ours": [_label(record, outcome) for record, outcome in zip(records, outcomes, strict=True)],
        "tfidf": [str(group) for group in group_by_likeness(_texts(records), _days(records))],
        "alone": [record.id for record in records],
    }
    sizes = Counter(gold)
    several = [number for number, label in enumerate(gold) if sizes[label] > 1]
    cut = {side: [labels[number] for number in several] for side, labels in sides.items()}
    figures = (
        *_figures("", gold, sides),
        *_figures("_multi", [gold[number] for number in several], cut),
        _unread(outcomes),
    )
    return [
        replace(figure, name=f"{name}.{figure.name}", headline=figure.name in headlines) for figure in figures
    ]


def _figures(part: str, gold: Labels, sides: Mapping[str, Labels]) -> Iterator[Figure]:
    says = ", articles of incidents told by several" if part else ""
    for one in _MEASURES:
        values = {side: one.measure(gold, labels) for side, labels in sides.items()}
        yield Figure(
            name=f"{one.name}{part}",
            value=values.pop("ours"),
            of=len(gold) if one.of == "articles" else len(set(gold)),
            says=f"{one.says}{says}",
            unit="score" if one.name == "rand" else "share",
            beside=tuple((side, value) for side, value in values.items() if value is not None),
        )


def _unread(outcomes: Sequence[Outcome]) -> Figure:
    lost = sum(1 for outcome in outcomes if not outcome or outcome["main"] is None)
    says = "articles whose main report is in no incident"
    return Figure(
        name="unread", value=share(lost, len(outcomes)), of=len(outcomes), says=says, better="lower"
    )


def _label(record: Record, outcome: Outcome) -> str:
    """Name the group an article is in: its main report's incident, else its first, else itself."""
    if not outcome:
        return record.id
    return str(outcome["main"] or next(iter(outcome["incidents"]), record.id))


def _texts(records: Sequence[Record]) -> list[str]:
    return [f"{record.data.get('title') or ''}\n{record.data.get('text') or ''}" for record in records]


def _days(records: Sequence[Record]) -> list[date | None]:
    return [_day(record) for record in records]


def _day(record: Record) -> date | None:
    printed = str(record.data.get("published") or "")[:10]
    try:
        return date.fromisoformat(printed)
    except ValueError:
        return None


# --- sampling and browsing ------------------------------------------------------------------------


def sample_stretch(records: Sequence[Record], size: int, seed: int) -> list[Record]:
    """Pick whole incidents that follow one another from a day drawn by lot, until there are enough articles.

    What makes grouping hard is what else happened that week, so it may not be thinned out.
    """
    by_incident: dict[str, list[Record]] = defaultdict(list)
    for record in sorted(records, key=lambda record: record.id):
        by_incident[str(record.data["incident_id"])].append(record)
    ordered = sorted(by_incident.items(), key=lambda item: (min(map(_printed, item[1])), item[0]))
    start = Random(seed).randrange(len(ordered)) if ordered else 0  # noqa: S311 - a sample, no secret
    picked: list[Record] = []
    for _, articles in [*ordered[start:], *ordered[:start]]:
        if len(picked) >= size:
            break
        picked.extend(articles)
    return picked


def find_near(records: Sequence[Record], record: Record) -> list[Record]:
    """Return the articles printed within ten days of one, itself among them."""
    day = _day(record)
    return [other for other in records if other is record or _is_near(day, _day(other))]


def _is_near(day: date | None, other: date | None) -> bool:
    return day is not None and other is not None and abs((day - other).days) <= NEAR_DAYS


def _printed(record: Record) -> str:
    return str(record.data.get("published") or "")


def compare_grouping(record: Record, outcome: Outcome) -> Comparison:
    """Lay out an article with the incident it belongs to, and the one it was put in."""
    found = outcome or {"incidents": [], "main": None, "facts": {}}
    home = found["facts"].get(found["main"]) or {}
    rows = (
        Row(name="incident", gold=str(record.data["incident_id"]), ours=str(found["main"])),
        Row(name="headline", gold="", ours=str(home.get("headline", ""))),
        Row(name="its articles", gold="", ours=", ".join(home.get("articles", ()))),
        Row(name="also in", gold="", ours=", ".join(set(found["incidents"]) - {found["main"]})),
    )
    title = record.data.get("title") or ""
    return Comparison(text=f"{title}\n\n{record.data.get('text') or ''}", rows=rows)
