"""``twosource show``: the brief of one incident."""

from typing import TYPE_CHECKING, Any

import click

from twosource.cli.lens import lens_options, read_lens, show_lens, with_lens
from twosource.cli.manual import command
from twosource.cli.screen import Screen, open_screen
from twosource.cli.settings import get_settings

if TYPE_CHECKING:
    from twosource.briefs import Brief
    from twosource.lens import Lens
    from twosource.store import Ledger


@command(
    "show",
    examples=(
        ("The brief of an incident; an id may be shortened", "twosource show i_3fa9"),
        ("Several, in a pager", "twosource show i_3fa9 i_77b1 | less"),
        ("As the press had told it by the evening of that day", "twosource show i_3fa9 --as-of 2023-12-08"),
        ("How its figures moved, and by whose word", "twosource show i_3fa9 --history"),
        ("Everything about it, for a program", "twosource show i_3fa9 --json"),
    ),
)
@click.argument("ids", nargs=-1, required=True, metavar="ID...")
@click.option(
    "--history", is_flag=True, help="Show how each fact moved instead: by whose word, printed when."
)
@lens_options
def COMMAND(ids: tuple[str, ...], history: bool, **given: Any) -> None:  # noqa: N802
    """Show one incident with every claim, quote and voice.

    The brief tells what is known of an incident and how it is known: each fact with its value or
    range and how the claims stand to each other, contradictions first; then every claim with its
    exact words, who says it, how surely, and in which article. An outlet prints, a newsroom
    writes, a voice says: a fact is confirmed only by two independent voices through two newsrooms.
    """
    if history:
        from twosource.cli.history import print_histories  # noqa: PLC0415

        print_histories(get_settings(), ids, read_lens(**given))
        return
    from twosource.briefs import make_brief  # noqa: PLC0415

    settings, lens = get_settings(), read_lens(**given)
    with settings.open_ledger() as ledger:
        briefs = [make_brief(ledger, one, lens) for one in ids]
        if settings.json:
            _print_json(briefs, lens)
        else:
            _show(open_screen(settings), ledger, briefs, lens)


def _show(screen: Screen, ledger: "Ledger", briefs: "list[Brief]", lens: "Lens") -> None:
    from twosource.cli.brief import show_brief  # noqa: PLC0415
    from twosource.neighbours import find_neighbours  # noqa: PLC0415

    show_lens(screen, lens)
    for number, brief in enumerate(briefs):
        if number:
            screen.blank()
        show_brief(screen, brief, find_neighbours(ledger, brief.incident) if lens.is_plain else ())


def _print_json(briefs: "list[Brief]", lens: "Lens") -> None:
    from twosource.cli.printing import print_json, print_json_list  # noqa: PLC0415

    lines = [with_lens(_brief_line(brief), lens) for brief in briefs]
    if len(lines) == 1:
        print_json(lines[0])
    else:
        print_json_list(lines)


def _brief_line(brief: "Brief") -> dict[str, Any]:
    from twosource.wire import claim_line, incident_line, judgement_line  # noqa: PLC0415

    quoted = {one.claim.id: one for fact in brief.facts for one in (*fact.support, *fact.against)}
    incident = brief.incident.id
    return {
        **incident_line(brief.incident),
        "claims": [
            claim_line(one.claim, address=one.article.address, incident=incident) for one in quoted.values()
        ],
        "sources": [
            {
                "id": article.id,
                "outlet": article.outlet,
                "newsroom": article.newsroom,
                "title": article.title,
                "address": article.address,
                "url": article.url,
                "published": None if article.published is None else article.published.isoformat(),
                "copy_of": brief.copies[article.id].original if article.id in brief.copies else None,
            }
            for article in brief.articles
        ],
        "unsure": [{"incident": doubt.incident, **judgement_line(doubt.judgement)} for doubt in brief.doubts],
    }
