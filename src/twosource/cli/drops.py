"""``twosource drops``: what was left out, why, and how much."""

from typing import TYPE_CHECKING, Any, Final

import click

from twosource.cli.manual import command
from twosource.cli.screen import Column, Piece, Screen, open_screen
from twosource.cli.settings import get_settings

if TYPE_CHECKING:
    from twosource.model import Dropped
    from twosource.store import Ledger

_COUNTS: Final = (
    Column(name="how many", numbers=True),
    Column(name="what", whole=True),
    Column(name="reason", whole=True),
    Column(name="meaning"),
)


@command(
    "drops",
    examples=(
        ("What was left out, counted by reason", "twosource drops"),
        ("The words themselves, of one reason", "twosource drops --list --reason teaser"),
    ),
)
@click.option("--list", "listing", is_flag=True, help="Show the words that were left out.")
@click.option("--reason", metavar="REASON", help="Only what was left out for this reason.")
def COMMAND(listing: bool, reason: str | None) -> None:  # noqa: N802
    """Show what was left out, why, and how much.

    Nothing vanishes: every paragraph, article or claim that was dropped is kept with its reason.
    """
    settings = get_settings()
    with settings.open_ledger() as ledger:
        if settings.json:
            _print_json(ledger, reason, listing=listing)
        elif listing:
            _list(open_screen(settings), _drops(ledger, reason))
        else:
            _count(open_screen(settings), _counts(ledger, reason))


def reason_sentence(reason: str) -> str:
    """Return what a reason means, in a sentence; empty for one that says it itself."""
    from twosource.dossier.dropping import reason_sentence  # noqa: PLC0415

    return reason_sentence(reason)


def _drops(ledger: "Ledger", reason: str | None) -> "list[Dropped]":
    return [dropped for dropped in ledger.drops() if reason in {None, dropped.reason}]


def _counts(ledger: "Ledger", reason: str | None) -> list[tuple[str, str, int]]:
    return [(what, why, number) for what, why, number in ledger.drop_counts() if reason in {None, why}]


def _count(screen: Screen, counts: list[tuple[str, str, int]]) -> None:
    if not counts:
        screen.line("Nothing was left out.")
        return
    screen.table(_COUNTS, [
        (f"{number:,}", what, Piece(why, "id"), reason_sentence(why)) for what, why, number in counts
    ])  # fmt: skip


def _list(screen: Screen, dropped: "list[Dropped]") -> None:
    if not dropped:
        screen.line("Nothing was left out.")
    for each in dropped:
        detail = f" ({each.detail})" if each.detail else ""
        screen.line(Piece(each.reason, "id"), f"{detail}: {each.what} of {each.address}")
        screen.line(Piece(each.text, "quote"), indent=4)


def _print_json(ledger: "Ledger", reason: str | None, *, listing: bool) -> None:
    from twosource.cli.printing import print_json_list  # noqa: PLC0415
    from twosource.wire import dropped_line  # noqa: PLC0415

    if listing:
        print_json_list(dropped_line(dropped) for dropped in _drops(ledger, reason))
        return
    print_json_list(_count_line(*count) for count in _counts(ledger, reason))


def _count_line(what: str, reason: str, number: int) -> dict[str, Any]:
    return {"what": what, "reason": reason, "count": number, "meaning": reason_sentence(reason)}
