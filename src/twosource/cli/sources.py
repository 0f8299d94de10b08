"""``twosource sources``: outlets, newsrooms and voices by count, and how people rate them and claims."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

import click

from twosource.cli.manual import ManualGroup, command
from twosource.cli.screen import Column, Piece, Screen, Words, open_screen
from twosource.cli.settings import get_settings

if TYPE_CHECKING:
    from twosource.review import Signed
    from twosource.sources import Share, Source
    from twosource.store import Ledger
    from twosource.store.ratings import Rating, Subject

_KINDS: Final = ("outlet", "newsroom", "voice")
_ORDERS: Final = ("incidents", "name", "articles", "claims", "copies", "firsts", "contradicted", "updated")
_REVIEWER: Final = "TWOSOURCE_REVIEWER"
_MOST_LISTED: Final = 50
_CLAIM: Final = "c_"
_EXAMPLES: Final = (
    ("The outlets that tell of most incidents", "twosource sources"),
    ("The newsrooms that print most copies", "twosource sources --kind newsroom --order copies"),
    ("One source from all sides", "twosource sources show 'Halcyon Wire'"),
    ("Say how far you trust it", "twosource sources rate 'Halcyon Wire' B --reason 'three years of checked reports'"),
    ("Say how far you believe a claim", "twosource sources rate c_4a4df80796 2 --reason 'fits the pictures'"),
)  # fmt: skip
_LIST: Final = (
    Column(name="name", least=16), Column(name="incidents", numbers=True, whole=True),
    Column(name="claims", numbers=True, whole=True), Column(name="copies"), Column(name="told first"),
    Column(name="half within", whole=True), Column(name="contradicted"), Column(name="overtaken"),
    Column(name="rated", whole=True),
)  # fmt: skip
_HISTORY: Final = (Column(name="rating", whole=True), Column(name="when", whole=True), Column(name="who"),
                   Column(name="what, and why"))  # fmt: skip


@click.group("sources", cls=ManualGroup, examples=_EXAMPLES)
@click.option(
    "--kind", type=click.Choice(_KINDS), default="outlet", help="Who prints (outlet), writes or says it."
)
@click.option("--name", "words", metavar="WORDS", default="", help="Only those whose name holds this.")
@click.option(
    "--order", type=click.Choice(_ORDERS), default="incidents", help="What comes first (incidents)."
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=_MOST_LISTED, metavar="N", help="At most so many (50)."
)
@click.pass_context
def COMMAND(ctx: click.Context, kind: Any, words: str, order: Any, limit: int) -> None:  # noqa: N802
    """List outlets, newsrooms or voices: how much they tell, how late, and what became of their word.

    Contradicted is the share of the facts that independent others speak on too, of which these later said
    otherwise; it does not tell who was right. Shares of fewer than 20 cases are not told. Letters (A to F, how
    far a source is trusted) and figures (1 to 6, how far a claim is believed) are set by people alone.
    """
    if ctx.invoked_subcommand is not None:
        return
    from twosource.sources import list_sources  # noqa: PLC0415
    from twosource.store.source_rows import Listed  # noqa: PLC0415

    settings = get_settings()
    with settings.open_ledger() as ledger:
        found = list_sources(ledger, Listed(kind=kind, words=words, order=order, limit=limit))
        if settings.json:
            from twosource.cli.printing import print_json_list  # noqa: PLC0415

            print_json_list(map(source_line, found.sources))
            return
        screen = open_screen(settings)
        if not found.sources:
            screen.line(f"No {kind} is in this ledger." if not words else f"No {kind} is named so.")
            return
        screen.table(_LIST, [_row(one) for one in found.sources])
        if len(found.sources) < found.total:
            screen.line(Piece(f"and {found.total - len(found.sources):,} more; --limit lists them.", "aside"))


@command("show", examples=(_EXAMPLES[2],))
@click.argument("name")
@click.option("--kind", type=click.Choice(_KINDS), help="Where several kinds of source have the name.")
def show(name: str, kind: Any) -> None:
    """Show a source from all sides, or what people say of a claim by its id."""
    settings = get_settings()
    with settings.open_ledger() as ledger:
        subject = _find(ledger, name, kind)
        if subject.kind == "claim":
            ratings = ledger.ratings.of(subject)
            line: dict[str, Any] = {"claim": subject.name, "ratings": list(map(rating_line, ratings))}
        else:
            line = _show_source(ledger, open_screen(settings), subject, quiet=settings.json)
        if settings.json:
            from twosource.cli.printing import print_json  # noqa: PLC0415

            print_json(line)
            return
        _show_ratings(open_screen(settings), ledger, subject)


@command("rate", examples=_EXAMPLES[3:])
@click.argument("name")
@click.argument("grade")
@click.option("--kind", type=click.Choice(_KINDS), help="Where several kinds of source have the name.")
@click.option("--by", metavar="NAME", help=f"Who rates. Default: ${_REVIEWER}.")
@click.option("--reason", metavar="TEXT", help="Why; kept with the rating. Needed.")
def rate_one(name: str, grade: str, kind: Any, by: str | None, reason: str | None) -> None:
    """Rate a source A to F, or a claim 1 to 6 by its id; signed, with a reason, and kept for good."""
    from twosource.sources import rate  # noqa: PLC0415

    signed, settings = _sign(by, reason), get_settings()
    with settings.open_ledger() as ledger:
        _tell(rate(ledger, _find(ledger, name, kind), grade, signed))


@command("undo", examples=(("Take it back", "twosource sources undo g_5e0d --reason 'meant another paper'"),))
@click.argument("rating")
@click.option("--by", metavar="NAME", help=f"Who takes it back. Default: ${_REVIEWER}.")
@click.option("--reason", metavar="TEXT", help="Why; kept. Needed.")
def undo(rating: str, by: str | None, reason: str | None) -> None:
    """Take a rating back by its id; both stay in the history."""
    from twosource.sources import take_back  # noqa: PLC0415
    from twosource.store.ratings import RatingId  # noqa: PLC0415

    signed, settings = _sign(by, reason), get_settings()
    with settings.open_ledger() as ledger:
        _tell(take_back(ledger, RatingId(rating), signed))


def _sign(by: str | None, reason: str | None) -> "Signed":
    from twosource.ingest.clock import SystemClock  # noqa: PLC0415
    from twosource.review import Signed  # noqa: PLC0415

    name = by or os.environ.get(_REVIEWER)
    if not name:
        raise click.UsageError(f"say who rates: --by NAME, or set {_REVIEWER}")
    if not (reason or "").strip():
        raise click.UsageError("say why with --reason TEXT: it is kept with the rating")
    return Signed(by=name, reason=reason or "", at=SystemClock().now())


def _find(ledger: "Ledger", name: str, kind: Any) -> "Subject":
    """Return what a name or an id means; raises NoSuchRecord, and UsageError where it means several."""
    from twosource.errors import NoSuchRecord  # noqa: PLC0415
    from twosource.sources import claim_subject, find_sources  # noqa: PLC0415

    if name.startswith(_CLAIM) and kind is None:
        return claim_subject(ledger, name)
    found = find_sources(ledger, name, kind)
    if not found:
        raise NoSuchRecord(
            f"no source is named {name!r}", hint="part of a name is found with twosource sources --name WORDS"
        )
    kinds = [one.row.kind for one in found]
    if len(found) > 1:
        raise click.UsageError(f"{name!r} is {' and '.join(kinds)}: say which with --kind {kinds[0]}")
    return found[0].subject


def _tell(made: "Rating") -> None:
    from twosource.cli.printing import print_json  # noqa: PLC0415

    settings = get_settings()
    if settings.json:
        print_json(rating_line(made))
        return
    screen, subject = open_screen(settings), made.subject
    said = f"took {made.undoes} back" if made.undoes else f"rated {made.grade}"
    screen.line(Piece(f"{subject.kind.capitalize()} {subject.name}: {said}.", "heading"))
    screen.line(Piece(f"Rating {made.id}, by {made.by}. Take it back: twosource sources undo {made.id} --reason TEXT", "aside"))  # fmt: skip


# --- on the screen ----------------------------------------------------------------------------------


def _row(one: "Source") -> tuple[Words, ...]:
    row = one.row
    return (
        row.label, f"{row.incidents:,}", f"{row.claims:,}",
        "" if row.kind == "voice" else _share(one.copies), _share(one.firsts), _hours(one.median),
        _share(one.contradicted), _share(one.updated), one.rating.grade if one.rating else "-",
    )  # fmt: skip


def _share(share: "Share") -> str:
    from twosource.sources import show_share  # noqa: PLC0415

    return show_share(share)


def _hours(delay: Any) -> str:
    return "not known" if delay is None else f"{delay.total_seconds() / 3600:.1f} h"


def _show_source(ledger: "Ledger", screen: Screen, subject: "Subject", *, quiet: bool) -> dict[str, Any]:
    from twosource.sources import get_source, portray  # noqa: PLC0415
    from twosource.wording import show_kind  # noqa: PLC0415

    source = get_source(ledger, subject.kind, subject.name)  # type: ignore[arg-type]
    portrait = portray(ledger, source)
    line = {
        **source_line(source),
        "kinds": dict(portrait.kinds),
        "countries": dict(portrait.countries),
        "printed_with": dict(portrait.prints),
        "handed_on": [
            {"kind": one.kind, "name": one.label, "claims": one.claims} for one in portrait.hands_on
        ],
        "ratings": list(map(rating_line, portrait.ratings)),
    }
    if quiet:
        return line
    row = source.row
    screen.line(Piece(f"{row.label} ({row.kind})", "heading"))
    for name, words in (
        ("articles", "" if row.kind == "voice" else f"{row.articles:,}, copies {_share(source.copies)}"),
        ("tells of", f"{row.incidents:,} incidents in {row.reports:,} reports, {row.claims:,} claims"),
        ("told first", _share(source.firsts)),
        (
            "delay",
            f"half within {_hours(source.median)}, nine in ten within {_hours(source.late)}, of {row.timed:,}",
        ),
        ("contradicted", _share(source.contradicted)),
        ("overtaken", _share(source.updated)),
        ("kinds", _listed((show_kind(kind), number) for kind, number in portrait.kinds)),
        ("countries", _listed(portrait.countries)),
        ("prints with", _listed(portrait.prints)),
        ("hands on", _listed((one.label, one.claims) for one in portrait.hands_on)),
    ):
        if words:
            screen.line(Piece(f"{name}: ", "aside"), words, indent=2)
    return line


def _listed(pairs: Any) -> str:
    return ", ".join(f"{name} {number:,}" for name, number in list(pairs)[:10])


def _show_ratings(screen: Screen, ledger: "Ledger", subject: "Subject") -> None:
    from twosource.sources import load_scale, scale_of  # noqa: PLC0415

    scale, ratings = load_scale(scale_of(subject.kind)), ledger.ratings.of(subject)
    standing = ledger.ratings.standing([subject]).get(subject)
    screen.heading(scale.title)
    if standing is None:
        screen.line("Nobody has rated it.")
    else:
        grade = scale.grades[standing.grade]
        screen.line(Piece(f"{grade.mark}  {grade.name}", "value"), f": {grade.means}")
    if ratings:
        screen.table(_HISTORY, _history(ratings))


def _history(ratings: "Sequence[Rating]") -> list[tuple[Words, ...]]:
    rows: list[tuple[Words, ...]] = []
    for one in ratings:
        what = f"took {one.undoes} back" if one.undoes else one.grade
        gone = Piece(" (taken back)", "changed") if one.undone else ""
        rows.append(
            (Piece(one.id, "id"), f"{one.at:%Y-%m-%d %H:%M}", one.by, (what, gone, f": {one.reason}"))
        )
    return rows


# --- as JSON ----------------------------------------------------------------------------------------


def source_line(one: "Source") -> dict[str, Any]:
    """Return a source as it is written for other programs; shares with part and whole."""
    row = one.row
    shares = {
        "copies": one.copies,
        "firsts": one.firsts,
        "contradicted": one.contradicted,
        "updated": one.updated,
    }
    return {
        "kind": row.kind, "name": row.name, "label": row.label, "articles": row.articles, "incidents": row.incidents,
        "reports": row.reports, "claims": row.claims,
        **{name: {"part": share.part, "whole": share.whole} for name, share in shares.items()},
        "delay_median_s": None if one.median is None else int(one.median.total_seconds()),
        "delay_p90_s": None if one.late is None else int(one.late.total_seconds()),
        "first_at": None if one.first_at is None else one.first_at.isoformat(),
        "last_at": None if one.last_at is None else one.last_at.isoformat(),
        "rating": None if one.rating is None else rating_line(one.rating),
    }  # fmt: skip


def rating_line(one: "Rating") -> dict[str, Any]:
    """Return a rating as it is written for other programs."""
    return {
        "id": one.id, "of": one.subject.kind, "subject": one.subject.name, "grade": one.grade or None, "by": one.by,
        "at": one.at.isoformat(), "reason": one.reason, "undoes": one.undoes, "undone": one.undone,
    }  # fmt: skip


for _command, _short in (
    (show, "Show one from all sides, or what people say of a claim."),
    (rate_one, "Rate a source A to F, or a claim 1 to 6."),
    (undo, "Take a rating back."),
):
    _command.short_help = _short
    COMMAND.add_command(_command)
