"""``twosource review show``: one item of the list with all that a person needs to decide it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from twosource.cli.manual import command
from twosource.cli.screen import Column, Meaning, Piece, Screen, Words, open_screen
from twosource.cli.settings import get_settings

if TYPE_CHECKING:
    from twosource.model import Article, Claim, Reason
    from twosource.review import Item
    from twosource.review.comparing import Compared, Sayings, Side
    from twosource.store import Ledger

_PARTS: Final = (Column(name="points", numbers=True, whole=True), Column(name="worth your time for"))
_REASONS: Final = (
    Column(name="points", numbers=True, whole=True),
    Column(name="reason"),
    Column(name="name", whole=True),
)
_WIDE: Final = 100  # characters from which two reports stand side by side


@command(
    "show",
    examples=(
        ("Look at an item of the list", "twosource review show t_3fa9"),
        ("The same, for a program", "twosource review show t_3fa9 --json"),
    ),
)
@click.argument("given", metavar="ITEM")
def COMMAND(given: str) -> None:  # noqa: N802
    """Show one item: two reports side by side with their words, or all that is said of a fact."""
    from twosource.review import get_item  # noqa: PLC0415

    settings = get_settings()
    with settings.open_ledger() as ledger:
        item = get_item(ledger, given)
        if settings.json:
            _print_json(ledger, item)
            return
        screen = open_screen(settings)
        _show_head(screen, item)
        if item.reports is not None:
            from twosource.review.comparing import compare_reports  # noqa: PLC0415

            _show_pair(screen, compare_reports(ledger, *item.reports))
        elif item.fact is not None:
            from twosource.review.comparing import find_sayings  # noqa: PLC0415

            _show_sayings(screen, find_sayings(ledger, item))
        _show_way_on(screen, item)


def _show_head(screen: Screen, item: "Item") -> None:
    screen.line(Piece(item.question, "heading"))
    for incident, headline in zip(item.incidents, item.headlines, strict=True):
        screen.line(Piece(incident, "id"), f"  {headline}", indent=2)
    if item.seen is not None:
        screen.line(Piece(f"Laid aside by {item.seen.by}: {item.seen.reason}", "changed"), indent=2)
    screen.blank()
    rows = [(f"{part.points:+.1f}", part.text) for part in item.parts]
    screen.table(_PARTS, [*rows, (Piece(f"{item.worth:+.1f}", "value"), "in all")], indent=2)


# --- a pair ------------------------------------------------------------------------------------------


def _show_pair(screen: Screen, pair: "Compared") -> None:
    screen.heading("The two reports")
    for letter, side in (("A", pair.left), ("B", pair.right)):
        _show_side(screen, letter, side)
    if screen.width is not None and screen.width >= _WIDE:
        screen.blank()
        columns = (Column(name="field", least=8), Column(name="A"), Column(name="B"))
        rows = [(_field(row), _cell(row.left), _cell(row.right)) for row in pair.rows]
        screen.table(columns, rows)
    else:
        for row in pair.rows:
            screen.line(Piece(_field(row), "heading"))
            _show_claims(screen, "A", row.left)
            _show_claims(screen, "B", row.right)
    if pair.judgement is not None:
        screen.heading(f"For and against: {pair.judgement.verdict.value}, {pair.judgement.score:+.1f} points")
        screen.table(_REASONS, [_reason(reason) for reason in pair.judgement.reasons], indent=2)


def _show_side(screen: Screen, letter: str, side: "Side") -> None:
    from twosource.wording import show_kind, show_printed, show_published  # noqa: PLC0415

    article = side.article
    screen.line(
        Piece(f"{letter}  ", "heading"), Piece(side.report.id, "id"),
        f"  {show_kind(side.report.kind)}, {show_printed(article)}, {show_published(article)}: {article.title} (",
        Piece(article.id, "id"), ")",
    )  # fmt: skip


def _field(row: Any) -> str:
    from twosource.wording import field_name  # noqa: PLC0415

    return field_name(row.field, row.scope)


def _cell(claims: "Sequence[Claim]") -> Words:
    if not claims:
        return Piece("not told", "unknown")
    pieces: list[str | Piece] = []
    for claim in claims:
        pieces += ["; "] if pieces else []
        pieces += _said(claim)
    return tuple(pieces)


def _said(claim: "Claim") -> tuple[str | Piece, ...]:
    """Return a claim's value and its words; a quotation is its words."""
    quote = Piece(_quote(claim), "quote")
    return (quote,) if claim.field == "quote" else (Piece(_value(claim), "value"), " ", quote)


def _show_claims(screen: Screen, letter: str, claims: "Sequence[Claim]") -> None:
    if not claims:
        screen.line(f"{letter}  ", Piece("not told", "unknown"), indent=2)
    for claim in claims:
        screen.line(f"{letter}  ", *_said(claim), indent=2)


def _reason(reason: "Reason") -> tuple[Words, Words, Words]:
    meaning: Meaning = "good" if reason.points > 0 else "bad" if reason.points < 0 else ""
    return Piece(f"{reason.points:+.1f}", meaning), reason.text, Piece(reason.name, "aside")


def _value(claim: "Claim") -> str:
    from twosource.wording import show_value  # noqa: PLC0415

    return show_value(claim.value)


def _quote(claim: "Claim") -> str:
    return f"“{' '.join(claim.evidence.quote.split())}”"


# --- a contradiction -----------------------------------------------------------------------------------


def _show_sayings(screen: Screen, sayings: "Sayings") -> None:
    for heading, said in (("What it rests on", sayings.support), ("Against it", sayings.against)):
        if said:
            screen.heading(heading)
        for claim, article in sorted(
            said, key=lambda one: (one[1].published or one[1].fetched_at, one[0].id)
        ):
            _show_saying(screen, claim, article)


def _show_saying(screen: Screen, claim: "Claim", article: "Article") -> None:
    from twosource.wording import show_hand, show_printed, show_published, show_speaker  # noqa: PLC0415

    screen.line(
        Piece(claim.id, "id"),
        "  ",
        Piece(_value(claim), "value"),
        "  ",
        Piece(_quote(claim), "quote"),
        indent=2,
    )
    screen.line(
        f"{show_speaker(claim)}, {claim.certainty.value}. {show_printed(article)}, {show_published(article)} (",
        Piece(article.id, "id"), ")", show_hand(claim), indent=6,
    )  # fmt: skip
    screen.line(Piece(_around(claim, article), "aside"), indent=6)


def _around(claim: "Claim", article: "Article") -> str:
    """Return the line of the article that a claim's words stand in."""
    start = article.text.rfind("\n", 0, claim.evidence.span.start) + 1
    end = article.text.find("\n", claim.evidence.span.end)
    return " ".join(article.text[start : end if end >= 0 else None].split())


# --- what to do next -----------------------------------------------------------------------------------


def _show_way_on(screen: Screen, item: "Item") -> None:
    screen.heading("Decide")
    for line in _ways(item):
        screen.line(line, indent=2)


def _ways(item: "Item") -> tuple[str, ...]:
    aside = f"twosource review dismiss {item.id} --reason TEXT"
    if item.kind == "pair":
        return (
            f"twosource review accept {item.id} --reason TEXT",
            f"twosource review reject {item.id} --reason TEXT",
            aside,
        )
    look = f"twosource show {item.incidents[0]}"
    if item.kind == "contradiction":
        return "twosource review correct CLAIM VALUE --reason TEXT   (or --none)", aside, look
    return look, aside


def _print_json(ledger: "Ledger", item: "Item") -> None:
    from twosource.cli.printing import print_json  # noqa: PLC0415
    from twosource.review import item_line  # noqa: PLC0415
    from twosource.review.comparing import compare_reports, find_sayings  # noqa: PLC0415
    from twosource.wire import claim_line, judgement_line, report_line  # noqa: PLC0415

    told: dict[str, Any] = {}
    if item.reports is not None:
        pair = compare_reports(ledger, *item.reports)
        sides = (pair.left, pair.right)
        told = {
            "sides": [report_line(side.report, address=side.article.address) for side in sides],
            "judgement": None if pair.judgement is None else judgement_line(pair.judgement),
        }
    elif item.fact is not None:
        sayings = find_sayings(ledger, item)
        told = {
            name: [claim_line(claim, address=article.address) for claim, article in said]
            for name, said in (("support", sayings.support), ("against", sayings.against))
        }
    print_json({**item_line(item), **told})
