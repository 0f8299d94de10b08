"""The error browser: one record with gold and ours side by side, for people mending the program.

Everything shown is text from elsewhere: it is printed as it is, never as markup.
"""

from collections.abc import Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from eval.tasks import Comparison, Mark, Row, Task

_GOLD = "bold green"
_OURS = "bold yellow"
_WORDS = {True: "right", False: "WRONG", None: ""}
_STYLES = {True: "green", False: "red", None: ""}


def find_record(task: Task, records: Sequence[object], name: str) -> int:
    """Return the place of the one record called ``name``, or whose id begins so.

    Raises ValueError, with some ids that exist, where there is none or more than one.
    """
    ids = [str(getattr(record, "id", "")) for record in records]
    fits = [place for place, known in enumerate(ids) if known == name] or [
        place for place, known in enumerate(ids) if known.startswith(name)
    ]
    if len(fits) == 1:
        return fits[0]
    some = ", ".join(ids[place] for place in fits[:5]) or ", ".join(ids[:5])
    problem = "several records begin with" if fits else "no record is called"
    raise ValueError(f"{task.name}: {problem} {name!r}; there are {some} ...")


def show(console: Console, comparison: Comparison) -> None:
    """Print the text twice, marked by gold and by us, then the answers row by row."""
    if comparison.text:
        sides = Table(expand=True, show_lines=False)
        sides.add_column("gold", header_style=_GOLD, ratio=1)
        sides.add_column("ours", header_style=_OURS, ratio=1)
        sides.add_row(
            mark_text(comparison.text, comparison.gold, _GOLD),
            mark_text(comparison.text, comparison.ours, _OURS),
        )
        console.print(sides)
    if comparison.rows:
        console.print(_tabulate(comparison.rows))


def mark_text(text: str, marks: Sequence[Mark], style: str) -> Text:
    """Return a text with brackets and a label around each marked stretch: plain output shows them too."""
    shown, at = Text(), 0
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        if mark.start < at:  # nested in the one before: its label stands beside it
            shown.append(f"[{mark.label}: {text[mark.start : mark.end]}]", style="dim")
            continue
        shown.append(text[at : mark.start])
        shown.append(f"[{text[mark.start : mark.end]}]", style=style)
        shown.append(f"({mark.label})", style="dim")
        at = mark.end
    shown.append(text[at:])
    return shown


def _tabulate(rows: Sequence[Row]) -> Table:
    table = Table(box=None, pad_edge=False)
    for name in ("field", "gold", "ours", ""):
        table.add_column(name, overflow="fold")
    for row in rows:
        style = _STYLES[row.right]
        table.add_row(
            Text(row.name), Text(row.gold), Text(row.ours, style=style), Text(_WORDS[row.right], style=style)
        )
    return table
