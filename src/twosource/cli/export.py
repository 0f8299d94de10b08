"""``twosource export``: claims and incidents for other programs."""

import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

import click
from click.shell_completion import CompletionItem

from twosource.cli.filters import Wanted, filter_options
from twosource.cli.lens import describe_lens, lens_options, take_lens
from twosource.cli.manual import command
from twosource.cli.screen import Column, open_screen
from twosource.cli.settings import get_settings
from twosource.errors import TwosourceError

if TYPE_CHECKING:
    from twosource.exports.forms import Form
    from twosource.lens import Lens


class _FormName(click.ParamType[str, Any]):
    """A format by its name; which there are is looked up when it is asked for."""

    name = "format"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        from twosource.exports.forms import get_form  # noqa: PLC0415

        try:
            return get_form(value).name
        except ValueError as error:
            self.fail(f"{error}; --list-formats tells what each is", param, ctx)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[CompletionItem]:
        from twosource.exports.forms import FORMS  # noqa: PLC0415

        del ctx, param
        items = (CompletionItem(one.name, help=one.says) for one in FORMS.values())
        return [item for item in items if item.value.startswith(incomplete)]


@command(
    "export",
    examples=(
        (
            "Every claim with its quote, a JSON object a line",
            "twosource export --format claims-jsonl --out claims.jsonl",
        ),
        ("In the columns of ACLED, by its rules", "twosource export --format acled --out acled.csv"),
        ("A map of one year", "twosource export --format geojson --since 2024-01-01 > 2024.geojson"),
        ("All formats, with a line about each", "twosource export --list-formats"),
    ),
)  # fmt: skip
@click.option(
    "--format", "form", type=_FormName(), metavar="NAME", help="What to write, and how: see --list-formats."
)
@click.option("--list-formats", is_flag=True, help="List the formats and write nothing.")
@click.option("--out", metavar="FILE", help="Write to a file, which is replaced; default: standard output.")
@filter_options
@lens_options
def COMMAND(form: str | None, list_formats: bool, out: str | None, **given: Any) -> None:  # noqa: N802
    """Write out claims or incidents for other programs.

    What each format holds is told by --list-formats, its columns in docs/reference/exports.md. With
    filters, claims are those of the incidents that pass. A format that follows the rules of a data set
    takes its values by the profile of that set and by no other.
    """
    lens, wanted = take_lens(given), Wanted(**given)
    if list_formats:
        _list_formats()
    elif form is None:
        raise click.UsageError("name a format with --format; --list-formats tells which there are")
    else:
        _export(form, out, wanted, lens)


def _list_formats() -> None:
    from twosource.cli.printing import print_json_list  # noqa: PLC0415
    from twosource.exports.forms import FORMS  # noqa: PLC0415

    settings = get_settings()
    if settings.json:
        print_json_list(map(_line_of, FORMS.values()))
        return
    columns = (Column(name="format"), Column(name="file"), Column(name="profile"), Column(name="what it is"))
    rows = [(form.name, f".{form.ending}", form.profile or "any", form.says) for form in FORMS.values()]
    open_screen(settings).table(columns, rows)


def _line_of(form: "Form") -> dict[str, str | bool | None]:
    return {
        "name": form.name,
        "media_type": form.media_type,
        "ending": form.ending,
        "text": form.is_text,
        "profile": form.profile,
        "says": form.says,
    }


def _export(name: str, out: str | None, wanted: Wanted, lens: "Lens") -> None:
    from twosource.exports import export, get_form  # noqa: PLC0415

    on_screen = out is None or out == "-"
    if on_screen and not get_form(name).is_text and sys.stdout.isatty():
        raise click.UsageError(f"{name} is no text for a terminal: name a file with --out")
    with get_settings().open_ledger() as ledger:
        pieces = export(ledger, name, wanted.to_filter() if wanted else None, lens)
        if not lens.is_plain:
            click.echo(describe_lens(lens), err=True)
        if on_screen:
            _print(pieces)
        else:
            _write(Path(str(out)), pieces)


def _print(pieces: Iterable[bytes]) -> None:
    stream: IO[bytes] | None = getattr(sys.stdout, "buffer", None)
    for piece in pieces:
        if stream is None:
            sys.stdout.write(piece.decode())
        else:
            stream.write(piece)


def _write(path: Path, pieces: Iterable[bytes]) -> None:
    """Write a file beside the one wanted and put it in its place once it is whole.

    What is there and no file (a pipe, /dev/stderr) is written straight into.
    """
    is_special = path.exists() and not path.is_file()
    beside = path if is_special else path.with_name(f".{path.name}.part")
    try:
        with beside.open("wb") as stream:
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
