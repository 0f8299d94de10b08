import runpy
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_json_reference_is_current() -> None:
    tool = runpy.run_path(str(ROOT / "tools" / "json_reference.py"))

    written = (ROOT / "docs" / "reference" / "json.md").read_text("utf-8")

    assert written == tool["render"](), "run python tools/json_reference.py"
