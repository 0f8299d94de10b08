"""Commands: a program of one's own that is given a message as JSON on standard input.

It is started from its list of arguments, never through a shell, with few environment variables, a bounded
time, and no more of what it prints kept than a line. Its words never reach its arguments.
"""

import asyncio
import os
import signal
from asyncio.subprocess import PIPE, STDOUT, Process
from collections.abc import Mapping
from contextlib import suppress
from typing import Final

from twosource.config.channels import Command
from twosource.delivering.messages import Answer, Message, body_of

#: What a command may see of our environment, beside what its channel names.
KEPT: Final = ("PATH", "HOME", "LANG", "LC_ALL", "TZ")
_MOST_PRINTED: Final = 100_000  # bytes that are kept of what it prints; the rest is read and let go
_LAST_WORDS: Final = 2.0  # seconds for a program that was ended to let go of what it holds
_SHOWN: Final = 300  # characters of what it printed that are noted


async def run_command(message: Message, command: Command) -> Answer:
    """Run the program and return what became of it: status 0 is sent, every other is tried again."""
    try:
        process = await asyncio.create_subprocess_exec(
            *command.run,
            stdin=PIPE,
            stdout=PIPE,
            stderr=STDOUT,
            env=environment_of(os.environ, command, message.id),
            start_new_session=True,  # so that what it starts ends with it
        )
    except (OSError, ValueError) as error:
        return Answer(outcome="later", detail=f"{command.run[0]} can't be run: {error}")
    try:
        async with asyncio.timeout(command.timeout.total_seconds()):
            printed = await _talk(process, body_of(message))
            status = await process.wait()
    except TimeoutError:
        return Answer(
            outcome="later", detail=f"did not end within {command.timeout.total_seconds():g} seconds"
        )
    finally:
        await _end(process)
    return _answer(status, printed)


def environment_of(variables: Mapping[str, str], command: Command, delivery: str) -> dict[str, str]:
    """Return what a command may see: little, and none of our secrets unless its channel names them."""
    kept = {name: variables[name] for name in (*KEPT, *command.keep) if name in variables}
    return kept | {"TWOSOURCE_DELIVERY": delivery}


async def _talk(process: Process, body: bytes) -> bytes:
    """Give the program its input and read what it prints, at once: it may do either first."""
    assert process.stdin is not None
    assert process.stdout is not None
    async with asyncio.TaskGroup() as both:
        both.create_task(_give(process.stdin, body))
        reading = both.create_task(_read(process.stdout))
    return reading.result()


async def _give(stream: asyncio.StreamWriter, body: bytes) -> None:
    with suppress(BrokenPipeError, ConnectionResetError):  # it need not read what it is given
        stream.write(body)
        await stream.drain()
    stream.close()


async def _read(stream: asyncio.StreamReader) -> bytes:
    printed = b""
    while more := await stream.read(_MOST_PRINTED):
        printed = (printed + more)[-_MOST_PRINTED:]
    return printed


async def _end(process: Process) -> None:
    """Stop the program with all that it started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    assert process.stdout is not None
    with suppress(TimeoutError):  # what it started may have left its group, and hold its output open
        async with asyncio.timeout(_LAST_WORDS):
            await _read(process.stdout)  # a process whose output is unread is never seen to end
            await process.wait()


def _answer(status: int, printed: bytes) -> Answer:
    words = " ".join(printed[-4 * _SHOWN :].decode("utf-8", "replace").split())[-_SHOWN:]
    if status == 0:
        return Answer(outcome="sent", detail="ended well")
    how = f"ended with status {status}" if status > 0 else f"was ended by signal {-status}"
    return Answer(outcome="later", detail=f"{how}: {words}" if words else how)
