"""``twosource watches try``: what a watch would have raised in the past, when and why."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from twosource.cli.configuring import config_option, get_config
from twosource.cli.filters import Moment
from twosource.cli.manual import command
from twosource.cli.screen import Column, Piece, Screen, Words, open_screen
from twosource.cli.settings import get_settings
from twosource.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosource.store import Ledger
    from twosource.watches import Alert, Watch

_USUALLY: Final = timedelta(days=30)
_LIST: Final = (
    Column(name="when", whole=True), Column(name="move", whole=True), Column(name="incident", whole=True),
    Column(name="what, and why"),
)  # fmt: skip


@command(
    "try",
    examples=(
        ("What would it have raised last autumn, and why?",
         "twosource watches try office --since 2023-10-01 --until 2023-12-31"),
        ("Before it is put to work: a watch from a file", "twosource watches try --file new.toml --since 2024-01-01"),
        ("As the articles came to this ledger, not as they were printed",
         "twosource watches try office --since 2024-01-01 --by arrived"),
    ),
)  # fmt: skip
@click.argument("name", required=False)
@click.option(
    "--file", "file", type=click.Path(path_type=Path), metavar="PATH", help="Take the watch from a TOML file."
)
@click.option("--since", type=Moment(), metavar="DATE", help="From when on (30 days before --until).")
@click.option("--until", type=Moment(ends_day=True), metavar="DATE", help="Up to when (now).")
@click.option(
    "--by", type=click.Choice(("printed", "arrived")), default="printed", show_default=True,
    help="As articles were printed, or as they came to this ledger.",
)  # fmt: skip
@config_option()
def TRY(  # noqa: N802
    name: str | None,
    file: Path | None,
    config: str | None,
    since: datetime | None,
    until: datetime | None,
    by: Any,
) -> None:
    """Try a watch over the past: what it would have raised, when and why. Nothing is changed or sent.

    By printing, reports belong together as the ledger knows today; live, a report may have stood alone
    for a while. The silence of feeds is left out.
    """
    from twosource.alerting import rehearse_watch  # noqa: PLC0415

    end = until or datetime.now(UTC)
    start = since or end - _USUALLY
    if start >= end:
        raise click.UsageError(f"--since {start:%Y-%m-%d} is not before --until {end:%Y-%m-%d}")
    settings = get_settings()
    with settings.open_ledger() as ledger:
        watch = _find(ledger, name, file, config)
        found = rehearse_watch(ledger, watch, start, end, by=by)
    if settings.json:
        from twosource.cli.printing import print_json_list  # noqa: PLC0415
        from twosource.wire.alerts import alert_to_json  # noqa: PLC0415

        print_json_list(map(alert_to_json, found))
        return
    _show(open_screen(settings), watch, found, (start, end))


def _find(ledger: "Ledger", name: str | None, file: Path | None, config: str | None) -> "Watch":
    if file is not None:
        return _read(file, name, config)
    if name is None:
        raise click.UsageError("say which watch: its NAME, or --file PATH")
    from twosource.cli.watches import find_watch  # noqa: PLC0415

    return find_watch(ledger, name, config)


def _read(file: Path, name: str | None, config: str | None) -> "Watch":
    """Return the one watch of a file, or the one that is named; sites of the configuration count too."""
    import tomllib  # noqa: PLC0415

    from twosource.config.watches import parse_sites, parse_watches  # noqa: PLC0415

    try:
        raw = tomllib.loads(file.read_text("utf-8"))
    except OSError as error:
        raise InputError(f"{file}: can't be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: is no TOML: {error}") from None
    sites = (*parse_sites(raw.get("sites")), *get_config(config).sites)
    watches = parse_watches(raw.get("watches"), sites)
    named = [one for one in watches if name is None or one.name.casefold() == name.casefold()]
    if len(named) == 1:
        return named[0]
    names = ", ".join(one.name for one in watches) or "none"
    if not named:
        raise InputError(f"{file} has no such watch", hint=f"under [[watches]] it has: {names}")
    raise InputError(f"{file} has several watches", hint=f"name one of them: {names}")


def _show(
    screen: Screen, watch: "Watch", found: "Sequence[Alert]", period: tuple[datetime, datetime]
) -> None:
    first, last = (f"{at:%Y-%m-%d}" for at in period)
    counts = {move: sum(one.move == move for one in found) for move in ("alert", "update", "cancel")}
    numbers = ", ".join(
        f"{count} {move}{'' if count == 1 else 's'}" for move, count in counts.items() if count
    )
    told = numbers or "nothing"
    screen.line(Piece(f"{watch.name} would have raised {told} from {first} to {last}.", "heading"))
    rows: list[tuple[Words, ...]] = []
    for one in found:
        when = f"{one.raised_at.astimezone(UTC):%Y-%m-%d %H:%M}"
        rows.append((when, one.move, Piece(one.incident or "", "id"), one.headline))
        rows += [("", "", "", Piece(words, "aside")) for words in why(one)]
    screen.table(_LIST, rows)


def why(alert: "Alert") -> tuple[str, ...]:
    """Return why an alert was raised: its triggers and reason, else what is told otherwise."""
    reasons = (alert.reason, *(words for _, words in alert.triggers))
    return tuple(filter(None, reasons)) or tuple(one.sentence for one in alert.differences)
