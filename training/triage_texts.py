"""The articles that triage is learnt from and reported on, each with an answer where one can be given.

A set says itself, or by how it was gathered, that its articles tell of an incident. Where it does
not, an article in which the rules see an incident of the news is nobody's answer: it may well tell
of one. It teaches nothing, and the report counts it apart.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.parts import Part, part_of
from eval.reading import FETCHED_AT
from eval.sets.muc4 import prepare
from eval.tasks import read_rows

from twosource.clean import clean
from twosource.ids import PageId
from twosource.model import Article, Draft
from twosource.read.anchors import LEAD_SENTENCES
from twosource.read.scene import look_at, may_tell
from twosource.read.strands import find_strands

#: The sets that teach, and those that only show what triage does elsewhere (all of them unseen).
TEACHING = ("muc4", "gvdb", "polnear", "ner_worldwide", "geo")
SHOWING = ("gva", "gvc", "satp_relevant", "hrdsattack", "fakes")
#: Articles taken of a set that only shows: the first by their ids.
MOST_SHOWN = 500
#: Sets gathered article by article for their incidents.
ALL_TELL = frozenset({"gvdb", "gva", "gvc", "satp_relevant"})
#: Sets about violence of which nobody says which articles are news of an incident.
NO_ANSWER = frozenset({"hrdsattack", "fakes"})

_log = logging.getLogger("training.triage")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One article; ``incident`` is None where nobody can say whether it tells of one.

    ``seen`` says whether the rules see one, ``triggered`` whether a trigger stands near its top.
    """

    set: str
    part: Part
    text: str
    title: str | None
    incident: bool | None
    seen: bool
    triggered: bool

    @property
    def group(self) -> str:
        """Its set and its answer, in words for the log."""
        answer = {True: "with", False: "without", None: "no answer"}[self.incident]
        return f"{self.set}, {answer}"


def gather(folder: Path) -> Iterator[Sample]:
    """Yield the samples of all sets of a data folder; raises FileNotFoundError where one is not there."""
    for name in (*TEACHING, *SHOWING):
        rows = read_rows(folder / name, "docs.jsonl")
        if name in SHOWING:
            rows = sorted(rows, key=lambda row: str(row["id"]))[:MOST_SHOWN]
        articles = ((row, _article(name, row)) for row in rows)
        samples = [_sample(name, row, article) for row, article in articles if article is not None]
        _log.info("%s: %d rows, %d articles", name, len(rows), len(samples))
        yield from samples


def _article(name: str, row: dict[str, Any]) -> Article | None:
    draft = Draft(
        page=PageId("training"),
        address="training",
        body=prepare(row) if name == "muc4" else str(row["text"]),
        body_type="text",
        title=row.get("title"),
        published=row.get("published") or row.get("date"),
        fetched_at=FETCHED_AT,
    )
    article = clean(draft)
    return article if isinstance(article, Article) else None


def _sample(name: str, row: dict[str, Any], article: Article) -> Sample:
    triggered = may_tell(article, LEAD_SENTENCES)
    seen = triggered and any(strand.main for strand in find_strands(look_at(article)))
    told = name in ALL_TELL or bool(row.get("templates"))
    return Sample(
        set=name,
        part=part_of(name, row),
        text=article.text,
        title=None if article.title.startswith("http") else article.title,
        incident=True if told else None if seen or name in NO_ANSWER else False,
        seen=seen,
        triggered=triggered,
    )
