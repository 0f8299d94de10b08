"""The page of an article: its text with what was read from it, what was left out, and whose text it is."""

from collections.abc import Sequence
from typing import Any, Final

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from twosource.dossier.dropping import reason_sentence
from twosource.dossier.family import find_family
from twosource.dossier.marks import mark_paragraphs
from twosource.dossier.parts import Part, cut_parts, find_part
from twosource.errors import NoSuchRecord
from twosource.ids import ClaimId
from twosource.model import Article, Claim, Dropped, Report
from twosource.query import MarkedArticle, mark_article
from twosource.store import Ledger
from twosource.text import Span
from twosource.web.desk import desk_of
from twosource.web.finding import find_article, page_of
from twosource.web.rendering import render

_COPIES: Final = 40
_DROPPED: Final = 80  # passages left out that are listed; the number of the others is told
_DIGITS: Final = 9  # of a place in a text
_SHOWN_CHARACTERS: Final = 1200  # of one passage left out


def show_article(request: Request) -> Response:
    """Show an article with its claims marked; ``?claim=`` or ``?at=START,END`` sets one of them off."""
    with desk_of(request).ledger() as ledger:
        found = find_article(request, ledger)
        if isinstance(found, Response):
            return found
        marked = mark_article(ledger, found.id)
        values = _values(ledger, marked)
    aimed = _find_aimed(marked.claims, request.query_params.get("claim", "")) or _find_at(
        marked.claims, request.query_params.get("at", "")
    )
    parts = cut_parts(marked.article.text)
    part = _choose_part(parts, aimed, page_of(request, "part"))
    claims = [one for one in marked.claims if one.evidence.span.overlaps(part.span)]
    return render(request, "article.html", {
        **values, "page": "ledger", "aimed": aimed, "part_number": part.number, "parts": len(parts),
        "paragraphs": list(mark_paragraphs(marked.article.text, claims, part.span)),
        "fields": _count_fields(claims),
    })  # fmt: skip


def _values(ledger: Ledger, marked: MarkedArticle) -> dict[str, Any]:
    article = marked.article
    incidents = {
        one.id: one for one in ledger.incidents_by_id(list(dict.fromkeys(marked.incidents.values())))
    }
    led = {one.id: marked.incidents.get(one.id) for one in marked.reports}
    homes = {report: incidents.get(incident) if incident else None for report, incident in led.items()}
    return {
        "article": article,
        "marked": marked,
        "family": find_family(ledger, article, most=_COPIES),
        "arrived_at": ledger.arrivals([article.id]).get(article.id),
        "reading": ledger.reading(article.id),
        "homes": homes,
        "home_of": {one.id: homes[one.report] for one in marked.claims},
        "claims_of": {one.id: _ordered(one) for one in marked.reports},
        "dropped": [(one, reason_sentence(one.reason)) for one in article.dropped[:_DROPPED]],
        "more_dropped": max(0, len(article.dropped) - _DROPPED),
        "passages": _count_what(article.dropped),
        "most_characters": _SHOWN_CHARACTERS,
        "found_in": dict(article.found),
    }


def _ordered(report: Report) -> tuple[Claim, ...]:
    return tuple(sorted(report.claims, key=lambda claim: (claim.evidence.span, claim.field, claim.id)))


def _find_aimed(claims: Sequence[Claim], given: str) -> Claim | None:
    """Return the claim that is asked for; None for none, or for one of an earlier reading."""
    return next((one for one in claims if one.id == given), None)


def _find_at(claims: Sequence[Claim], given: str) -> Claim | None:
    """Return the first claim of words that "START,END" names; None for no such place or claim."""
    start, _, end = given.partition(",")
    if not all(one.isascii() and one.isdigit() and len(one) <= _DIGITS for one in (start, end)):
        return None
    span = Span(*sorted((int(start), int(end))))
    return next((one for one in claims if one.evidence.span == span), None) or next(
        (one for one in claims if one.evidence.span.overlaps(span)), None
    )


def _choose_part(parts: tuple[Part, ...], aimed: Claim | None, number: int) -> Part:
    if aimed is not None:
        return find_part(parts, aimed.evidence.span.start)
    return parts[min(number, len(parts)) - 1]


def _count_fields(claims: Sequence[Claim]) -> tuple[tuple[str, int], ...]:
    """Return the fields that are told, with how many claims, in the order of the text."""
    counted: dict[str, int] = {}
    for claim in claims:
        counted[claim.field] = counted.get(claim.field, 0) + 1
    return tuple(counted.items())


def _count_what(dropped: Sequence[Dropped]) -> tuple[tuple[str, int], ...]:
    counted: dict[str, int] = {}
    for one in dropped:
        counted[one.what] = counted.get(one.what, 0) + 1
    return tuple(counted.items())


# --- one claim ------------------------------------------------------------------------------------


def show_claim(request: Request) -> Response:
    """Show the sentence of one claim in its article; ``?bare=1`` without the frame, for a panel."""
    wanted = ClaimId(request.path_params["claim"])
    with desk_of(request).ledger() as ledger:
        found = find_article(request, ledger, "claim")
        if isinstance(found, Response):
            return found
        marked = mark_article(ledger, found.id)
    claim = _find_aimed(marked.claims, wanted)
    if claim is None:
        raise NoSuchRecord(
            f"no claim of {found.id} is called {wanted!r}", hint="it may belong to an earlier reading"
        )
    bare = request.query_params.get("bare") == "1"
    return render(request, "claim_bare.html" if bare else "claim.html", {
        "page": "ledger", "article": marked.article, "claim": claim,
        "is_copy": marked.copy is not None, "incident": marked.incidents.get(claim.report),
        "around": _around(marked.article, claim),
    })  # fmt: skip


def _around(article: Article, claim: Claim) -> list[Any]:
    """Return the paragraphs that a claim's words stand in, in pieces."""
    return [
        pieces for pieces in mark_paragraphs(article.text, [claim]) if any(piece.claims for piece in pieces)
    ]


ROUTES: Final = (
    Route("/articles/{id}", show_article, name="article"),
    Route("/articles/{id}/claims/{claim}", show_claim, name="claim"),
)
