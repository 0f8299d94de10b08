"""The code of docs/notebook.md, run over the examples."""

import runpy
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture
def tool(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[dict[str, Any]]:
    monkeypatch.chdir(tmp_path)
    yield runpy.run_path(str(ROOT / "tools" / "notebook_page.py"))
    import_module("matplotlib.pyplot").close("all")


def test_the_page_runs_and_makes_its_plots(tool: dict[str, Any], tmp_path: Path) -> None:
    page = (ROOT / "docs" / "notebook.md").read_text("utf-8")

    tool["make_ledger"]()
    printed = tool["run_code"](tool["read_code"](page))

    assert len(printed) == page.count("```python") == 10
    assert [bool(words) for words in printed] == [True] * 6 + [False, True, False, True]
    assert printed[0].startswith("<13 incidents>")
    plots = {plot.name for plot in tmp_path.glob("*.svg")}
    assert plots == {plot.name for plot in (ROOT / "docs" / "notebook").iterdir()}
    assert all(f"](notebook/{name})" in page for name in plots)
