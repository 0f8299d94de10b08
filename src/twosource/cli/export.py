"""``twosource export``: claims and incidents for other programs."""

import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import click

from twosource.cli.filters import Wanted, filter_options
from twosource.cli.lens import describe_lens, lens_options, take_lens
from twosource.cli.manual import command
from twosource.cli.settings import get_settings
from twosource.errors import TwosourceError

_FORMATS: Final = ("claims-jsonl", "incidents-jsonl", "csv", "geojson")


@command(
    "export",
    examples=(
        (
            "Every claim with its quote, a JSON object a line",
            "twosource export --format claims-jsonl --out claims.jsonl",
        ),
        ("A table for a spreadsheet, columns after ACLED's", "twosource export --format csv --out incidents.csv"),
        ("A map of one year", "twosource export --format geojson --since 2024-01-01 > 2024.geojson"),
    ),
)  # fmt: skip
@click.option("--format", "form", type=click.Choice(_FORMATS), required=True, help="What to write, and how.")
@click.option("--out", metavar="FILE", help="Write to a file, which is replaced; default: standard output.")
@filter_options
@lens_options
def COMMAND(form: Any, out: str | None, **given: Any) -> None:  # noqa: N802
    """Write out claims or incidents for other programs.

    claims-jsonl and incidents-jsonl are JSON lines, csv has one row an incident, geojson is a
    FeatureCollection. Their shapes are described in docs/reference/json.md. With filters, claims
    are those of the incidents that pass.
    """
    from twosource.query import export  # noqa: PLC0415

    lens = take_lens(given)
    wanted = Wanted(**given)
    with get_settings().open_ledger() as ledger:
        pieces = export(ledger, form, wanted.to_filter() if wanted else None, lens)
        if not lens.is_plain:
            click.echo(describe_lens(lens), err=True)
        if out is None or out == "-":
            _print(pieces)
        else:
            _write(Path(out), pieces)


def _print(pieces: Iterable[str]) -> None:
    for piece in pieces:
        sys.stdout.write(piece)


def _write(path: Path, pieces: Iterable[str]) -> None:
    """Write a file beside the one wanted and put it in its place once it is whole.

    What is there and no file (a pipe, /dev/stderr) is written straight into.
    """
    is_special = path.exists() and not path.is_file()
    beside = path if is_special else path.with_name(f".{path.name}.part")
    try:
        with beside.open("w", encoding="utf-8", newline="", errors="backslashreplace") as stream:
            stream.writelines(pieces)
        if not is_special:
            beside.replace(path)
    except OSError as error:
        if not is_special:
            with suppress(OSError):  # where nothing can be written there is nothing to take away
                beside.unlink(missing_ok=True)
        raise TwosourceError(
            f"{path}: can't be written: {error.strerror}", hint="name another file with --out"
        ) from None
