"""``twosource watch``: read feeds for as long as it runs, and tell people what they wait for."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

import click

from twosource.cli.configuring import config_option, get_config
from twosource.cli.manual import command
from twosource.cli.reader import DEFAULT_READER, READERS
from twosource.cli.screen import Column, open_screen
from twosource.cli.settings import Settings, get_settings
from twosource.errors import ConfigError, LedgerUnavailable

if TYPE_CHECKING:
    from twosource.config import Config, Process
    from twosource.store.queue import Job

#: The smallest configuration that is of use, as ``--example`` prints it.
EXAMPLE: Final = """\
# twosource.toml: what is read, what is waited for, and who is told.

[watch]
contact = "you@example.org"      # goes into the user agent, so that sites can reach you

[[feeds]]
name = "Lakeside Courier"
url = "https://lakeside-courier.example/rss"
every = "5m"

[[sites]]
name = "Our office"
lat = -0.0917
lon = 34.768

[[watches]]
name = "Near the office"
near = "Our office"
radius_km = 25
tells = ["new incident", "toll rises"]
channels = ["screen"]

[[channels]]
name = "screen"
kind = "terminal"
"""
_DEAD: Final = (
    Column(name="job", whole=True),
    Column(name="kind", whole=True),
    Column(name="since", whole=True),
    Column(name="failed", numbers=True),
    Column(name="died", numbers=True),
    Column(name="why", least=30),
)
_SHOWN: Final = 12  # digits of a job's key that are shown


@command(
    "watch",
    examples=(
        ("Print a configuration to begin with", "twosource watch --example > twosource.toml"),
        ("Ask every feed once, read, raise and send, and end: for cron", "twosource watch --once"),
        ("On and on, with three processes that read", "twosource watch --workers 3"),
        ("Read beside it on another machine (PostgreSQL)", "twosource watch --workers-only --workers 8"),
        ("What was set aside, and trying it again", "twosource watch --dead && twosource watch --requeue all"),
    ),
    exits={1: "with --once: a feed or a page could not be had; else: the ledger is watched already"},
)  # fmt: skip
@config_option()
@click.option("--workers", type=click.IntRange(0, 64), metavar="NUMBER", help="Processes that read articles.")
@click.option("--once", is_flag=True, help="Ask every feed that is due, do all the work there is, and end.")
@click.option("--workers-only", is_flag=True, help="Ask nobody; read what another watch puts in the queue.")
@click.option("--health", metavar="HOST:PORT", help="Where /healthz, /readyz and /metrics answer, or off.")
@click.option("--log", type=click.Choice(("text", "json")), help="How the log on standard error is written.")
@click.option(
    "--reader",
    type=click.Choice(READERS),
    envvar="TWOSOURCE_READER",
    default=DEFAULT_READER,
    help=f"Who reads: the rules, the trained model, or both. Default: $TWOSOURCE_READER, else {DEFAULT_READER}.",
)
@click.option("--example", is_flag=True, help="Print a small configuration, and do nothing else.")
@click.option("--dead", is_flag=True, help="List the work that was set aside, and why.")
@click.option("--requeue", multiple=True, metavar="JOB", help="Let work that was set aside be done again; all for everything.")  # fmt: skip
def COMMAND(  # noqa: N802
    config: str | None, *, example: bool, dead: bool, requeue: tuple[str, ...], **wanted: Any
) -> int:
    """Read feeds again and again, keep what they print, and raise alerts.

    Feeds, watches and channels stand in twosource.toml. It may be ended and killed at any moment:
    the work that waits is in the ledger, and is gone on with the next time. The first Ctrl-C lets it
    end what is in hand, the second ends it at once.
    """
    if example:
        click.echo(EXAMPLE, nl=False)
        return 0
    if requeue:
        return _revive(requeue)
    if dead:
        return _list_dead()
    return _watch(get_config(config), **wanted)


def _watch(config: "Config", *, once: bool, **wanted: Any) -> int:
    from twosource.cli.watch_screen import follow_watch  # noqa: PLC0415
    from twosource.watching.settings import Settings as WatchSettings  # noqa: PLC0415
    from twosource.watching.supervisor import run_watch  # noqa: PLC0415

    process, settings = _process(config.process, wanted), get_settings()
    if not wanted["workers_only"]:
        _check_feeds(config, settings)
    watch = WatchSettings(
        ledger=settings.place,
        config=replace(config, process=process),
        workers=process.workers,
        once=once,
        workers_only=wanted["workers_only"],
        reader=wanted["reader"],
    )
    with follow_watch(process, has_colour=settings.has_colour) as (log, show):
        ended = run_watch(watch, log, show)
    return 1 if once and ended.missed else 0


def _check_feeds(config: "Config", settings: Settings) -> None:
    """Show how to begin where there is nothing to read; raises ConfigError."""
    if config.feeds or _has_feeds(settings):
        return
    click.echo(EXAMPLE)
    raise ConfigError(
        "there is no feed to read: the configuration names none, and the ledger has none",
        hint="begin with the example above (twosource watch --example > twosource.toml),"
        " or add a feed with twosource feeds add",
    )


def _has_feeds(settings: Settings) -> bool:
    """Whether the ledger has feeds; one that can't be had now is waited for, not refused."""
    from twosource.store.opening import is_there  # noqa: PLC0415

    try:
        if not is_there(settings.place):
            return False
        with settings.open_ledger() as ledger:
            return bool(ledger.feeds.all())
    except LedgerUnavailable:
        return True


def _process(process: "Process", wanted: dict[str, Any]) -> "Process":
    """Return how the process runs: as the command line says, else the configuration."""
    from twosource.config.process import parse_process  # noqa: PLC0415

    said = {name: wanted[name] for name in ("workers", "health", "log") if wanted[name] is not None}
    if "health" in said:
        said["health"] = parse_process({"health": said["health"]}).health
    return replace(process, **said)


def _list_dead() -> int:
    settings = get_settings()
    with settings.open_ledger() as ledger:
        found = ledger.queue.dead()
    if settings.json:
        from twosource.cli.printing import print_json_list  # noqa: PLC0415

        print_json_list(map(_job_line, found))
        return 0
    screen = open_screen(settings)
    if not found:
        screen.line("No work was set aside.")
        return 0
    screen.table(_DEAD, [_job_row(job) for job in found])
    return 0


def _job_line(job: "Job") -> dict[str, Any]:
    return {
        "job": job.key, "kind": job.kind, "put_at": job.put_at.isoformat(), "tries": job.tries,
        "deaths": job.deaths, "why": job.word, "host": job.lane,
    }  # fmt: skip


def _job_row(job: "Job") -> tuple[str, ...]:
    since = f"{job.put_at:%Y-%m-%d %H:%M}"
    return job.key[:_SHOWN], job.kind, since, str(job.tries), str(job.deaths), job.word


def _revive(keys: tuple[str, ...]) -> int:
    settings = get_settings()
    with settings.open_ledger() as ledger:
        count = ledger.queue.revive(None if keys == ("all",) else keys, datetime.now(UTC))
    if settings.json:
        from twosource.cli.printing import print_json  # noqa: PLC0415

        print_json({"requeued": count})
    else:
        click.echo(f"{count} {'job' if count == 1 else 'jobs'} will be done again.")
    return 0
