"""Commands whose ``--help`` reads like a manual page: what it does, examples, exit status, environment."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import click

from twosource.cli.settings import global_options

#: What an exit status means where a command says nothing else of it.
EXITS: Final[Mapping[int, str]] = {
    0: "all went well",
    1: "it could not be done; the reason is on standard error",
    2: "the command was called wrongly",
    70: "stopped by a damaged ledger or a fault in twosource",
    130: "interrupted",
    141: "whoever read its output stopped reading",
}
_ENVIRONMENT: Final = (
    ("TWOSOURCE_DB", "the ledger, where --db is not given"),
    ("TWOSOURCE_CONFIG", "the configuration, where --config is not given"),
    ("TWOSOURCE_READER", "who reads, where --reader is not given"),
    (
        "TWOSOURCE_REVIEWER",
        "who decides in twosource review and at the desk, where --by or --as is not given",
    ),
    ("NO_COLOR", "print no colours, if set to anything"),
    ("COLUMNS", "width of the terminal, where it does not tell"),
    ("TWOSOURCE_TRACE", "print the whole trace of a fault, if set to anything"),
)
_TOPICS: Final = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class Manual(click.Command):
    """A command with examples, which takes the global options too."""

    def __init__(
        self, *args: Any, examples: Sequence[tuple[str, str]], exits: Mapping[int, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **{"context_settings": _TOPICS} | kwargs)
        self.params.extend(global_options())
        self.examples = tuple(examples)
        self.exits = {**EXITS, **exits}

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what stands below the options."""
        del ctx
        _write_epilog(formatter, self.examples, self.exits)


class ManualGroup(click.Group):
    """A group of commands with examples, which takes the global options too; by itself it does what it lists."""

    def __init__(self, *args: Any, examples: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        settled: dict[str, Any] = {"context_settings": _TOPICS, "invoke_without_command": True}
        super().__init__(*args, **settled | kwargs)
        self.params.extend(global_options())
        self.examples = tuple(examples)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write what stands below the commands."""
        del ctx
        _write_epilog(formatter, self.examples, EXITS)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order people need them, which is that of adding them."""
        del ctx
        return list(self.commands)


def command(
    name: str, *, examples: Sequence[tuple[str, str]], exits: Mapping[int, str] | None = None
) -> Callable[[Callable[..., int | None]], click.Command]:
    """Make a command of a function, whose docstring is the first part of its manual page.

    ``examples`` are pairs of what it is for and the line to type; ``exits`` adds to :data:`EXITS`.
    """
    return click.command(name, cls=Manual, examples=examples, exits=exits or {})


def _write_epilog(
    formatter: click.HelpFormatter, examples: Sequence[tuple[str, str]], exits: Mapping[int, str]
) -> None:
    write_examples(formatter, examples)
    with formatter.section("Exit status"):
        formatter.write_dl([(str(code), meaning) for code, meaning in sorted(exits.items())])
    write_environment(formatter)


def write_examples(formatter: click.HelpFormatter, examples: Sequence[tuple[str, str]]) -> None:
    """Write examples, each under a line that says what it is for."""
    with formatter.section("Examples"):
        for number, (purpose, line) in enumerate(examples):
            blank = "\n" if number else ""
            formatter.write(f"{blank}{'':>{formatter.current_indent}}# {purpose}\n")
            formatter.write(f"{'':>{formatter.current_indent}}{line}\n")


def write_environment(formatter: click.HelpFormatter) -> None:
    """Write the environment variables that are heeded."""
    with formatter.section("Environment"):
        formatter.write_dl(list(_ENVIRONMENT))
