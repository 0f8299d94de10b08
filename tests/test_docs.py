"""Documents as part of the program: short where they promise it, complete, and leading somewhere."""

import ast
import inspect
import re
from pathlib import Path

import pytest
from eval.gold import EXAMPLES
from eval.product import run_command
from eval.shapes import load_gold

from twosource import errors
from twosource.knowledge.clutter import load_clutter
from twosource.link import FEATURES
from twosource.model import Certainty, Status
from twosource.read.grounding import REJECTIONS

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/**/*.md")])
DECISIONS = sorted(ROOT.glob("docs/decisions/*.md"))
MODULES = sorted((ROOT / "src" / "twosource").rglob("*.py"))

_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)\s#]+)(?:#[^)\s]*)?\)")
_SENTENCE = re.compile(r"[A-Z“\"'].{10,}[.:)]", re.DOTALL)
_CODE = re.compile(r"`twosource ([a-z]+)|^twosource ([a-z]+)", re.MULTILINE)
_VERB = re.compile(r"`make ([a-z]+)`|^make ([a-z]+)", re.MULTILINE)


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def is_private(path: Path) -> bool:
    return "migrations" in path.parts or (path.name.startswith("_") and path.stem != "__init__")


def named_in(pattern: re.Pattern[str], text: str) -> set[str]:
    return {word for match in pattern.finditer(text) for word in match.groups() if word}


def test_the_readme_is_short() -> None:
    assert len(README.read_text("utf-8").splitlines()) < 120


@pytest.mark.parametrize("path", DECISIONS, ids=name_of)
def test_a_decision_fits_on_a_page_and_has_its_four_parts(path: Path) -> None:
    text = path.read_text("utf-8")
    parts = [line.removeprefix("## ") for line in text.splitlines() if line.startswith("## ")]
    assert len(text.splitlines()) <= 40
    asked = ["Context", "Decision", "Consequences", "What would change our mind"]
    assert [part for part in parts if part in asked] == asked


def test_decisions_are_numbered_once() -> None:
    numbers = [path.name[:4] for path in DECISIONS]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_relative_links_lead_somewhere(path: Path) -> None:
    targets = _LINK.findall(path.read_text("utf-8"))
    assert [target for target in targets if not (path.parent / target).exists()] == []


@pytest.mark.parametrize("path", [p for p in MODULES if not is_private(p)], ids=name_of)
def test_a_module_says_what_it_does(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text("utf-8")))


def test_the_readme_names_only_commands_that_exist() -> None:
    known = set(re.findall(r"^ +([a-z]+)\b", run_command("--help"), re.MULTILINE))
    assert sorted(named_in(_CODE, README.read_text("utf-8")) - known) == []


def test_documents_name_only_verbs_that_exist() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    named = {verb for path in DOCUMENTS for verb in named_in(_VERB, path.read_text("utf-8"))}
    assert [verb for verb in sorted(named) if not re.search(rf"^{verb}:", makefile, re.MULTILINE)] == []


def test_the_tree_of_errors_is_drawn_in_full() -> None:
    drawn = errors.__doc__ or ""
    classes = [name for name, _ in inspect.getmembers(errors, inspect.isclass)]
    assert [name for name in classes if name not in drawn] == []


@pytest.mark.parametrize("reason", sorted(load_clutter()))
def test_a_reason_to_drop_a_paragraph_has_a_sentence(reason: str) -> None:
    assert _SENTENCE.fullmatch(load_clutter()[reason].sentence)


@pytest.mark.parametrize("reason", sorted(REJECTIONS))
def test_a_reason_to_reject_a_claim_has_a_sentence(reason: str) -> None:
    assert _SENTENCE.fullmatch(REJECTIONS[reason])


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.__name__)
def test_a_reason_to_join_or_part_reports_has_a_sentence(feature: object) -> None:
    assert _SENTENCE.fullmatch(inspect.getdoc(feature) or "")


@pytest.mark.parametrize("word", [*Status, *Certainty])
def test_the_glossary_names_every_status_and_certainty(word: str) -> None:
    assert word in (ROOT / "docs" / "glossary.md").read_text("utf-8")


def test_the_examples_are_described_by_the_names_of_gold() -> None:
    described = (ROOT / "examples" / "README.md").read_text("utf-8")
    known = {article.id for article in load_gold(EXAMPLES).articles}
    named = set(
        re.findall(
            r"`((?:kirkuk|quetta|pakistan|kadarko|jamundi|ntotwe|ho|hu|kha|karan|no)[a-z]*-[a-z-]+)`",
            described,
        )
    )
    assert named
    assert named <= known
