"""A page that is rewritten at its own address: its later text is an update, and no second voice."""

from datetime import timedelta
from hashlib import sha256
from itertools import permutations
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.contents import failures
from tests.fakes import NOON, FakeClock
from twosource.ids import PageId
from twosource.model import CopyRelation, Fact, Page, Status
from twosource.pipeline import Pipe, take_page
from twosource.store import Filter, Intake, Ledger, open_ledger
from twosource.values.count import Count

ADDRESS = "https://lakeside-courier.example/kisumu-bus"
FRAME = """<html><head><title>{title}</title>
<meta property="og:site_name" content="Lakeside Courier"><link rel="canonical" href="{address}">
<meta property="article:published_time" content="2024-04-30T18:00:00+03:00">
<meta property="article:modified_time" content="{changed}">
</head><body><article><h1>{title}</h1>{body}</article></body></html>"""
FIRST = (
    "Gunmen kill four on bus near Kisumu",
    "2024-04-30T18:00:00+03:00",
    "KISUMU, Kenya - Gunmen opened fire on a bus near Kisumu on Tuesday morning, killing four people, police said.",
)
REWRITTEN = (
    "Death toll in Kisumu bus attack rises to seven",
    "2024-04-30T23:00:00+03:00",
    (
        "KISUMU, Kenya - Seven people were shot dead when armed men attacked a bus near Kisumu on Tuesday, police"
        " said after a night in which more of the passengers had died of their wounds.\n"
        "The attackers fled on motorcycles towards the lake, police spokesman Peter Odhiambo said.\n"
        "The governor asked people to stay calm and to tell officers of anything seen on the road that morning."
    ),
)
CORRECTED = (
    "Police lower toll of Kisumu bus attack to three",
    "2024-05-01T09:00:00+03:00",
    (
        "KISUMU, Kenya - Gunmen opened fire on a bus near Kisumu on Tuesday morning, killing three people, police"
        " said, correcting an earlier toll."
    ),
)
VERSIONS = (FIRST, REWRITTEN, CORRECTED)
PIPE = Pipe(clock=FakeClock())


def page_of(version: tuple[str, str, str], *, address: str = ADDRESS) -> Page:
    """Make a page of a version, fetched when it was changed last."""
    title, changed, text = version
    body = "".join(f"<p>{line}</p>" for line in text.split("\n"))
    content = FRAME.format(title=title, changed=changed, body=body, address=address).encode()
    fetched_at = NOON + timedelta(hours=VERSIONS.index(version))
    name = PageId(sha256(content).hexdigest())
    return Page(id=name, address=address, media_type="text/html", content=content, fetched_at=fetched_at)


def take(ledger: Ledger, *versions: tuple[str, str, str]) -> list[str]:
    pages = map(page_of, versions)
    return [
        fate.what
        for page in pages
        for fate in take_page(ledger, PIPE, page, Intake(page=page.id, address=page.address))
    ]


def relations(ledger: Ledger) -> list[tuple[str, CopyRelation]]:
    """Return the titles of what updates another, and how."""
    titles = {article.id: article.title for article in ledger.articles()}
    return sorted((titles[one], copy.relation) for one, copy in ledger.copies(titles).items())


def toll(ledger: Ledger) -> Fact:
    (incident,) = ledger.incidents(Filter())
    (fact,) = (one for one in incident.facts if one.field == "killed" and not one.scope)
    return fact


def ended(order: tuple[tuple[str, str, str], ...]) -> tuple[object, ...]:
    with TemporaryDirectory() as folder, open_ledger(Path(folder) / "ledger.db") as ledger:
        take(ledger, *order)
        assert take(ledger, *order) == ["known"] * len(order)
        assert failures(ledger.path) == []
        fact = toll(ledger)
        return relations(ledger), fact.value, fact.status, fact.voices, fact.why


@pytest.mark.parametrize("order", list(permutations(VERSIONS)), ids=lambda order: order[0][0][:5])
def test_the_latest_version_counts_in_whatever_order_they_come(
    order: tuple[tuple[str, str, str], ...],
) -> None:
    updated = sorted((version[0], CopyRelation.UPDATED) for version in (REWRITTEN, CORRECTED))
    found = ended(order)

    assert found == ended(VERSIONS)
    assert found[0] == updated
    assert isinstance(found[1], Count)
    assert (found[1].number, found[2], found[3]) == (3, Status.UPDATED, 1)


def test_other_news_at_one_address_is_no_update(tmp_path: Path) -> None:
    later = FRAME.replace("2024-04-30T18:00", "2024-06-02T18:00").format(
        title="Car bomb wounds two in Garissa",
        changed="2024-06-02T18:00:00+03:00",
        address=ADDRESS,
        body="<p>A car bomb exploded outside a hotel in Garissa on Sunday, wounding two people, officials said.</p>",
    )
    page = page_of(FIRST)
    other = Page(
        id=PageId(sha256(later.encode()).hexdigest()),
        address=ADDRESS,
        media_type="text/html",
        content=later.encode(),
        fetched_at=NOON,
    )
    with open_ledger(tmp_path / "ledger.db") as ledger:
        for each in (page, other):
            list(take_page(ledger, PIPE, each, Intake(page=each.id, address=each.address)))
        assert relations(ledger) == []
        assert len(list(ledger.incidents(Filter()))) == 2
