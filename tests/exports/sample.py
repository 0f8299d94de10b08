"""A small ledger of invented incidents that exports are tried on: disputes, vague words, gaps, hostile names."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.builders import (
    NOW,
    POLICE,
    make_article,
    make_claim,
    make_place,
    make_reading,
    make_report,
    make_when,
)
from tests.store.filling import INTAKE, PAGE, SKETCH, made_outline
from twosource.ids import ArticleId, incident_id
from twosource.model import Article, Certainty, Copy, CopyRelation, Report, Responsibility, Voice
from twosource.reconcile import reconcile
from twosource.store import Ledger
from twosource.values.count import Count
from twosource.values.party import Party

HOSPITAL = Voice(name="Grace Atieno", kind="medical", body="county hospital")
FRONT = Party(name="Lake Front", kind="armed group", as_said="The Lake Front")
TUESDAY = make_when(
    datetime(2024, 4, 30, tzinfo=UTC), datetime(2024, 4, 30, 23, 59, 59, tzinfo=UTC),
    precision="day", as_said="on Tuesday",
)  # fmt: skip
THAT_WEEK = make_when(
    datetime(2024, 3, 4, tzinfo=UTC), datetime(2024, 3, 10, 23, 59, 59, tzinfo=UTC),
    precision="week", as_said="last week",
)  # fmt: skip
#: What a page may hold to harm whoever opens an export of it.
HOSTILE = "=cmd|' /C calc'!A0,\"<script>alert(1)</script>\"\n+1 \u202eעיר\u200f"
HOSTILE_TEXT = f"{HOSTILE} was hit by @SUM(1) on Friday, -2+3 said."

_Told = Sequence[tuple[Article, Report]]


def fill(ledger: Ledger) -> None:
    """Keep all the incidents."""
    for told in (_bus(), _bomb(), _rumour(), _hostile()):
        _keep(ledger, told, _copies(told))


def _bus() -> _Told:
    """Four or seven dead, and a copy: a contradiction between two voices and newsrooms."""
    text = ("Gunmen opened fire on bus passengers near Kisumu on Tuesday, killing four, police said."
            " Nine were hurt.")  # fmt: skip
    courier = make_article(text, url="https://lakeside-courier.example/bus", published=NOW)
    post = make_article(text, outlet="Coast Post", newsroom=None, published=NOW + timedelta(hours=1),
                        url="https://coast-post.example/bus")  # fmt: skip
    herald = make_article(
        "Seven people died on a bus near Kisumu on Tuesday, the county hospital said. The Lake Front claimed the"
        " attack.",
        outlet="Nyanza Herald", newsroom="Nyanza Herald", title="Seven dead, hospital says",
        published=NOW + timedelta(hours=9), url="https://nyanza-herald.example/bus-attack",
    )  # fmt: skip
    return (
        (courier, _first_report(courier)),
        (post, _first_report(post)),
        (herald, _report(
            herald,
            _claim(herald, "killed", _count(7), "Seven people died", voice=HOSPITAL),
            _claim(herald, "place", make_place(within=("Kisumu County", "Kenya")), "near Kisumu", voice=HOSPITAL),
            _claim(herald, "when", TUESDAY, "on Tuesday", voice=HOSPITAL),
            _claim(herald, "responsibility", Responsibility(stance="claimed", by=FRONT), "The Lake Front claimed",
                   voice=Voice(name="Lake Front", kind="armed group", body="Lake Front"),
                   certainty=Certainty.CLAIMED),
        )),
    )  # fmt: skip


def _first_report(article: Article) -> Report:
    passengers = Party(name="bus passengers", kind="civilians", as_said="bus passengers")
    gunmen = Party(name="gunmen", kind="unidentified", as_said="Gunmen")
    return _report(
        article,
        _claim(article, "perpetrator", gunmen, "Gunmen"),
        _claim(article, "target", passengers, "bus passengers"),
        _claim(article, "place", make_place(within=("Kisumu County", "Kenya")), "near Kisumu"),
        _claim(article, "when", TUESDAY, "on Tuesday"),
        _claim(article, "killed", _count(4), "killing four"),
        _claim(article, "injured", _count(9), "Nine were hurt"),
    )


def _bomb() -> _Told:
    """Dozens of soldiers, some week, somewhere in a region."""
    article = make_article(
        "A car bomb of the Lake Front killed dozens of soldiers in the north last week, a witness said.",
        outlet="Banadir Gazette", newsroom="Rift Wire", title="Dozens dead", url=None, published=NOW,
        published_precision="day",
    )  # fmt: skip
    witness = Voice(name=None, kind="witness")
    region = make_place(
        "Northern Region",
        kind="region",
        lat=9.5,
        lon=46.0,
        radius_km=120.0,
        country="SO",
        within=("Somalia",),
    )
    soldiers = Party(name="Somali soldiers", kind="state force", as_said="soldiers", country="SO")
    said: dict[str, Any] = {"voice": witness}
    return ((article, _report(
        article,
        _claim(article, "perpetrator", FRONT, "the Lake Front", **said),
        _claim(article, "target", soldiers, "soldiers", **said),
        _claim(article, "weapon", "car bomb", "car bomb", **said),
        _claim(article, "killed", Count(low=24, high=None, as_said="dozens"), "dozens", **said),
        _claim(article, "place", region, "in the north", **said),
        _claim(article, "when", THAT_WEEK, "last week", certainty=Certainty.REPORTED, **said),
        kind="car bombing",
    )),)  # fmt: skip


def _rumour() -> _Told:
    """Next to nothing is known: no day, no place, no toll, no outlet."""
    article = make_article(
        "Something was set on fire.", outlet=None, newsroom=None, published=None, title="", address="-",
        fetched_at=NOW + timedelta(days=3),
    )  # fmt: skip
    return ((article, _report(article, _claim(article, "kind", "arson", "set on fire"), kind="arson")),)


def _hostile() -> _Told:
    """Every name and word is bent on mischief."""
    article = make_article(
        HOSTILE_TEXT, outlet=HOSTILE, newsroom=HOSTILE, title=HOSTILE, address=HOSTILE,
        url="javascript:alert(1)", published=NOW + timedelta(days=1),
    )  # fmt: skip
    named: dict[str, Any] = {"as_said": HOSTILE}
    place = make_place(HOSTILE, lat=None, lon=None, radius_km=None, country=None, within=(HOSTILE,), **named)
    voice = Voice(name="-2+3", kind="person", body=HOSTILE)
    party = Party(name="@SUM(1)", kind="other", as_said="@SUM(1)")
    return ((article, _report(
        article,
        _claim(article, "target", HOSTILE, HOSTILE, voice=voice),
        _claim(article, "place", place, HOSTILE, voice=voice),
        _claim(article, "perpetrator", party, "@SUM(1)", voice=voice),
        _claim(article, "when", make_when(NOW), "on Friday", voice=voice),
    )),)  # fmt: skip


def _claim(article: Article, field: Any, value: Any, quote: str, **changes: Any) -> Any:
    said: dict[str, Any] = {"voice": POLICE, "origin": "rules/0"} | changes
    return make_claim(article, field, value, quote, **said)


def _report(article: Article, *claims: Any, kind: str = "shooting") -> Report:
    return make_report(article, *claims, kind=kind)


def _count(number: int) -> Count:
    return Count(low=number, high=number, as_said=str(number), number=number)


def _copies(told: _Told) -> dict[ArticleId, Copy]:
    """Take every later article of the same words for a copy."""
    first: dict[str, Article] = {}
    copies: dict[ArticleId, Copy] = {}
    for article, _ in told:
        original = first.setdefault(article.text, article)
        if original is not article:
            copies[article.id] = Copy(
                article=article.id, original=original.id, relation=CopyRelation.EXACT, overlap=1.0,
                why="Both have the same words.",
            )  # fmt: skip
    return copies


def _keep(ledger: Ledger, told: _Told, copies: dict[ArticleId, Copy]) -> None:
    reports = [report for _, report in told]
    name = incident_id(reports[0].id)
    made = reconcile(name, reports, {article.id: article for article, _ in told}, copies)
    with ledger.transaction():
        ledger.save_page(PAGE, INTAKE)
        ledger.open_incident(name, NOW)
        for article, report in told:
            ledger.save_article(article, SKETCH)
            ledger.save_reading(make_reading(article, report), NOW)
            ledger.file_report(report, outline=made_outline(report, article), keys=["d|2024-05-02|Kisumu"])
        for copy in copies.values():
            ledger.save_copy(copy)
        ledger.move_reports([report.id for report in reports], name)
        ledger.save_incident(made, min(article.published or article.fetched_at for article, _ in told))
