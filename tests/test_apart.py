"""What the package is made with is no part of it: it imports nothing of training or evaluation."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "src" / "twosource"
APART = frozenset(
    {"training", "eval", "benchmarks", "tests", "tools", "torch", "sklearn", "scipy", "tokenizers"}
)


def imported(path: Path) -> Iterator[str]:
    """Yield the first part of every name that a file imports, also inside its functions."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_nothing_that_only_makes_or_measures_the_package_is_imported(path: Path) -> None:
    assert APART.intersection(imported(path)) == frozenset()


def test_an_import_inside_a_function_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "odd.py"
    path.write_text("def look():\n    from training.train import main\n    import torch.nn\n")
    assert list(imported(path)) == ["training", "torch"]
