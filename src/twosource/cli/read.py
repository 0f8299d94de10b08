"""``twosource read``: what the program reads out of articles, without a ledger."""

import sys
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

import click

from twosource.cli.add import PARTLY, as_printed
from twosource.cli.complaints import complain
from twosource.cli.filters import SINCE
from twosource.cli.manual import command
from twosource.cli.reader import make_pipe, reader_option
from twosource.cli.screen import open_screen
from twosource.cli.settings import Settings, get_settings

if TYPE_CHECKING:
    from datetime import datetime

    from twosource.model import Article, Dropped, Issue, Reading
    from twosource.read.readers import ReaderName

_FORMATS: Final = ("text", "jsonl")


@command(
    "read",
    examples=(
        ("What does this page say?", "twosource read page.html"),
        ("One JSON object an article, for other programs", "twosource read wires/ --format jsonl"),
        ("What does the trained model read in it?", "twosource read page.html --reader model"),
        ("Every value read out of a feed", "twosource read feed.xml --format jsonl | jq '.reports[].claims[].as_said'"),
    ),
    exits=PARTLY,
)  # fmt: skip
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--format", "form", type=click.Choice(_FORMATS),
    help="Text for people or JSON lines; default: text on a terminal, else jsonl.",
)  # fmt: skip
@click.option(
    "--published", type=SINCE, metavar="DATE", help="When it was printed, for inputs that don't say."
)
@click.option("--outlet", metavar="NAME", help="Who printed it, for inputs that don't say.")
@click.option("--allow-private", is_flag=True, help="Ask loopback and private addresses too.")
@reader_option
def COMMAND(  # noqa: N802
    inputs: tuple[str, ...],
    form: str | None,
    published: "datetime | None",
    reader: "ReaderName",
    **said: Any,
) -> int:
    """Read articles without a ledger: each with its reports, their claims, and what was dropped.

    Takes the same inputs as add. Nothing is kept, compared or joined.
    """
    from twosource.cli.intake import make_inputs  # noqa: PLC0415
    from twosource.pipeline import read_only  # noqa: PLC0415

    settings = get_settings()
    given = make_inputs(inputs, published=as_printed(published), **said)
    pipe, remarks = make_pipe(reader)
    found = chain(remarks, read_only(pipe, given))
    return _show_all(settings, _settle_format(settings, form), found)


def _settle_format(settings: Settings, form: str | None) -> str:
    if form is not None:
        return form
    return "text" if sys.stdout.isatty() and not settings.json else "jsonl"


def _show_all(
    settings: Settings, form: str, found: "Iterator[tuple[Article, Reading] | Dropped | Issue]"
) -> int:
    from twosource.model import Dropped, Issue  # noqa: PLC0415

    show = _show_line if form == "jsonl" else _show_text(settings)
    status = 0
    for one in found:
        match one:
            case Issue():
                complain(one.message, hint=one.hint, address=one.address)
                status = status if one.remark else 1
            case Dropped():
                complain(f"no article was found in it ({one.reason})", address=one.address)
                status = 1
            case article, reading:
                show(article, reading)
    return status


def _show_line(article: "Article", reading: "Reading") -> None:
    from twosource.cli.printing import print_json  # noqa: PLC0415
    from twosource.wire import article_line  # noqa: PLC0415

    print_json(article_line(article, reading))


def _show_text(settings: Settings) -> Any:
    from twosource.cli.marking import show_reading  # noqa: PLC0415

    screen = open_screen(settings)
    return lambda article, reading: show_reading(screen, article, reading)
