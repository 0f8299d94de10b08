"""An article on a screen: its text with the claims marked, and what was left out of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import Final

from twosource.cli.screen import Column, Piece, Screen, Words
from twosource.ids import IncidentId, ReportId
from twosource.model import Article, Claim, Dropped, Reading, Report
from twosource.text import Span, paragraphs
from twosource.wording import (
    field_name,
    show_instant,
    show_kind,
    show_printed,
    show_published,
    show_value,
    show_voice,
)

_PAIR: Final = (Column(name="", whole=True), Column(name=""))
_CLAIMS: Final = (
    Column(name="from", numbers=True, whole=True),
    Column(name="to", numbers=True, whole=True),
    Column(name="field", whole=True),
    Column(name="value"),
    Column(name="said by"),
    Column(name="how"),
)
_NARROW: Final = (Column(name="field"), Column(name="value"), Column(name="said by, how surely"))


def show_reading(screen: Screen, article: Article, reading: Reading) -> None:
    """Show an article with what was read from it, as without a ledger."""
    show_marked(screen, article, reading.reports, {})
    show_dropped(screen, (*article.dropped, *reading.dropped))
    screen.blank()


def show_marked(
    screen: Screen, article: Article, reports: Sequence[Report], incidents: Mapping[ReportId, IncidentId]
) -> None:
    """Show an article's head, its text with claims marked, and its reports with their claims."""
    _show_head(screen, article)
    claims = [claim for report in reports for claim in report.claims]
    screen.heading("Text")
    if screen.width is None:
        for span in paragraphs(article.text):
            screen.line(span.of(article.text))
    else:
        for span in paragraphs(article.text):
            screen.line(_mark(article.text, span, claims))
            screen.blank()
    for report in reports:
        _show_report(screen, report, incidents.get(report.id))
    if not reports:
        screen.heading("Reports")
        screen.line("None: it tells of no incident that the reader knows.")


def show_dropped(screen: Screen, dropped: Sequence[Dropped]) -> None:
    """Show what was left out, and why."""
    if not dropped:
        return
    from twosource.cli.drops import reason_sentence  # noqa: PLC0415

    screen.heading("Left out")
    for each in dropped:
        detail = f" ({each.detail})" if each.detail else ""
        screen.line(Piece(each.reason, "id"), f"{detail}: ", Piece(each.text, "quote"), indent=2)
        screen.line(Piece(reason_sentence(each.reason), "aside"), indent=6)


def _show_head(screen: Screen, article: Article) -> None:
    screen.line(Piece(article.title or "(no title)", "heading"))
    screen.blank()
    rows: list[Sequence[Words]] = [
        ("article", Piece(article.id, "id")),
        ("printed by", show_printed(article)),
        ("published", show_published(article)),
    ]
    if article.updated is not None:
        rows.append(("updated", show_instant(article.updated)))
    rows.append(("from", article.address))
    if article.url is not None and article.url != article.address:
        rows.append(("url", article.url))
    if text_from := dict(article.found).get("text"):
        rows.append(("text from", f"{text_from}; its own page was not read"))
    screen.table(_PAIR, rows, indent=2)


# --- marks ----------------------------------------------------------------------------------------


def _mark(text: str, within: Span, claims: Iterable[Claim]) -> tuple[str | Piece, ...]:
    """Return a paragraph with the words of claims in colour, and the fields' names behind them."""
    inside = [claim for claim in claims if claim.evidence.span in within]
    ends: dict[int, list[str]] = defaultdict(list)
    for claim in inside:
        name = field_name(claim.field, claim.scope)
        if name not in ends[claim.evidence.span.end]:
            ends[claim.evidence.span.end].append(name)
    return tuple(_pieces(text, within, [claim.evidence.span for claim in inside], ends))


def _pieces(
    text: str, within: Span, spans: Sequence[Span], ends: Mapping[int, Sequence[str]]
) -> Iterator[str | Piece]:
    edges = {within.start, within.end, *(span.start for span in spans), *(span.end for span in spans)}
    for start, end in pairwise(sorted(edges)):
        words = text[start:end]
        is_marked = any(span.start <= start and end <= span.end for span in spans)
        yield Piece(words, "changed") if is_marked else words
        if end in ends:
            yield Piece(f" [{', '.join(ends[end])}]", "id")


# --- reports --------------------------------------------------------------------------------------


def _show_report(screen: Screen, report: Report, incident: IncidentId | None) -> None:
    role = "the main report" if report.main else "looked back on" if report.recalled else "told beside it"
    screen.heading(f"{show_kind(report.kind)}, {role}")
    tells = (", tells of ", Piece(incident, "id")) if incident else ()
    screen.line(Piece(report.id, "id"), *tells)
    claims = sorted(report.claims, key=lambda claim: (claim.evidence.span, claim.field, claim.id))
    if screen.width is None:
        screen.table(_CLAIMS, [_row(claim) for claim in claims])
    else:
        screen.table(_NARROW, [_narrow(claim) for claim in claims])


def _row(claim: Claim) -> Sequence[Words]:
    span = claim.evidence.span
    return (
        str(span.start),
        str(span.end),
        field_name(claim.field, claim.scope),
        show_value(claim.value),
        show_voice(claim.voice),
        claim.certainty.value,
    )


def _narrow(claim: Claim) -> Sequence[Words]:
    said = f"{show_voice(claim.voice)}, {claim.certainty.value}"
    return field_name(claim.field, claim.scope), Piece(show_value(claim.value), "value"), said
