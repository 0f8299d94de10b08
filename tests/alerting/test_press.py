"""A count of the press that the ledger contradicts is told with the incident whose article makes it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from tests.alerting.newsroom import TEXTS, open_desk
from tests.builders import make_claim, make_when
from tests.simple_stages import SimpleStages
from twosource.model import Article, FirstSince, Reading, Report
from twosource.watches import Watch

SAID = "the first shooting in Kenya since January"
BEFORE = "Three people were shot in Garissa on 2024-03-01."
COUNTING = f"Four people were shot dead in Kisumu on 2024-05-01, {SAID}."
SINCE = make_when(datetime(2024, 1, 1, tzinfo=UTC), precision="month", bound="since", as_said="since January")
WATCH = Watch(name="press", tells=("press tally contradicted",))


@dataclass(kw_only=True)
class CountingStages(SimpleStages):
    """Reads "the first ... since", too."""

    def read(self, article: Article, made_at: datetime) -> Reading:
        reading = super().read(article, made_at)
        return replace(reading, reports=tuple(self._counted(article, one) for one in reading.reports))

    def _counted(self, article: Article, report: Report) -> Report:
        if SAID not in article.text:
            return report
        value = FirstSince(what="shooting", since=replace(SINCE, latest=None), where=("Kenya",))
        claim = make_claim(article, "first since", value, SAID, report=report.id)
        return replace(report, claims=(*report.claims, claim))


def told(folder: Path, *texts: str) -> Iterator[str]:
    desk = open_desk(folder, WATCH)
    addresses = [f"courier/{number}" for number in range(len(texts))]
    desk.stages = CountingStages(texts={**TEXTS, **dict(zip(addresses, texts, strict=True))})
    for alert in desk.come(*addresses):
        yield from (sentence for _, sentence in alert.triggers)


def test_a_count_that_the_ledger_contradicts_is_told(tmp_path: Path) -> None:
    (sentence,) = told(tmp_path, BEFORE, COUNTING)

    assert sentence.startswith(f'The ledger contradicts "{SAID}" in courier: ')


def test_a_count_that_it_does_not_contradict_raises_nothing(tmp_path: Path) -> None:
    assert list(told(tmp_path, COUNTING)) == []
