"""Write docs/reference/exports.md from the formats in src/twosource/exports and the columns in wire.

Run it after changing a format: ``python tools/exports_reference.py``. A test fails while it is stale.
"""

import inspect
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from twosource.exports import FORMS, Form
from twosource.wire.cells import Column
from twosource.wire.frames import ARTICLES, REPORTS

TARGET = Path(__file__).parents[1] / "docs" / "reference" / "exports.md"
INTRODUCTION = """\
# What can be exported, column by column

Made from `src/twosource/exports/` and `src/twosource/wire/` by `python tools/exports_reference.py`; do not edit
by hand.

```
twosource export --format NAME [--out FILE] [the filters of twosource incidents]
```

The desk offers the same under *Export* (`/export/NAME`), programs get it from `/api/v1/exports/NAME`; filters
have the same names everywhere. All of them:

- are written piece by piece, so that a ledger of any size can be exported; only `--as-of` holds those incidents
  in memory that looked otherwise then;
- give the same bytes for the same ledger, newest incident first;
- leave empty what nobody says. Unknown is never 0, also where the data set that a format follows writes 0;
- can be of a moment (`--as-of`), and of any profile (`--profile`) unless the format follows the rules of a data
  set and names its own.

Tables are CSV as RFC 4180 has it, in UTF-8, with a header and CRLF. A cell that a spreadsheet would run as a
formula (it begins with `=`, `+`, `-` or `@`, blanks and invisible characters passed over) is written with an
apostrophe before it; control characters become U+FFFD. There is no byte order mark: where a spreadsheet takes
the letters for others, import the file as UTF-8. JSON keeps all words to the letter.

An export shaped like ACLED's, UCDP's or Iraq Body Count's data is not theirs: their coders judge what belongs in
their data, twosource fills their columns with what its ledger holds.
"""
_NOTEBOOK = """\
`Ledger(...).incidents()` has the columns of `parquet`, `.claims()` those of `claims-csv`. See
[the notebook](../notebook.md).
"""
#: The module whose words tell of a format's records.
_ABOUT = {
    "csv": "tables", "acled": "acled", "ucdp-ged": "ged", "ibc": "ibc", "event-reports": "event_reports",
    "geojson": "geojson", "ftm": "ftm", "stix": "stix", "parquet": "frames",
}  # fmt: skip
_SAME_COLUMNS = {"claims-parquet": "claims-csv"}


def render() -> str:
    """Return the page."""
    parts = [INTRODUCTION, *_overview(), *(part for form in FORMS.values() for part in _section(form))]
    notebook = [
        "## In a notebook\n",
        _NOTEBOOK,
        "`.reports()`:\n",
        *_columns(REPORTS),
        "\n`.articles()`:\n",
        *_columns(ARTICLES),
    ]
    return "\n".join([*parts, *notebook]) + "\n"


def _overview() -> Iterator[str]:
    yield "| format | file | profile | what it is |\n|---|---|---|---|"
    for form in FORMS.values():
        profile = f"`{form.profile}`, its own" if form.profile else "any"
        yield f"| [`{form.name}`](#{form.name}) | `.{form.ending}` | {profile} | {form.says} |"
    yield ""


def _section(form: Form) -> Iterator[str]:
    yield f"## {form.name}\n"
    yield f"{form.says} Media type `{form.media_type}`.\n"
    if form.name in _ABOUT:
        yield _words_of(f"twosource.wire.{_ABOUT[form.name]}")
    elif form.name.endswith("jsonl"):
        yield "The shape of an object stands in [json.md](json.md).\n"
    if form.name in _SAME_COLUMNS:
        same = _SAME_COLUMNS[form.name]
        yield f"The columns are those of [`{same}`](#{same}), with types.\n"
    elif form.columns:
        yield from _columns(form.columns)
        yield ""


def _words_of(module: str) -> str:
    return inspect.cleandoc(import_module(module).__doc__ or "") + "\n"


def _columns(columns: tuple[Column, ...]) -> Iterator[str]:
    yield "| column | kind | what stands in it |\n|---|---|---|"
    for column in columns:
        yield f"| `{column.name}` | {column.kind} | {column.says} |"


if __name__ == "__main__":
    TARGET.write_text(render(), "utf-8")
