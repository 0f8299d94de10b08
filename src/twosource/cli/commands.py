"""The commands by name; each is imported only when it is called, so that ``--help`` answers at once."""

import sys
from difflib import get_close_matches
from importlib import import_module
from typing import Any, Final

import click

from twosource import __version__
from twosource.cli.manual import write_environment, write_examples
from twosource.cli.settings import global_options

#: Every command in the order people meet them, with its line in ``twosource --help``.
COMMANDS: Final = {
    "demo": "Run the main job on the example wires and show what came of it.",
    "add": "Add articles: files, folders, feeds, archives, addresses.",
    "archive": "Find the incidents in years of news, on this machine or a cluster.",
    "incidents": "List incidents, newest first.",
    "show": "Show one incident with every claim, quote and voice.",
    "article": "Show one article with its claims marked.",
    "why": "Say why two reports were joined or kept apart.",
    "tally": "Count incidents by place, kind, target, actor or time.",
    "sources": "List who prints, writes and says it, and rate them.",
    "review": "Decide what the program could not: what is worth it, and your acts.",
    "profiles": "Show by which rules values are taken, and how much the choice matters.",
    "read": "Read articles without a ledger.",
    "serve": "Open the desk in a browser: list, map, incidents, review, tallies.",
    "watch": "Read feeds on and on, and raise alerts: the process that runs for months.",
    "watches": "List standing questions; add, pause, remove, try them over the past.",
    "alerts": "List what watches raised; show, acknowledge, approve, send again.",
    "channels": "Show where alerts go, what waits there or failed; try a channel, send again.",
    "feeds": "List what is read without being asked again, how each does; add, check, import.",
    "people": "Say who may use the desk: passwords, roles, tokens; the log of writes.",
    "export": "Write out claims or incidents for other programs.",
    "drops": "Show what was left out, why, and how much.",
    "doctor": "Check the program, its data and the ledger, every quote included.",
    "transfer": "Copy a whole ledger from a file to a server, back, or to another file.",
    "reread": "Read all kept pages again, after an upgrade.",
}
_EXAMPLES: Final = (
    ("See it work", "twosource demo"),
    ("Add a folder of articles, then list what happened", "twosource add wires/ && twosource incidents"),
    ("Complete commands with the tab key (bash; also zsh, fish)",
     'eval "$(_TWOSOURCE_COMPLETE=bash_source twosource)"'),
)  # fmt: skip


class PipeClosed(Exception):
    """The reader of standard output has gone; click would take a BrokenPipeError for itself."""


class Commands(click.Group):
    """A group that knows its commands' names and imports one when it is asked for."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; raises PipeClosed where nobody reads what it prints."""
        try:
            status = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:
            raise PipeClosed from None
        return status

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        del ctx
        return list(COMMANDS)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is meant; a mistyped name is told with the nearest one."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-") and not ctx.resilient_parsing:
            near = get_close_matches(args[0], COMMANDS, n=1)
            ctx.fail(f"there is no command {args[0]!r}." + (f" Did you mean {near[0]}?" if near else ""))
        return super().resolve_command(ctx, args)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        found = import_module(f"twosource.cli.{cmd_name}").COMMAND
        assert isinstance(found, click.Command)
        return found

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the table, without importing any command."""
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write examples and environment."""
        del ctx
        write_examples(formatter, _EXAMPLES)
        write_environment(formatter)
        formatter.write("\nEach command has its own page: twosource COMMAND --help\n")


def make_group() -> Commands:
    """Return the whole command line."""
    group = Commands(
        "twosource",
        help="Read news articles and keep a ledger of the incidents they tell of: every fact with the"
        " sentence behind it and the voice that says it.",
        params=global_options(),
        no_args_is_help=True,
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    )
    return click.version_option(__version__, prog_name="twosource", message="%(prog)s %(version)s")(group)
