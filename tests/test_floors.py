"""The floors of ARCHITECTURE.md, held by reading every import: a module uses only what lies below it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "src" / "twosource"

FLOORS: dict[str, int] = {
    **dict.fromkeys(("errors", "text", "ids"), 1),
    "values": 2,
    **dict.fromkeys(("model", "feeds"), 3),
    **dict.fromkeys(("knowledge", "ports", "watches"), 4),
    **dict.fromkeys(("clean", "copies", "read", "link", "reconcile", "tally"), 5),
    **dict.fromkeys(("ingest", "store", "wire", "config"), 6),
    **dict.fromkeys(
        (
            "pipeline",
            "lens",
            "briefs",
            "query",
            "review",
            "tallies",
            "sources",
            "wording",
            "neighbours",
            "exports",
            "notebook",
            "asking",
            "dossier",
            "watching",
            "alerting",
            "delivering",
            "archive",
        ),
        7,
    ),
    **dict.fromkeys(("cli", "web", "api"), 8),
}
STAGES = frozenset(name for name, floor in FLOORS.items() if floor == 5)

#: Steps sideways that are allowed, each with its reason. Add one only with a decision.
BESIDE: dict[tuple[str, str], str] = {
    ("store", "wire"): "the ledger keeps values in the JSON that leaves the program: one shape, once",
    ("briefs", "lens"): "a brief may be of an incident as it stood",
    ("briefs", "tallies"): "a brief shows what the ledger makes of a count in the press",
    ("tallies", "lens"): "counts may be of incidents as they stood",
    ("tallies", "wording"): "groups of a count are named in the words of the pages",
    ("sources", "review"): "a rating is signed as an act is",
    ("sources", "wording"): "kinds of what sources tell of are named in the words of the pages",
    ("query", "lens"): "lists and exports may be of incidents as they stood",
    ("exports", "lens"): "exports may be of incidents as they stood",
    ("exports", "query"): "an export asks for its records as any list does",
    ("asking", "lens"): "an address may ask for incidents as they stood",
    ("asking", "query"): "a kind that is asked for stands for its special cases, as in any list",
    ("asking", "wording"): "what is asked is said in the words of the pages",
    ("notebook", "exports"): "tables of a notebook have the columns of the exports",
    ("notebook", "query"): "a notebook asks as the command line does",
    ("notebook", "lens"): "a notebook may look at incidents as they stood",
    ("notebook", "asking"): "a notebook asks in the words of addresses",
    ("notebook", "tallies"): "a notebook counts as the command line does",
    ("dossier", "briefs"): "a dossier lays out a brief",
    ("dossier", "lens"): "a dossier may be of an incident as it stood",
    ("dossier", "review"): "what people did about an incident stands in its dossier",
    ("dossier", "wording"): "voices are named and values grouped by the words people read",
    ("config", "ingest"): "an address in the configuration is checked as one that is asked",
    ("alerting", "wording"): "alerts tell values in the words of the pages",
    ("alerting", "briefs"): "an alert tells what a brief tells",
    ("alerting", "tallies"): "whether the press's count is right is asked as a brief asks",
    ("alerting", "lens"): "a new watch compares with incidents as they stood when it began",
    ("alerting", "query"): "a watch finds incidents as any list does",
    ("delivering", "wording"): "messages tell values in the words of the pages",
    ("watching", "pipeline"): "the watch runs the pipe",
    (
        "archive",
        "exports",
    ): "an archive's tables have the columns of the exports, and Arrow is found as there",
    ("watching", "alerting"): "the watch raises alerts",
    ("watching", "delivering"): "the watch sends them",
    ("web", "api"): "the desk serves the interface for programs beside its pages",
    ("cli", "web"): "a command starts the desk",
}

MODULES = sorted(PACKAGE.rglob("*.py"))


def unit_of(module: str) -> str:
    """Return the module or package directly under twosource that a dotted name belongs to."""
    parts = module.split(".")
    return parts[1] if len(parts) > 1 else ""


def imports_of(path: Path) -> Iterator[str]:
    """Yield every name of the package that a file imports, also inside its functions."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] == "twosource")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "twosource":
            yield from _imported_from(node)


def may_import(unit: str, other: str) -> bool:
    """Whether something in one unit may use another: itself, a lower floor, or a step aside."""
    return other in {unit, ""} or FLOORS[other] < FLOORS[unit] or (unit, other) in BESIDE


def _imported_from(node: ast.ImportFrom) -> Iterator[str]:
    if node.module == "twosource":
        yield from (f"twosource.{alias.name}" for alias in node.names if alias.name in FLOORS)
    else:
        yield str(node.module)


def _unit_of_file(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def _name_of_file(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize(
    "path", [p for p in MODULES if p.parent != PACKAGE or p.stem in FLOORS], ids=_name_of_file
)
def test_a_module_imports_only_from_the_floors_below(path: Path) -> None:
    unit = _unit_of_file(path)
    assert [name for name in imports_of(path) if not may_import(unit, unit_of(name))] == []


def test_every_unit_of_the_package_has_a_floor() -> None:
    units = {_unit_of_file(path) for path in MODULES} - {"__init__", "__main__"}
    assert units <= set(FLOORS)


def test_stages_never_import_one_another() -> None:
    pairs = {
        (_unit_of_file(path), unit_of(name))
        for path in MODULES
        if _unit_of_file(path) in STAGES
        for name in imports_of(path)
    }
    assert {(stage, other) for stage, other in pairs if other in STAGES - {stage}} == set()


def test_no_module_imports_relatively() -> None:
    nodes = ((path, node) for path in MODULES for node in ast.walk(ast.parse(path.read_text("utf-8"))))
    assert [str(path) for path, node in nodes if isinstance(node, ast.ImportFrom) and node.level] == []


@pytest.mark.parametrize(
    ("unit", "other", "allowed"),
    [
        ("read", "values", True),
        ("read", "read", True),
        ("read", "clean", False),
        ("values", "model", False),
        ("knowledge", "ports", False),
        ("store", "wire", True),
        ("wire", "store", False),
        ("link", "store", False),
        ("cli", "query", True),
    ],
)
def test_the_rule_itself(unit: str, other: str, allowed: bool) -> None:
    assert may_import(unit, other) is allowed
