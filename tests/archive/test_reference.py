import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_reference_of_archives_is_current() -> None:
    tool = runpy.run_path(str(ROOT / "tools" / "archive_reference.py"))

    written = (ROOT / "docs" / "reference" / "archive.md").read_text("utf-8")

    assert written == tool["render"](), "run python tools/archive_reference.py"
