"""The pages of sources: the lists, one source from all sides, and the forms by which people rate."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any, Final
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from twosource.api import Role
from twosource.asking import read_params
from twosource.asking.words import parse_choice, parse_whole, parse_words
from twosource.errors import InputError
from twosource.ids import IncidentId
from twosource.knowledge.countries import find_country_name
from twosource.sources import get_source, list_sources, load_scale, portray, show_share
from twosource.sources.listing import HANDED, NEWEST
from twosource.sources.rating import claim_subject
from twosource.store import Card, Ledger
from twosource.store.ratings import Rating, Subject
from twosource.store.source_rows import ORDERS, Listed, Order
from twosource.store.tellings import SOURCE_KINDS, SourceKind
from twosource.web.answers import redirect
from twosource.web.desk import desk_of
from twosource.web.rating import find_rated, rate_sent, take_back_sent
from twosource.web.rendering import render
from twosource.web.security.people import require
from twosource.wording import plural

_PAGE: Final = 50
_SHOWN: Final = 12
_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
_KINDS: Final[dict[str, SourceKind]] = {kind: kind for kind in SOURCE_KINDS}
_ORDERS: Final[dict[str, Order]] = {order: order for order in ORDERS}


def show_sources(request: Request) -> Response:
    """Show a list of sources; raises InputError for an address that can't be read."""
    asked, page = _read(request)
    with desk_of(request).ledger() as ledger:
        found = list_sources(ledger, asked)
        totals = {kind: ledger.sources.count(Listed(kind=kind)) for kind in SOURCE_KINDS}
    return render(request, "sources.html", {
        "page": "sources", "found": found, "asked": asked, "totals": totals, "number": page,
        "share": show_share, "delay": show_delay, "orders": ORDERS, "query": _query(asked),
        "is_last": asked.offset + len(found.sources) >= found.total,
    })  # fmt: skip


def _read(request: Request) -> tuple[Listed, int]:
    given = read_params(request.query_params.multi_items())
    try:
        kind = given.one("kind", lambda words: _KINDS[parse_choice(words, _KINDS, "kind of source")])
        words = given.one("name", parse_words)
        order = given.one("order", lambda words: _ORDERS[parse_choice(words, _ORDERS, "order")])
        page = given.one("page", parse_whole) or 1
        given.refuse_others(())
    except ValueError as error:
        raise InputError(str(error), hint="Correct the address, or leave it out.") from error
    asked = Listed(
        kind=kind or "outlet",
        words=words or "",
        order=order or "incidents",
        limit=_PAGE,
        offset=(page - 1) * _PAGE,
    )
    return asked, page


def _query(asked: Listed) -> Any:
    """Return what writes the address of the same list, one thing changed."""

    def write(**changes: Any) -> str:
        pairs = {"kind": asked.kind, "name": asked.words, "order": asked.order, **changes}
        return urlencode({name: value for name, value in pairs.items() if value})

    return write


def show_delay(delay: timedelta | None) -> str:
    """Write how long after the first: minutes below two hours, hours below two days, then days."""
    if delay is None:
        return "not known"
    if delay < 2 * _HOUR:
        return f"{delay // timedelta(minutes=1)} min"
    return f"{delay / _HOUR:.0f} h" if delay < 2 * _DAY else plural(round(delay / _DAY), "day")


def show_source(request: Request) -> Response:
    """Show one source from all sides; raises NoSuchRecord."""
    kind = request.path_params["kind"]
    if kind not in _KINDS:
        raise InputError(
            f"{kind[:40]!r} is no kind of source", hint=f"it is one of {', '.join(SOURCE_KINDS)}"
        )
    with desk_of(request).ledger() as ledger:
        source = get_source(ledger, _KINDS[kind], request.path_params["called"])
        portrait = portray(ledger, source)
        values = {"rated": find_rated(ledger, source.subject), "cards": _cards(ledger, portrait.newest)}
    return render(request, "source.html", {
        **values, "page": "sources", "source": source, "row": source.row, "portrait": portrait,
        "countries": {code: find_country_name(code) or code for code, _ in portrait.countries},
        "share": show_share, "delay": show_delay, "shown": _SHOWN, "most": NEWEST, "handed": HANDED,
    })  # fmt: skip


def _cards(ledger: Ledger, ids: Sequence[IncidentId]) -> tuple[Card, ...]:
    return ledger.cards_by_id(ids)


# --- what people say ------------------------------------------------------------------------------------


def show_scales(request: Request) -> Response:
    """Show what each letter and figure means."""
    scales = [load_scale("reliability"), load_scale("credibility")]
    return render(request, "scales.html", {"page": "sources", "scales": scales})


def show_claim_rating(request: Request) -> Response:
    """Show what people say of a claim, beside its sentence, with the form; raises NoSuchRecord."""
    with desk_of(request).ledger() as ledger:
        subject = claim_subject(ledger, request.path_params["claim"])
        article = ledger.decisions.claim(subject.name)[1]
        claims = [claim for report in ledger.reports_of([article]) for claim in report.claims]
        claim = next((one for one in claims if one.id == subject.name), None)
        values = {"rated": find_rated(ledger, subject), "article": ledger.article(article), "claim": claim}
    return render(request, "claim_rating.html", {"page": "sources", "name": subject.name, **values})


def rate_subject(request: Request) -> Response:
    """Keep the rating that was sent, and go back to what it is about."""
    require(request, Role.REVIEWER)
    with desk_of(request).ledger() as ledger:
        made = rate_sent(request, ledger)
    return _go_back(request, made.subject, f"Rated {made.grade}. It can be taken back here.")


def take_back_rating(request: Request) -> Response:
    """Take back the rating that the address names, and go back to what it is about."""
    with desk_of(request).ledger() as ledger:
        made: Rating = take_back_sent(request, ledger)
    return _go_back(request, made.subject, "Taken back. It stays in the history.")


def _go_back(request: Request, subject: Subject, said: str) -> Response:
    if subject.kind == "claim":
        return redirect(request, "claim_rating", claim=subject.name, said=said)
    return redirect(request, "source", kind=subject.kind, called=subject.name, said=said)


ROUTES: Final = (
    Route("/sources", show_sources, name="sources"),
    Route("/sources/scales", show_scales, name="scales"),
    Route("/sources/{kind}/{called:path}", show_source, name="source"),
    Route("/ratings", rate_subject, methods=["POST"], name="rate"),
    Route("/ratings/{rating}", take_back_rating, methods=["POST"], name="unrate"),
    Route("/claims/{claim}/rating", show_claim_rating, name="claim_rating"),
)
