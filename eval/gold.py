"""The gold checker: how near the program comes to a careful reader, claim by claim.

``python -m eval.gold [GOLD]`` runs the program over the articles beside a gold file (the packaged
examples by default) and prints a table per field, then what is amiss. It reads no other data.
"""

import argparse
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from eval.claims import FieldRow, check_claims, count_fields
from eval.pairing import Pairing
from eval.product import gather
from eval.reports import check_articles, check_facts, check_must_not, check_quotes, check_together
from eval.shapes import Gold, Product, load_gold

EXAMPLES = Path(__file__).parent.parent / "examples" / "gold.json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a check gave: problems, one line each, and the figures per field."""

    problems: tuple[str, ...]
    fields: tuple[FieldRow, ...]


def check(gold: Gold, product: Product) -> Outcome:
    """Compare what the program printed with gold; nothing is read or run."""
    pairing = Pairing(gold=gold, product=product)
    checks = check_claims(pairing)
    problems = [
        *check_articles(pairing),
        *check_quotes(pairing),
        *check_must_not(pairing),
        *check_together(pairing),
        *check_facts(pairing),
        *(found.problem for found in checks if found.problem),
    ]
    return Outcome(problems=tuple(problems), fields=count_fields(pairing, checks))


def make_table(rows: Iterable[FieldRow]) -> str:
    """Lay the figures out, one field a line, with their sum; extra claims are not mistakes."""
    listed = list(rows)
    total = FieldRow(
        field="all",
        found=sum(row.found for row in listed),
        wrong=sum(row.wrong for row in listed),
        missing=sum(row.missing for row in listed),
        extra=sum(row.extra for row in listed),
    )
    head = f"{'field':<15}{'found':>7}{'wrong':>7}{'missing':>9}{'extra':>7}"
    return "\n".join([head, *(_format_row(row) for row in [*listed, total])])


def main(arguments: list[str] | None = None) -> int:
    """Run the program over gold's articles and print how it fared; 1 where something is amiss."""
    parser = argparse.ArgumentParser(description="Compare the program with a gold file.")
    parser.add_argument("gold", nargs="?", type=Path, default=EXAMPLES)
    path = parser.parse_args(arguments).gold
    gold = load_gold(path)
    files = sorted({path.parent / article.file for article in gold.articles})
    with tempfile.TemporaryDirectory() as folder:
        outcome = check(gold, gather(Path(folder) / "gold.db", files))
    print(make_table(outcome.fields))
    print(f"\n{len(outcome.problems)} problems")
    print("\n".join(outcome.problems))
    return 1 if outcome.problems else 0


def _format_row(row: FieldRow) -> str:
    return f"{row.field:<15}{row.found:>7}{row.wrong:>7}{row.missing:>9}{row.extra:>7}"


if __name__ == "__main__":
    raise SystemExit(main())
