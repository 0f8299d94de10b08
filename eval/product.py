"""What the program prints when its own commands are run: the only way in is the command line."""

import contextlib
import io
import json
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from eval.shapes import Line, Product


def gather(db: str | Path, files: Sequence[Path], *, options: Sequence[str] = ()) -> Product:
    """Add files to a new ledger and read them without one; ``options`` go to both commands."""
    add(db, files, options=options)
    return Product(
        articles=read(files, options=options),
        claims=_lines("--db", str(db), "export", "--format", "claims-jsonl"),
        incidents=_lines("--db", str(db), "export", "--format", "incidents-jsonl"),
    )


def add(db: str | Path, files: Sequence[Path], *, options: Sequence[str] = ()) -> None:
    """Add files to a ledger, made where there is none."""
    run_command("--db", str(db), "add", *map(str, files), *options)


def read(files: Sequence[Path], *, options: Sequence[str] = ()) -> tuple[Line, ...]:
    """Return the ``read`` line of every article in some files."""
    return _lines("read", *map(str, files), "--format", "jsonl", *options)


def run_command(*arguments: str) -> str:
    """Run one command in this process and return what it printed; raises RuntimeError if it fails."""
    command = cast("Callable[[list[str]], Any]", import_module("twosource.cli").main)
    printed, complaints = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(complaints):
        code = _exit_code(command, list(arguments))
    if code:
        raise RuntimeError(f"twosource {' '.join(arguments)}: exit {code}: {complaints.getvalue().strip()}")
    return printed.getvalue()


def _exit_code(command: Callable[[list[str]], Any], arguments: list[str]) -> Any:
    try:
        return command(arguments)
    except SystemExit as stop:
        return stop.code


def _lines(*arguments: str) -> tuple[Line, ...]:
    printed = run_command(*arguments).splitlines()
    return tuple(json.loads(line) for line in printed if line.strip())
