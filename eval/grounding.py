"""The grounding proof over whole sets: ``python -m eval.grounding --data DIR --reader both``.

Reads every article of every set with texts and checks each claim as sets/ledger.py does: its quote
stands in the article letter by letter, and the quote, read alone, gives the value. Prints the
faults by who made the claim; exits with 1 where there is any quote that is not verbatim, any
article that could not be read, or any value that its quote does not give. Scores nothing else.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from eval import readers
from eval.reading import Given, read_given
from eval.scorers.derivation import is_derivable, is_verbatim
from eval.sets.muc4 import prepare
from eval.tasks import load_records, sample_records
from twosource.cli.reader import READERS
from twosource.model import Article, Reading

#: Articles a process reads between two signs of life.
BATCH = 25
#: Faults of each sort that are printed.
MOST_SHOWN = 20


@dataclass(slots=True, kw_only=True)
class Findings:
    """What was looked at and what was wrong with it; claims and faults are counted by origin."""

    articles: int = 0
    claims: Counter[str] = field(default_factory=Counter)
    not_verbatim: Counter[str] = field(default_factory=Counter)
    not_derivable: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    def add(self, other: "Findings") -> None:
        """Take in what was found in other articles."""
        self.articles += other.articles
        self.claims += other.claims
        self.not_verbatim += other.not_verbatim
        self.not_derivable += other.not_derivable
        self.faults += other.faults
        self.failed += other.failed

    @property
    def grounded(self) -> bool:
        """Whether nothing at all was wrong."""
        return not (self.faults or self.failed)


def main() -> int:
    """Read all articles, print what is wrong, and return the exit code."""
    options = _parse()
    readers.choose(options.reader)
    rows = list(gather(options.data, options.sample))
    batches = [rows[first : first + BATCH] for first in range(0, len(rows), BATCH)]
    findings = Findings()
    with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
        for found in pool.map(prove, batches):
            findings.add(found)
            print(f"\r{findings.articles} of {len(rows)}", end="", file=sys.stderr, flush=True)
    print(file=sys.stderr)
    print("\n".join(describe(findings)))
    return 0 if findings.grounded else 1


def _parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m eval.grounding", description="Prove that claims are grounded."
    )
    parser.add_argument("--data", type=Path, required=True, help="the folder of the sets")
    parser.add_argument("--reader", choices=READERS, default=readers.get_name(), help="who reads")
    parser.add_argument("--sample", type=int, help="so many articles of each set, by lot (default: all)")
    parser.add_argument("--jobs", type=int, default=2, help="processes (default: 2)")
    return parser.parse_args()


def gather(folder: Path, sample: int | None) -> Iterator[tuple[str, Given]]:
    """Yield the articles of each set that has a docs.jsonl, named; all of them, or a sample of each set."""
    for path in sorted(folder.iterdir()):
        try:
            records = load_records(path)
        except FileNotFoundError:
            continue
        picked = records if sample is None else sample_records(records, sample, seed=0)
        for record in picked:
            yield f"{path.name}/{record.id}", _given(path.name, record.data)


def _given(name: str, row: dict[str, Any]) -> Given:
    return Given(
        text=prepare(row) if name == "muc4" else str(row.get("text") or ""),
        title=row.get("title"),
        published=row.get("published") or row.get("date"),
        url=row.get("url"),
    )


def prove(articles: Sequence[tuple[str, Given]]) -> Findings:
    """Read some articles and check their claims; an article that raises is a finding."""
    findings = Findings()
    for name, given in articles:
        findings.articles += 1
        try:
            read = read_given(given)
        except Exception as error:  # noqa: BLE001  whatever it is, it is reported and fails the proof
            findings.failed.append(f"{name}: {error!r}")
            continue
        if read is not None:
            check(name, *read, findings)
    return findings


def check(name: str, article: Article, reading: Reading, findings: Findings) -> None:
    """Note in ``findings`` the claims of a reading, and which of them are not grounded."""
    for report in reading.reports:
        for claim in report.claims:
            findings.claims[claim.origin] += 1
            said = f"{name} {claim.field} {claim.as_said!r} by {claim.origin}"
            if not is_verbatim(claim, article):
                findings.not_verbatim[claim.origin] += 1
                findings.faults.append(f"not verbatim: {said}")
            elif not is_derivable(claim, article.published):
                findings.not_derivable[claim.origin] += 1
                findings.faults.append(f"not derivable: {said}")


def describe(findings: Findings) -> Iterable[str]:
    """Yield the lines to print: totals, a line for each origin, the first faults."""
    yield f"{findings.articles} articles read, {len(findings.failed)} could not be; {sum(findings.claims.values())} claims"
    for origin, count in sorted(findings.claims.items()):
        verbatim, derivable = findings.not_verbatim[origin], findings.not_derivable[origin]
        yield f"{origin}: {count} claims, {verbatim} quotes not verbatim, {derivable} values not derivable"
    yield from findings.failed[:MOST_SHOWN]
    yield from findings.faults[:MOST_SHOWN]


if __name__ == "__main__":
    sys.exit(main())
