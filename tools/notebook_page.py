"""Run the code of docs/notebook.md over the examples; write its output into the page and its plots beside it.

Run it after changing the page: ``python tools/notebook_page.py``. A test runs the same code. What it prints
follows from what is read from the examples, so it is not compared.
"""

import contextlib
import io
import os
import re
import shutil
import sys
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from twosource.cli import main as run_command

PAGE: Final = Path(__file__).parents[1] / "docs" / "notebook.md"
PLOTS: Final = PAGE.with_suffix("")
LEDGER: Final = "news.db"
_CODE: Final = re.compile(r"```python\n(?P<code>.*?)```\n(?:\n```text\n.*?```\n)?", re.DOTALL)


def read_code(page: str) -> list[str]:
    """Return the pieces of code of the page, in order."""
    return [found["code"] for found in _CODE.finditer(page)]


def make_ledger() -> None:
    """Fill news.db, here, with the examples."""
    with contextlib.redirect_stdout(io.StringIO()):
        assert run_command(["--db", LEDGER, "demo", "--reader", "rules"]) == 0


def run_code(pieces: list[str]) -> list[str]:
    """Run pieces of code one after another, here, as a notebook does; return what each printed."""
    plots: Any = import_module("matplotlib")
    plots.use("Agg")
    plots.rcParams |= {"svg.hashsalt": "twosource", "svg.fonttype": "none"}  # the same plot is the same file
    known: dict[str, Any] = {}
    return [_run(piece, known) for piece in pieces]


def _run(piece: str, known: dict[str, Any]) -> str:
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(piece, str(PAGE), "exec"), known)  # noqa: S102  (our own page)
    return printed.getvalue()


def _write(page: str, printed: list[str]) -> str:
    outputs = iter(printed)

    def with_output(found: re.Match[str]) -> str:
        output = next(outputs).rstrip()
        code = f"```python\n{found['code']}```\n"
        return f"{code}\n```text\n{output}\n```\n" if output else code

    return _CODE.sub(with_output, page)


def main() -> None:
    """Write the page anew."""
    page = PAGE.read_text("utf-8")
    with TemporaryDirectory() as folder, contextlib.chdir(folder):
        make_ledger()
        printed = run_code(read_code(page))
        PLOTS.mkdir(exist_ok=True)
        for plot in sorted(Path(folder).glob("*.svg")):
            shutil.copy(plot, PLOTS / plot.name)
    PAGE.write_text(_write(page, printed), "utf-8")
    sys.stdout.write(f"{PAGE}\n")


if __name__ == "__main__":
    os.environ["SOURCE_DATE_EPOCH"] = "0"  # nor does a plot tell when it was made
    main()
