"""``twosource article``: one article with its claims marked."""

from typing import TYPE_CHECKING, Any

import click

from twosource.cli.manual import command
from twosource.cli.screen import Piece, Screen, open_screen
from twosource.cli.settings import get_settings

if TYPE_CHECKING:
    from twosource.query import MarkedArticle
    from twosource.store import Ledger


@command(
    "article",
    examples=(
        ("The text with its claims marked; an id may be shortened", "twosource article a_91c2"),
        ("The same for a program", "twosource article a_91c2 --json"),
    ),
)
@click.argument("name", metavar="ID")
def COMMAND(name: str) -> None:  # noqa: N802
    """Show one article with its claims marked.

    Shows the kept text, the reports read from it with their claims, what was left out of it and
    why, and which other articles are copies of it. Off a terminal the text is followed by the
    claims with their first and last character.
    """
    from twosource.query import mark_article  # noqa: PLC0415

    settings = get_settings()
    with settings.open_ledger() as ledger:
        marked = mark_article(ledger, name)
        if settings.json:
            _print_json(ledger, marked)
        else:
            _show(open_screen(settings), ledger, marked)


def _show(screen: Screen, ledger: "Ledger", marked: "MarkedArticle") -> None:
    from twosource.cli.marking import show_dropped, show_marked  # noqa: PLC0415

    article = marked.article
    show_marked(screen, article, marked.reports, marked.incidents)
    _show_copies(screen, ledger, marked)
    reading = ledger.reading(article.id)
    show_dropped(screen, (*article.dropped, *(reading.dropped if reading else ())))
    for incident in dict.fromkeys(marked.incidents.values()):
        screen.blank()
        screen.line(Piece(f"Look further: twosource show {incident}", "aside"))


def _show_copies(screen: Screen, ledger: "Ledger", marked: "MarkedArticle") -> None:
    from twosource.wording import show_printed  # noqa: PLC0415

    found = _copies_of(ledger, marked)
    if marked.copy is None and not found:
        return
    screen.heading("Copies")
    if marked.copy is not None:
        original = Piece(marked.copy.original, "id")
        screen.line(
            "It is a copy of ", original, f" ({marked.copy.relation.value}). {marked.copy.why}", indent=2
        )
    for article, why in found:
        screen.line("Copied by ", show_printed(article), " ", Piece(article.id, "id"), f". {why}", indent=2)


def _copies_of(ledger: "Ledger", marked: "MarkedArticle") -> list[tuple[Any, str]]:
    """Return the articles of the same incidents that are copies of this one, and why."""
    beside = {
        member.article for member in ledger.members_of_incidents(set(marked.incidents.values()))
    } - {marked.article.id}  # fmt: skip
    copies = {
        name: copy for name, copy in ledger.copies(beside).items() if copy.original == marked.article.id
    }
    return [(article, copies[name].why) for name, article in ledger.articles_by_id(copies).items()]


def _print_json(ledger: "Ledger", marked: "MarkedArticle") -> None:
    from twosource.cli.printing import print_json  # noqa: PLC0415
    from twosource.wire import article_to_json, dropped_line, report_line  # noqa: PLC0415

    reading = ledger.reading(marked.article.id)
    copy = marked.copy
    print_json(
        {
            "article": article_to_json(marked.article),
            "reports": [
                report_line(report, address=marked.article.address, incident=marked.incidents.get(report.id))
                for report in marked.reports
            ],
            "dropped": [dropped_line(dropped) for dropped in (reading.dropped if reading else ())],
            "copy_of": copy and {"article": copy.original, "relation": copy.relation.value, "why": copy.why},
            "copies": [article.id for article, _ in _copies_of(ledger, marked)],
        }
    )
