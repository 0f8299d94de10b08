"""``twosource review accept`` and the other acts of a person; each says what it did and how to take it back."""

import os
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from twosource.cli.manual import command
from twosource.cli.screen import Column, Piece, Screen, open_screen
from twosource.cli.settings import get_settings

if TYPE_CHECKING:
    from twosource.review import Outcome, Signed
    from twosource.store import Ledger

_REVIEWER: Final = "TWOSOURCE_REVIEWER"
_INCIDENTS: Final = (Column(name="", whole=True), Column(name="", whole=True), Column(name=""))
_PAIR: Final = 2

Act = Callable[["Ledger", "Signed"], "Outcome"]


def _signed_options(function: Callable[..., None]) -> Callable[..., None]:
    by = click.option("--by", metavar="NAME", help=f"Who decides. Default: ${_REVIEWER}.")
    reason = click.option("--reason", metavar="TEXT", help="Why; kept with the act. Needed.")
    return by(reason(function))


def _do(act: Act, by: str | None, reason: str | None) -> None:
    """Do an act in the name of who is given, and show what came of it."""
    from twosource.ingest.clock import SystemClock  # noqa: PLC0415
    from twosource.review import Signed  # noqa: PLC0415

    name = by or os.environ.get(_REVIEWER)
    if not name:
        raise click.UsageError(f"say who decides: --by NAME, or set {_REVIEWER}")
    if not (reason or "").strip():
        raise click.UsageError("say why with --reason TEXT: it is kept with the act")
    settings = get_settings()
    with settings.open_ledger() as ledger:
        outcome = act(ledger, Signed(by=name, reason=reason or "", at=SystemClock().now()))
        if settings.json:
            _print_json(ledger, outcome)
        else:
            _show(open_screen(settings), ledger, outcome)


def _show(screen: Screen, ledger: "Ledger", outcome: "Outcome") -> None:
    screen.line(Piece(outcome.text, "heading"))
    if outcome.act is None:
        screen.line(Piece("Nothing was written.", "aside"))
        return
    screen.table(
        _INCIDENTS,
        [
            (
                Piece(one.id, "id"),
                f"{len(one.reports)} report{'' if len(one.reports) == 1 else 's'}",
                one.headline,
            )
            for one in ledger.incidents_by_id(outcome.incidents)
        ],
        indent=2,
    )
    act = outcome.act
    screen.line(
        Piece(
            f"Act {act.id}, by {act.by}. Take it back: twosource review undo {act.id} --reason TEXT", "aside"
        )
    )


def _print_json(ledger: "Ledger", outcome: "Outcome") -> None:
    from twosource.cli.printing import print_json  # noqa: PLC0415
    from twosource.review.log import act_line  # noqa: PLC0415

    found = ledger.incidents_by_id(outcome.incidents)
    print_json(
        {
            "act": None if outcome.act is None else act_line(outcome.act),
            "text": outcome.text,
            "incidents": [
                {"id": one.id, "headline": one.headline, "reports": list(one.reports)} for one in found
            ],
        }
    )


def _pair_of(ledger: "Ledger", given: Sequence[str]) -> tuple[str, str]:
    from twosource.review import get_pair  # noqa: PLC0415

    if len(given) == _PAIR:
        return given[0], given[1]
    return get_pair(ledger, given[0])


def _check_pair(given: Sequence[str]) -> None:
    if len(given) > _PAIR:
        raise click.UsageError("name one item of the list, or two reports")


@command(
    "accept",
    examples=(
        ("The two of an item are one incident", "twosource review accept t_3fa9 --reason 'same bus, same road'"),
        ("Two reports tell of one incident", "twosource review accept r_77b1 r_05ce --reason 'same victims'"),
    ),
)  # fmt: skip
@click.argument("given", nargs=-1, required=True, metavar="ITEM | REPORT REPORT")
@_signed_options
def ACCEPT(given: tuple[str, ...], by: str | None, reason: str | None) -> None:  # noqa: N802
    """Say that two reports tell of one incident: their incidents become one.

    The older id stays, the other leads to it.
    """
    from twosource.review import accept  # noqa: PLC0415

    _check_pair(given)
    _do(lambda ledger, signed: accept(ledger, signed, *_pair_of(ledger, given)), by, reason)


@command(
    "reject",
    examples=(
        ("The two of an item are two incidents", "twosource review reject t_3fa9 --reason 'two days, two roads'"),
        ("Two reports tell of two incidents", "twosource review reject r_77b1 r_05ce --reason 'other victims'"),
    ),
)  # fmt: skip
@click.argument("given", nargs=-1, required=True, metavar="ITEM | REPORT REPORT")
@_signed_options
def REJECT(given: tuple[str, ...], by: str | None, reason: str | None) -> None:  # noqa: N802
    """Say that two reports tell of two incidents: nothing joins them from now on."""
    from twosource.review import reject  # noqa: PLC0415

    _check_pair(given)
    _do(lambda ledger, signed: reject(ledger, signed, *_pair_of(ledger, given)), by, reason)


@command(
    "merge",
    examples=(
        ("Three incidents are one", "twosource review merge i_3fa9 i_77b1 i_05ce --reason 'one attack'"),
    ),
)
@click.argument("given", nargs=-1, required=True, metavar="INCIDENT INCIDENT...")
@_signed_options
def MERGE(given: tuple[str, ...], by: str | None, reason: str | None) -> None:  # noqa: N802
    """Say that incidents are one: the oldest id stays, the others lead to it.

    It holds against the machine's evidence, but not against what a person held apart: that act is
    named, and must be taken back first.
    """
    from twosource.review import merge  # noqa: PLC0415

    if len(given) < _PAIR:
        raise click.UsageError("name two incidents or more")
    _do(lambda ledger, signed: merge(ledger, signed, given), by, reason)


@command(
    "split",
    examples=(
        ("Two reports tell of another attack", "twosource review split i_3fa9 r_77b1 r_05ce --reason 'the day after'"),
        ("All that an article tells of it", "twosource review split i_3fa9 a_91c2 --reason 'another market'"),
    ),
)  # fmt: skip
@click.argument("incident", metavar="INCIDENT")
@click.argument("parts", nargs=-1, required=True, metavar="REPORT | ARTICLE...")
@_signed_options
def SPLIT(incident: str, parts: tuple[str, ...], by: str | None, reason: str | None) -> None:  # noqa: N802
    """Say that some reports of an incident tell of another: they become an incident of their own."""
    from twosource.review import split  # noqa: PLC0415

    _do(lambda ledger, signed: split(ledger, signed, incident, parts), by, reason)


@command(
    "move",
    examples=(
        ("A report tells of another incident", "twosource review move r_77b1 i_3fa9 --reason 'that market'"),
    ),
)
@click.argument("part", metavar="REPORT | ARTICLE")
@click.argument("incident", metavar="INCIDENT")
@_signed_options
def MOVE(part: str, incident: str, by: str | None, reason: str | None) -> None:  # noqa: N802
    """Say that a report tells of another incident than the one it stands in."""
    from twosource.review import move  # noqa: PLC0415

    _do(lambda ledger, signed: move(ledger, signed, part, incident), by, reason)


@command(
    "correct",
    examples=(
        ("The words mean another number", "twosource review correct c_91c2 'at least 4' --reason 'three were hurt'"),
        ("They say nothing on it", "twosource review correct c_91c2 --none --reason 'it is the bus line'"),
        ("They only suspect it", "twosource review correct c_91c2 gunmen --certainty suspected --reason 'may have'"),
    ),
)  # fmt: skip
@click.argument("claim", metavar="CLAIM")
@click.argument("value", required=False, metavar="[VALUE]")
@click.option("--none", "nothing", is_flag=True, help="The words say nothing on the field: they are misread.")
@click.option(
    "--certainty",
    type=click.Choice(("asserted", "reported", "suspected", "claimed", "denied", "possible", "so far")),
    help="How surely it is said; else as it was read.",
)
@_signed_options
def CORRECT(  # noqa: N802
    claim: str, value: str | None, by: str | None, reason: str | None, **right: Any
) -> None:
    """Say what the words of a claim mean; copies of the article follow.

    VALUE is written as the press writes it: at least 4; 12 March 2024 at 4 a.m.; a market in Kisumu;
    gunmen; claimed by Islamic State. The claim keeps its words and its voice, and bears your name. It
    holds whatever a reader makes of the words later.
    """
    from twosource.model import Certainty  # noqa: PLC0415
    from twosource.review import Right, correct  # noqa: PLC0415

    if (value is None) != right["nothing"]:
        raise click.UsageError("give the right value, or --none where the words say nothing: one of the two")
    certainty = None if right["certainty"] is None else Certainty(right["certainty"])
    _do(
        lambda ledger, signed: correct(ledger, signed, claim, Right(words=value, certainty=certainty)),
        by,
        reason,
    )


@command(
    "dismiss",
    examples=(
        (
            "The voices do contradict each other",
            "twosource review dismiss t_3fa9 --reason 'both stand by it'",
        ),
    ),
)
@click.argument("item", metavar="ITEM")
@_signed_options
def DISMISS(item: str, by: str | None, reason: str | None) -> None:  # noqa: N802
    """Lay an item of the list aside: it was looked at and stands as it is.

    Nothing changes in the ledger's facts. The item comes back when something new is said on it.
    """
    from twosource.review import dismiss  # noqa: PLC0415

    _do(lambda ledger, signed: dismiss(ledger, signed, item), by, reason)


@command(
    "undo",
    examples=(
        ("Take an act back, or what took it back", "twosource review undo v_5e0d --reason 'other day'"),
    ),
)
@click.argument("act", metavar="ACT")
@_signed_options
def UNDO(act: str, by: str | None, reason: str | None) -> None:  # noqa: N802
    """Take an act back: it counts no more, and ids stand as before. Nothing is deleted.

    Taking back an undo restores what it undid.
    """
    from twosource.review import undo  # noqa: PLC0415

    _do(lambda ledger, signed: undo(ledger, signed, act), by, reason)


#: The acts in the order of ``twosource review --help``.
COMMANDS: Final = (ACCEPT, REJECT, MERGE, SPLIT, MOVE, CORRECT, DISMISS, UNDO)
