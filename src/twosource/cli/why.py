"""``twosource why``: why two reports were joined or kept apart."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from twosource.cli.manual import command
from twosource.cli.screen import Column, Meaning, Piece, Screen, Words, open_screen
from twosource.cli.settings import get_settings

if TYPE_CHECKING:
    from twosource.model import Judgement, Reason
    from twosource.query import Pair
    from twosource.store import Ledger

_REASONS: Final = (
    Column(name="points", numbers=True, whole=True),
    Column(name="reason"),
    Column(name="name", whole=True),
)
_MOST: Final = 3  # pairs shown in full; --all shows the rest
_VERDICTS: Final[dict[str, Meaning]] = {"same": "good", "different": "bad", "unsure": "changed"}


@command(
    "why",
    examples=(
        ("Are these two incidents one?", "twosource why i_3fa9 i_77b1"),
        ("Why were these two articles joined?", "twosource why a_91c2 a_5e0d"),
        ("Every pair of their reports", "twosource why a_91c2 a_5e0d --all"),
    ),
)  # fmt: skip
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@click.option("--all", "every", is_flag=True, help="Every pair of reports, not only the likeliest.")
def COMMAND(one: str, other: str, every: bool) -> None:  # noqa: N802
    """Say why two reports were joined or kept apart, reason by reason.

    A and B are reports (r_...), articles (a_...: their reports) or incidents (i_...: theirs). Each
    reason has points, for or against; what people decided outranks them.
    """
    from twosource.query import explain  # noqa: PLC0415

    settings = get_settings()
    with settings.open_ledger() as ledger:
        pairs = explain(ledger, one, other)
        if settings.json:
            _print_json(pairs)
            return
        screen = open_screen(settings)
        if not pairs:
            screen.line("Both are one and the same report.")
            return
        shown = pairs if every else pairs[:_MOST]
        for number, pair in enumerate(shown):
            if number:
                screen.blank()
            _show_pair(screen, ledger, pair)
        if len(pairs) > len(shown):
            screen.blank()
            screen.line(Piece(f"{len(pairs) - len(shown)} more pairs: add --all", "aside"))


def _show_pair(screen: Screen, ledger: "Ledger", pair: "Pair") -> None:
    screen.line(*_name(ledger, pair.left))
    screen.line(*_name(ledger, pair.right))
    verdict = "one incident" if pair.joined else "kept apart"
    screen.line("Now: ", Piece(verdict, "good" if pair.joined else "bad"), _how(pair))
    for judgement in pair.judgements:
        _show_judgement(screen, judgement, compared=pair.compared)
    for judgement in pair.through:
        screen.line(f"joined by way of {judgement.left} and {judgement.right}:", indent=2)
        _show_judgement(screen, judgement, compared=True)


def _how(pair: "Pair") -> str:
    if pair.through:
        return ", by way of other reports."
    return "." if pair.compared else "; they were never compared, having too little in common."


def _name(ledger: "Ledger", report: str) -> tuple[Words, ...]:
    from twosource.wording import show_kind, show_printed, show_published  # noqa: PLC0415

    found = ledger.report(report)
    article = ledger.articles_by_id([found.article])[found.article]
    printed = f"{show_printed(article)}, {show_published(article)}: {article.title}"
    return Piece(report, "id"), f"  {show_kind(found.kind)}, in {printed} (", Piece(article.id, "id"), ")"


def _show_judgement(screen: Screen, judgement: "Judgement", *, compared: bool) -> None:
    from twosource.wording import show_instant  # noqa: PLC0415

    name = judgement.verdict.value
    decided = f"decided by {judgement.decided_by}, {show_instant(judgement.decided_at)}"
    who = decided if compared else f"what {judgement.decided_by} would say"
    screen.line(Piece(name, _VERDICTS[name]), f", {judgement.score:+.1f} points; {who}", indent=2)
    screen.table(_REASONS, [_reason(reason) for reason in judgement.reasons], indent=4)


def _reason(reason: "Reason") -> Sequence[Words]:
    meaning: Meaning = "good" if reason.points > 0 else "bad" if reason.points < 0 else ""
    return Piece(f"{reason.points:+.1f}", meaning), reason.text, Piece(reason.name, "aside")


def _print_json(pairs: "tuple[Pair, ...]") -> None:
    from twosource.cli.printing import print_json_list  # noqa: PLC0415

    print_json_list(map(_pair_line, pairs))


def _pair_line(pair: "Pair") -> dict[str, Any]:
    from twosource.wire import judgement_line  # noqa: PLC0415

    return {
        "left": pair.left,
        "right": pair.right,
        "joined": pair.joined,
        "compared": pair.compared,
        "judgements": [judgement_line(judgement) for judgement in pair.judgements],
        "through": [judgement_line(judgement) for judgement in pair.through],
    }
