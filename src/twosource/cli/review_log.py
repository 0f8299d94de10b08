"""``twosource review log``: what people decided, newest first."""

from typing import TYPE_CHECKING, Final

import click

from twosource.cli.manual import command
from twosource.cli.screen import Column, Piece, Words, open_screen
from twosource.cli.settings import get_settings

if TYPE_CHECKING:
    from twosource.store import Act, Ledger

_COLUMNS: Final = (
    Column(name="act", whole=True),
    Column(name="when", whole=True),
    Column(name="who"),
    Column(name="what, and why"),
)


@command(
    "log",
    examples=(
        ("All that was decided", "twosource review log"),
        ("What was decided about one incident", "twosource review log --incident i_3fa9"),
    ),
)
@click.option("--incident", metavar="ID", help="Only acts on the reports of this incident, as it was or is.")
@click.option("--limit", type=click.IntRange(min=1), metavar="NUMBER", help="At most so many.")
def COMMAND(incident: str | None, limit: int | None) -> None:  # noqa: N802
    """List what people decided, newest first: who, when, why, and whether it was taken back."""
    from twosource.review.log import act_line, acts_on_incident  # noqa: PLC0415

    settings = get_settings()
    with settings.open_ledger() as ledger:
        acts = ledger.decisions.acts() if incident is None else acts_on_incident(ledger, incident)
        if settings.json:
            from twosource.cli.printing import print_json_list  # noqa: PLC0415

            print_json_list(map(act_line, acts[:limit]))
            return
        screen = open_screen(settings)
        if not acts:
            screen.line("Nobody has decided anything.")
            return
        screen.table(_COLUMNS, [_row(ledger, act) for act in acts[:limit]])


def _row(ledger: "Ledger", act: "Act") -> tuple[Words, Words, Words, Words]:
    from twosource.review.log import describe_act  # noqa: PLC0415
    from twosource.wording import show_instant  # noqa: PLC0415

    undoer = ledger.decisions.undoer(act.id) if act.undone else None
    taken_back = f" Taken back by {undoer.id}." if undoer else ""
    what = (
        Piece(describe_act(act), "aside" if act.undone else ""),
        f": {act.reason.rstrip('.')}.",
        Piece(taken_back, "changed"),
    )
    return Piece(act.id, "id"), show_instant(act.at), act.by, what
