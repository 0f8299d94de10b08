import runpy
from pathlib import Path

from twosource.model import Status

ROOT = Path(__file__).parents[2]


def test_the_reference_of_reasons_is_current() -> None:
    tool = runpy.run_path(str(ROOT / "tools" / "reasons_reference.py"))

    written = (ROOT / "docs" / "reference" / "reasons.md").read_text("utf-8")

    assert written == tool["render"](), "run python tools/reasons_reference.py"
    assert set(tool["STATUSES"]) == set(Status)
