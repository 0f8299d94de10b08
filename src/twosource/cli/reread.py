"""``twosource reread``: run every stage again on what was kept."""

from typing import TYPE_CHECKING

from twosource.cli.add import PARTLY
from twosource.cli.manual import command
from twosource.cli.reader import make_pipe, reader_option, tell_first
from twosource.cli.settings import get_settings

if TYPE_CHECKING:
    from twosource.read.readers import ReaderName


@command(
    "reread",
    examples=(
        ("After an upgrade", "twosource reread"),
        ("With both readers", "twosource reread --reader both"),
        ("See what changed", "twosource export --format claims-jsonl > before.jsonl && twosource reread"),
    ),
    exits=PARTLY,
)
@reader_option
def COMMAND(reader: "ReaderName") -> int:  # noqa: N802
    """Read all kept pages again, as after an upgrade.

    Every stage runs anew on the bytes that were kept. What is read now stands in for what was read
    before, which stays in the ledger; what people decided is carried over.
    """
    from twosource.cli.intake import follow, show_summary  # noqa: PLC0415
    from twosource.cli.screen import open_screen  # noqa: PLC0415
    from twosource.pipeline import reread  # noqa: PLC0415

    settings = get_settings()
    pipe, remarks = make_pipe(reader)
    with settings.open_ledger() as ledger:
        summary = follow(tell_first(remarks, reread(ledger, pipe)), settings)
        show_summary(settings, ledger, summary, open_screen(settings))
    return summary.exit_status
