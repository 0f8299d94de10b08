"""``twosource reread``: run every stage again on what was kept."""

from twosource.cli.add import PARTLY
from twosource.cli.manual import command
from twosource.cli.settings import get_settings


@command(
    "reread",
    examples=(
        ("After an upgrade", "twosource reread"),
        ("See what changed", "twosource export --format claims-jsonl > before.jsonl && twosource reread"),
    ),
    exits=PARTLY,
)
def COMMAND() -> int:  # noqa: N802
    """Read all kept pages again, as after an upgrade.

    Every stage runs anew on the bytes that were kept. What is read now stands in for what was read
    before, which stays in the ledger; what people decided is carried over.
    """
    from twosource.cli.intake import follow, show_summary  # noqa: PLC0415
    from twosource.cli.screen import open_screen  # noqa: PLC0415
    from twosource.ingest.clock import SystemClock  # noqa: PLC0415
    from twosource.pipeline import Pipe, reread  # noqa: PLC0415

    settings = get_settings()
    with settings.open_ledger() as ledger:
        summary = follow(reread(ledger, Pipe(clock=SystemClock())), settings)
        show_summary(settings, ledger, summary, open_screen(settings))
    return summary.exit_status
