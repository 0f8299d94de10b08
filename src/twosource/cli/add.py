"""``twosource add``: bring articles into the ledger."""

from typing import TYPE_CHECKING, Any, Final

import click

from twosource.cli.filters import SINCE
from twosource.cli.manual import command
from twosource.cli.reader import make_pipe, reader_option, tell_first
from twosource.cli.settings import get_settings

if TYPE_CHECKING:
    from datetime import datetime

    from twosource.read.readers import ReaderName

PARTLY: Final = {1: "something could not be read, see standard error; the rest is kept"}


@command(
    "add",
    examples=(
        ("A folder of saved pages, feeds and texts", "twosource add wires/"),
        ("A feed from the web, and a page", "twosource add https://example.org/rss https://example.org/story"),
        ("A text that says neither when nor where it was printed",
         "twosource add note.txt --published 2023-12-08 --outlet 'Kirkuk Tribune'"),
        ("Whatever another program prints", "fetch-articles | twosource add -"),
    ),
    exits=PARTLY,
)  # fmt: skip
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option(
    "--published", type=SINCE, metavar="DATE", help="When it was printed, for inputs that don't say."
)
@click.option("--outlet", metavar="NAME", help="Who printed it, for inputs that don't say.")
@click.option("--allow-private", is_flag=True, help="Ask loopback and private addresses too.")
@reader_option
def COMMAND(  # noqa: N802
    inputs: tuple[str, ...], published: "datetime | None", reader: "ReaderName", **said: Any
) -> int:
    """Add articles to the ledger, and say which incidents they tell of.

    An INPUT is a file, a folder, a glob, an http(s) address or - for standard input: plain text,
    HTML, RSS, Atom, JSON Feed, JSON lines (id, title, published, url, text, outlet), ninjs,
    NewsML-G2, CAP alerts, WARC, or a zip of those. What can't be read is listed and the rest is kept; each
    article is kept as soon as it is read, so nothing is lost by Ctrl-C. Adding the same again
    changes nothing.
    """
    from twosource.cli.intake import follow, make_inputs, show_summary, tell_empty  # noqa: PLC0415
    from twosource.cli.screen import open_screen  # noqa: PLC0415
    from twosource.pipeline import add  # noqa: PLC0415

    settings = get_settings()
    given = make_inputs(inputs, published=as_printed(published), **said)
    pipe, remarks = make_pipe(reader)
    with settings.open_ledger(create=True) as ledger:
        fates = tell_empty(add(ledger, pipe, given), inputs)
        summary = follow(tell_first(remarks, fates), settings)
        show_summary(settings, ledger, summary, open_screen(settings))
    return summary.exit_status


def as_printed(published: "datetime | None") -> str | None:
    """Return a date as a page would print it: a bare day where no clock was given."""
    if published is None:
        return None
    is_day = published.utcoffset() is not None and not (published.hour or published.minute)
    return published.date().isoformat() if is_day else published.isoformat()
