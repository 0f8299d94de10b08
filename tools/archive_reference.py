"""Write the tables of docs/reference/archive.md from src/twosource/archive: columns, and reasons to leave something out.

Run it after changing one: ``python tools/archive_reference.py``. A test fails while it is stale. The rest of the
page is written by hand.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from twosource.archive.datasets import DROPS
from twosource.archive.drops import DROP_REASONS
from twosource.archive.tables import TABLES, TableOf
from twosource.wire.cells import columns_of

TARGET = Path(__file__).parents[1] / "docs" / "reference" / "archive.md"
#: A column's kind as Parquet has it.
_TYPES = {
    "text": "string", "integer": "int64", "number": "double", "day": "date", "instant": "timestamp (UTC)",
    "flag": "bool", "list": "list of string",
}  # fmt: skip
#: What stands in the columns of what was left out.
_DROPS = {
    "stage": "The stage that left it out.",
    "what": "What it is: article, paragraph, report, candidate, claim; record for what could not be read.",
    "reason": "Why, by name; `reasons.md` and the table below tell what each means.",
    "article": "The article it was part of; empty where there is none.",
    "address": "Where it came from.",
    "text": "Its words, so that it can be had back; empty for whole articles.",
    "detail": "More about it.",
}


def render() -> str:
    """Return the page with its tables as they are now."""
    page = TARGET.read_text("utf-8")
    page = _fill(page, "tables", "\n".join(part for table in (*TABLES, _drops()) for part in _section(table)))
    return _fill(page, "reasons", "\n".join(f"| `{name}` | {says} |" for name, says in DROP_REASONS.items()))


def _fill(page: str, name: str, content: str) -> str:
    begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
    filled = f"{begin}{content}\n{end}"
    return re.sub(f"{re.escape(begin)}.*?{re.escape(end)}", lambda _: filled, page, count=1, flags=re.DOTALL)


def _drops() -> TableOf:
    columns = columns_of((name, "text", _DROPS[name]) for name in DROPS.schema.names)
    return TableOf(name=DROPS.name, says="something left out, and why", columns=columns)


def _section(table: TableOf) -> Iterator[str]:
    yield f"\n### {table.name}\n\nA row: {table.says}.\n\n| column | type | what stands in it |\n|---|---|---|"
    for column in table.columns:
        yield f"| `{column.name}` | {_TYPES[column.kind]} | {column.says} |"


if __name__ == "__main__":
    TARGET.write_text(render(), "utf-8")
