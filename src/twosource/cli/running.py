"""Run a command line: errors and surprises become one line and an exit status, a closed pipe is quiet."""

import os
import sys
import traceback
from collections.abc import Sequence
from typing import Final

import click

from twosource.cli.commands import Commands, PipeClosed, make_group
from twosource.cli.complaints import complain
from twosource.errors import ConfigError, TwosourceError

_INTERRUPTED: Final = 130  # 128 + SIGINT, as shells have it
_SURPRISED: Final = 70  # EX_SOFTWARE of sysexits.h
_SURPRISE: Final = 200  # characters of a foreign error that are shown
_PIPE_CLOSED: Final = 141  # 128 + SIGPIPE


def run(argv: Sequence[str] | None) -> int:
    """Run one command and return its exit status."""
    _prepare(sys.stdout)
    _prepare(sys.stderr)
    try:
        return _run(make_group(), argv)
    except (PipeClosed, BrokenPipeError):
        _close_quietly()
        return _PIPE_CLOSED
    except OSError as error:
        _close_quietly()
        complain(error.strerror or str(error), address=str(error.filename or "standard output"))
        return 1
    except Exception as error:  # noqa: BLE001  (the last edge: a damaged ledger or a bug, told in one line)
        return _complain_of_surprise(error)


def _run(group: Commands, argv: Sequence[str] | None) -> int:
    try:
        status = group.main(argv, prog_name="twosource", standalone_mode=False)
    except click.UsageError as error:
        return _complain_of_usage(error)
    except click.ClickException as error:
        complain(error.format_message())
        return error.exit_code
    except click.Abort:
        complain("interrupted")
        return _INTERRUPTED
    except ConfigError as error:
        for number, fault in enumerate(error.faults, start=1):
            complain(fault, hint=error.hint if number == len(error.faults) else "")
        return error.exit_code
    except TwosourceError as error:
        complain(str(error), hint=error.hint)
        return error.exit_code
    return status if isinstance(status, int) else 0


def _complain_of_usage(error: click.UsageError) -> int:
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        print(error.format_message())  # noqa: T201
        return 0
    page = f"{error.ctx.command_path} --help" if error.ctx else "twosource --help"
    complain(error.format_message(), hint=f"See {page}")
    return error.exit_code


def _complain_of_surprise(error: Exception) -> int:
    """Tell of what nobody foresaw in one line; the whole trace is there for whoever asks for it."""
    if os.environ.get("TWOSOURCE_TRACE"):
        traceback.print_exception(error)
    _close_quietly()
    complain(
        f"stopped by a surprise: {type(error).__name__}: {str(error)[:_SURPRISE]}",
        hint="Run twosource doctor to see whether the ledger is damaged; if it is whole, report this as a"
        " fault, with what is printed when TWOSOURCE_TRACE=1 is set",
    )
    return _SURPRISED


def _prepare(stream: object) -> None:
    """Let a stream write what its encoding lacks as escapes, where it would stop the program."""
    reconfigure = getattr(stream, "reconfigure", None)
    if reconfigure is not None:
        reconfigure(errors="backslashreplace")


def _close_quietly() -> None:
    """Send what is still buffered nowhere, so that Python does not complain at its end."""
    if sys.__stdout__ is not None and sys.stdout is sys.__stdout__:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno())
