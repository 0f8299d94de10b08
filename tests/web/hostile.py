"""A ledger whose every word is an attack.

The articles come through the pipe: stages of the test put the attacks wherever a reader could find words
in the wild; copies are looked for, reports linked and facts reconciled as ever.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Final, get_args

from tests.builders import NOW, make_article, make_claim, make_judgement, make_when
from tests.fakes import FakeClock, FakeFetcher
from tests.ledgers import open_ledger
from tests.web.hostile_watch import add_hostile_watch
from twosource.ids import ActId, ArticleId, PageId, report_id
from twosource.model import (
    Article,
    BackgroundFigure,
    Claim,
    Copy,
    CopyRelation,
    Draft,
    Dropped,
    Field,
    FirstSince,
    Page,
    PressTally,
    Reading,
    Reason,
    Report,
    Responsibility,
    Value,
    Verdict,
    Voice,
)
from twosource.pipeline import Inputs, Pipe, Stages, add
from twosource.ports import Clock
from twosource.store import Act, Intake
from twosource.store.people import Written
from twosource.store.ratings import Rating, RatingId, Subject
from twosource.text import Span
from twosource.values.count import Count
from twosource.values.party import Party
from twosource.values.place import Place

#: Words that are meant to become something else on their way: markup, scripts, styles, formulas, templates.
ATTACKS: Final = (
    '<script>alert("hostile")</script>',
    "</script><script>alert('hostile')</script>",
    '"><img src=x onerror=alert(1)><hostile x="',
    "' onmouseover='alert(1)' hostile='",
    "`onmouseover=alert(1) hostile=`",
    "</title></textarea></style></noscript></template><hostile>",
    "<svg/onload=alert(1)><hostile><math><mtext></p><style>*{display:none}</style>",
    "<!--<hostile>--><![CDATA[<hostile>]]><?php hostile ?>",
    "&lt;hostile&gt; &#60;hostile&#62; &amp;lt;hostile&amp;gt;",
    "{{7*7}}{% for x in () %}{{ hostile }}{{ request.app }}${7*7}#{7*7}<%= 7*7 %>",
    '=HYPERLINK("http://hostile.example","x")',
    "+1+cmd|' /C calc'!A0",
    "-2+3+hostile(1)",
    "@SUM(1+1)*hostile(1)",
    "\t=1+hostile(1)",
    "\u202egnp.elitsoh\u202c \u2066a\u2069 \u200f\u061c",
    "x" * 10_000 + "hostile",
    "a \x07bell \x1b[31mred \x1b]8;;http://hostile.example\x07",
    "javascript:alert(1)//<hostile>",
    "}</style><style>body{background:url(//hostile.example)}",
    "a\r\nSet-Cookie: hostile=1\r\n\r\n<hostile>",
    "\u2028\u2029<hostile>\ufeff\ufffe",
    "قتل <hostile> ٣ أشخاص “hostile”\u200f",
    "%3Chostile%3E%00%0d%0a../../../../etc/passwd\\..\\",
)  # fmt: skip

#: What can be asked for besides; cleaning keeps it out of every ledger (tests/clean).
ASKED: Final = (*ATTACKS, "nul\x00hostile", "\udcff\udc80", "", "i_" * 4_000, "' OR 1=1 --", "\\", "..")

#: Addresses of which only those of http(s) may become links, and even those may hold attacks.
ADDRESSES: Final = (
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x",
    "java\tscript:alert(1)", " javascript:alert(1)", 'http://hostile.example/"onmouseover="alert(1)',
    "https://hostile.example/<script>alert(1)</script>?a=b&c='d", "//hostile.example", "file:///etc/passwd",
    "http://hostile.example/\u202egpj", "http://hostile.example/\nx", "ftp://hostile.example", "mailto:x@y", "",
)  # fmt: skip

_FIRST_DAY: Final = datetime(2024, 3, 1, 9, tzinfo=NOW.tzinfo)
_WORDS: Final = tuple(name for name in get_args(Field) if name not in {"kind", "when", "time"})


def fill(path: Path) -> Path:
    """Make a ledger of attacks: incidents, copies, judgements, drops, acts, ratings, alerts, a log of writes."""
    pipe = Pipe(clock=FakeClock(instant=NOW), stages=_stages())
    with open_ledger(path) as ledger:
        given = [str(number) for number in (*range(len(ATTACKS)), *range(len(ATTACKS), 2 * len(ATTACKS), 2))]
        for _ in add(ledger, pipe, Inputs(given=given, fetcher=FakeFetcher())):
            pass
        reports = [report for article in ledger.articles() for report in ledger.reports_of([article.id])]
        with ledger.transaction():
            for number, attack in enumerate(ATTACKS):
                one, other = reports[number], reports[number - 5]
                reason = Reason(name=attack, points=-0.5, text=attack)
                ledger.save_judgements(
                    [make_judgement(one.id, other.id, Verdict.UNSURE, reasons=(reason,), decided_by=attack)]
                )
                ledger.drop(
                    [Dropped(what="paragraph", reason=attack, text=attack, address=attack, detail=attack)],
                    article=one.article,
                )
                ledger.decisions.record(
                    Act(
                        id=ActId(""),
                        what="dismiss",
                        by=attack,
                        at=NOW,
                        reason=attack,
                        body={"about": attack, "item": attack},
                    )
                )
                subject = Subject(kind="outlet", name=attack)
                ledger.ratings.record(
                    Rating(id=RatingId(""), subject=subject, grade="C", by=attack, at=NOW, reason=attack)
                )
        add_hostile_watch(ledger, ATTACKS)
        for attack in ATTACKS:
            ledger.people.note(
                Written(at=NOW, who=attack, what=attack, about=attack, origin=attack, result=attack)
            )
    return path


def _stages() -> Stages:
    return Stages(
        pages=_pages,
        split=_split,
        clean=_clean,
        sketch=lambda text: (len(text),),
        find_copy=_find_copy,
        read=_read,
    )


def _pages(inputs: Inputs, clock: Clock) -> Iterator[Page]:
    for number in inputs.given:
        content = number.encode()
        yield Page(
            id=PageId(sha256(content).hexdigest()),
            address=ATTACKS[int(number) % len(ATTACKS)],
            media_type="text/plain",
            content=content,
            fetched_at=clock.now(),
        )


def _split(page: Page, _: Intake) -> Iterator[Draft]:
    yield Draft(
        page=page.id, address=page.address, body=page.content.decode(), body_type="text", fetched_at=NOW
    )


def _clean(draft: Draft) -> Article:
    """Return an article whose title, names and text are attacks; two of each, a day apart, of two outlets."""
    number = int(draft.body)
    attack, second = ATTACKS[number % len(ATTACKS)], number // len(ATTACKS)
    outlet = f"{attack} {second}"
    return make_article(
        "\n".join((attack, *_sentences(attack))),
        address=draft.address,
        page=draft.page,
        title=attack,
        outlet=outlet,
        newsroom=f"{outlet} agency",
        url=ADDRESSES[number % len(ADDRESSES)],
        language=attack,
        published=_day(attack) + timedelta(hours=5 * second),
    )


def _day(attack: str) -> datetime:
    """Return when an attack is printed: the first of them last, so that lists begin with it."""
    return _FIRST_DAY + timedelta(days=len(ATTACKS) - ATTACKS.index(attack))


def _sentences(attack: str) -> Iterator[str]:
    """Yield a line for each field, so that each claim has words of its own."""
    return (f"{field}: {attack}." for field in _WORDS)


def _find_copy(article: Article, known: Sequence[Article]) -> Copy | None:
    """Take the second of each third pair for a copy of the first."""
    if not known or ATTACKS.index(article.title) % 3:
        return None
    return Copy(
        article=article.id, original=known[0].id, relation=CopyRelation.NEAR, overlap=0.9, why=article.title
    )


def _read(article: Article, made_at: datetime) -> Reading:
    attack = article.title
    number = ATTACKS.index(attack)
    second = int((article.outlet or "0")[-1])
    happened = _day(attack) - timedelta(hours=2)
    claims = (
        *(_claim(article, field, _value(field, attack, number, second)) for field in _WORDS),
        make_claim(article, "when", make_when(happened, as_said=attack), attack, via=(attack,)),
    )
    report = Report(
        id=report_id(article.id, 0),
        article=article.id,
        kind="bombing",
        main=True,
        spans=(Span(0, len(article.text)),),
        claims=claims,
    )
    dropped = (Dropped(what="claim", reason="hostile", text=attack, address=attack, detail=attack),)
    return Reading(article=ArticleId(article.id), reports=(report,), dropped=dropped, origin="rules/test")


def _claim(article: Article, field: Field, value: Value) -> Claim:
    attack = article.title
    voice = Voice(name=f"{attack} {article.outlet}", kind="official", body=f"{attack} {article.outlet}")
    scope = attack if field == "injured" else ""
    return make_claim(article, field, value, f"{field}: {attack}", voice=voice, scope=scope, via=(attack,))


def _value(field: Field, attack: str, number: int, second: int) -> Value:
    """Return a value of a field in which every word is an attack; the two of a pair contradict in killed."""
    count = Count(low=3 + 4 * second, high=3 + 4 * second, as_said=attack)
    party = Party(name=attack, kind="armed group", as_said=attack, role=attack)
    match field:
        case "place" | "impact place":
            return Place(
                name=attack, lat=33.3 + number / 10, lon=44.4, radius_km=5.0, country="IQ", as_said=attack,
                kind="city", within=(attack,), zone="Asia/Baghdad",
            )  # fmt: skip
        case "killed" | "injured" | "casualties" | "captured" | "salvos":
            return count
        case "perpetrator":
            return party
        case "responsibility":
            return Responsibility(stance="claimed", by=party)
        case "tally":
            return PressTally(
                count=count, what=attack, where=(attack,), since=make_when(_FIRST_DAY, as_said=attack)
            )
        case "first since":
            return FirstSince(what=attack, since=None, where=(attack,))
        case "background":
            return BackgroundFigure(what=attack, count=count, where=(attack,))
        case _:
            return attack
