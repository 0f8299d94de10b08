"""A watch tried over the past says what it would have said live, over the packaged examples."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from tests.fakes import FakeClock
from tests.ledgers import finished, open_ledger, place_of
from twosource.alerting import raise_alerts, rehearse_watch
from twosource.cli import main
from twosource.copies import find_copy, sketch
from twosource.model import Article
from twosource.store import Ledger
from twosource.store.originals import load_family
from twosource.store.past import printed_at
from twosource.store.view import View
from twosource.watches import Alert, Area, Watch

BEGINNING = datetime(2024, 1, 1, tzinfo=UTC)
END = datetime(2025, 12, 31, tzinfo=UTC)
EVERYTHING = Watch(
    name="everything",
    tells=(
        "new incident",
        "contradiction",
        "toll rises",
        "claim of responsibility",
    ),
)
OFFICE = Watch(
    name="office",
    near=Area(lat=3.26, lon=-76.53, radius_km=15, site="our office"),
    tells=("new incident", "contradiction", "claim of responsibility"),
)
LARGE = Watch(name="large", kinds=("attack",), tells=("killed",), killed_at_least=5)
WATCHES = (EVERYTHING, OFFICE, LARGE)


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rehearsing") / "examples.db"
    assert main(["--db", place_of(path), "--json", "demo"]) == 0
    return finished(path)


@pytest.fixture(scope="module")
def lived(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Ledger, list[Alert]]]:
    """Return a ledger to which the examples came as they were printed, and what was raised then."""
    folder = tmp_path_factory.mktemp("lived")
    with open_ledger(examples) as source, open_ledger(folder / "lived.db") as ledger:
        yield ledger, live(source, ledger)


def live(source: Ledger, ledger: Ledger) -> list[Alert]:
    """Let articles come when they were printed, and look each time and where something was held back."""
    for watch in WATCHES:
        ledger.watches.save(watch, BEGINNING)
    clock, raised = FakeClock(instant=BEGINNING), list[Alert]()
    for article in sorted((one for one in source.articles() if printed_at(one) < END), key=_order):
        raised += catch_up(ledger, printed_at(article))
        clock.instant = printed_at(article).astimezone(UTC)
        take(source, ledger, replace(article, fetched_at=clock.instant), clock)
        raised += raise_alerts(ledger, clock.instant)
    return raised + catch_up(ledger, END)


def _order(article: Article) -> tuple[datetime, str]:
    return printed_at(article), article.id


def catch_up(ledger: Ledger, until: datetime) -> list[Alert]:
    raised = list[Alert]()
    while (due := ledger.threads.next_due()) is not None and due < until:
        raised += raise_alerts(ledger, due)
    return raised


def take(source: Ledger, ledger: Ledger, article: Article, clock: FakeClock) -> None:
    """Add an article with what was read from it, as the pipe does."""
    reading, print_ = source.reading(article.id), sketch(article.text)
    assert reading is not None
    with ledger.transaction():
        originals = load_family(ledger, article, print_).find_originals(article, find_copy)
        for page, intake in source.kept_pages():
            if page.id == article.page:
                ledger.save_page(page, intake)
        ledger.save_article(article, print_)
        ledger.save_reading(reading, clock.now())
        View(ledger=ledger, now=clock.now(), find_copy=find_copy).join(article, reading.reports, originals)


def plain(alert: Alert) -> Alert:
    """Return an alert without the number of its change, which a ledger that was filled otherwise counts otherwise."""
    return replace(alert, change=0)


@pytest.mark.parametrize("watch", WATCHES, ids=lambda watch: watch.name)
def test_tried_as_articles_came_it_says_what_it_said(lived: tuple[Ledger, list[Alert]], watch: Watch) -> None:
    ledger, raised = lived

    tried = rehearse_watch(ledger, watch, BEGINNING, END, by="arrived")

    assert list(map(plain, tried)) == [plain(one) for one in raised if one.watch == watch.name]


@pytest.mark.parametrize("watch", [OFFICE], ids=lambda watch: watch.name)
def test_tried_as_articles_were_printed_it_says_the_same_of_a_ledger_filled_at_once(
    lived: tuple[Ledger, list[Alert]], examples: Path, watch: Watch
) -> None:
    _, raised = lived
    with open_ledger(examples) as ledger:
        tried = rehearse_watch(ledger, watch, BEGINNING, END)

    assert [said(one) for one in tried] == [said(one) for one in raised if one.watch == watch.name]


def said(alert: Alert) -> tuple[object, ...]:
    """Return what an alert says, whatever its incident is called."""
    return (
        alert.move,
        alert.number,
        alert.raised_at,
        alert.headline,
        alert.triggers,
        alert.differences,
        alert.instructions,
    )


def test_what_was_two_incidents_for_a_while_is_told_so_live_and_as_one_by_printing(
    lived: tuple[Ledger, list[Alert]], examples: Path
) -> None:
    _, raised = lived
    with open_ledger(examples) as ledger:
        tried = rehearse_watch(ledger, EVERYTHING, BEGINNING, END)
    live_moves = [one.move for one in raised if one.watch == "everything" and "Nigeria" in one.headline]

    assert live_moves == ["alert", "alert", "cancel", "update"]
    assert [one.move for one in tried if "Nigeria" in one.headline] == ["alert", "update", "update"]


def test_trying_changes_nothing(examples: Path) -> None:
    with open_ledger(examples) as ledger:
        before = ledger.stats()
        rehearse_watch(ledger, EVERYTHING, BEGINNING, END)

        assert ledger.stats() == before
        assert ledger.alerts.list() == ()


def test_a_period_tells_only_of_itself(examples: Path) -> None:
    with open_ledger(examples) as ledger:
        tried = rehearse_watch(ledger, OFFICE, datetime(2024, 9, 21, 4, tzinfo=UTC), END)

    assert [one.number for one in tried] == [1]
    assert [trigger for trigger, _ in tried[0].triggers] == ["contradiction"]


def test_at_four_in_the_morning_an_alert_says_what_matters(lived: tuple[Ledger, list[Alert]]) -> None:
    first = next(one for one in lived[1] if one.watch == "office")

    assert first.headline.startswith("Car bombing of a police station in Jamundi")
    assert first.headline.endswith(": 1 killed, 11 injured")
    assert [words for _, words in first.triggers] == [
        "New incident, 0.6 km from our office, give or take 2.9 km.",
        "Responsibility is claimed by Rafael Mora Front.",
    ]
    assert [quoted.words for quoted in first.instructions] == [
        "Mayor Patricia Lozano ordered a curfew from 10 p.m. and asked residents to stay indoors."
    ]
    assert [known.field for known in first.known][:4] == ["killed", "injured", "injured", "place"]


def test_every_quote_stands_in_its_article(lived: tuple[Ledger, list[Alert]]) -> None:
    ledger, raised = lived
    quotes = [quote for one in raised for known in one.known for quote in known.quotes]
    quotes += [quote for one in raised for quote in one.instructions]
    texts = {article.id: article.text for article in ledger.articles()}

    assert quotes
    assert [one for one in quotes if texts[one.article][one.start : one.end] != one.words] == []


def test_updates_of_one_incident_keep_their_distance_unless_something_is_crossed(
    lived: tuple[Ledger, list[Alert]],
) -> None:
    for watch in WATCHES:
        for before, after in pairwise(
            sorted((one for one in lived[1] if one.watch == watch.name), key=_thread)
        ):
            if (
                before.subject == after.subject
                and after.move == "update"
                and not (after.triggers or after.reason)
            ):
                assert after.raised_at - before.raised_at >= timedelta(minutes=5)


def _thread(alert: Alert) -> tuple[str, int]:
    return alert.subject, alert.number
