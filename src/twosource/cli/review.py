"""``twosource review``: what is worth a person's time, and what people decide."""

from difflib import get_close_matches
from typing import Any, Final

import click

from twosource.cli import review_acts, review_list, review_log, review_show
from twosource.cli.manual import ManualGroup

_EXAMPLES: Final = (
    ("What is worth my time?", "twosource review"),
    ("Look at one of them: both reports side by side, or all that is said", "twosource review show t_3fa9"),
    ("They are one incident", "twosource review accept t_3fa9 --by Amina --reason 'same bus, same road'"),
    ("A figure is misread", "twosource review correct c_91c2 4 --reason 'four dead, three hurt'"),
    ("I changed my mind", "twosource review undo v_5e0d --reason 'the second post is of another day'"),
)  # fmt: skip
#: Every command in the order people need them, with its line in ``twosource review --help``.
_COMMANDS: Final = {
    "list": "List what is worth your time, most valuable first.",
    "show": "Show one item: both reports, or all that is said.",
    "accept": "Two reports tell of one incident.",
    "reject": "Two reports tell of two incidents.",
    "merge": "Incidents are one; the oldest id stays.",
    "split": "Some reports of an incident tell of another.",
    "move": "A report tells of another incident.",
    "correct": "What the words of a claim mean.",
    "dismiss": "Lay an item aside: it stands as it is.",
    "undo": "Take an act back, or what took it back.",
    "log": "List what people decided, newest first.",
}


class Review(ManualGroup):
    """The group of what a reviewer does; by itself it lists what is worth doing."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find what is meant; a mistyped name is told with the nearest one."""
        if args and args[0] not in self.commands and not ctx.resilient_parsing:
            near = get_close_matches(args[0], self.commands, n=1)
            ctx.fail(f"there is no review {args[0]!r}." + (f" Did you mean {near[0]}?" if near else ""))
        return super().resolve_command(ctx, args)


@click.group(
    "review",
    cls=Review,
    examples=_EXAMPLES,
)
@review_list.list_options
@click.pass_context
def COMMAND(ctx: click.Context, /, **asked: Any) -> None:  # noqa: N802
    """List what is worth a person's time, most valuable first; decide it, and take it back.

    Two incidents that may be one, facts on which voices contradict each other, incidents that one
    newsroom alone tells of: each stands in the list with an id and with what makes it worth looking
    at. Every act takes a name and a reason, is kept for good, outranks the machine, and can be undone.
    """
    if ctx.invoked_subcommand is None:
        review_list.show_list(**asked)


for _command in (review_list.COMMAND, review_show.COMMAND, *review_acts.COMMANDS, review_log.COMMAND):
    _command.short_help = _COMMANDS[str(_command.name)]
    COMMAND.add_command(_command)
