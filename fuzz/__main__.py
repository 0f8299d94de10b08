"""``python -m fuzz``: try the readers with wrong input, and print what became of it."""

import argparse
import sys
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table

from fuzz.bounds import Finding, try_input
from fuzz.campaign import Tally, nth_input, run_apart
from fuzz.targets import TARGETS

_SHOWN = 10  # findings of a target


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what was asked for; returns 1 where there is a finding."""
    asked = _parser().parse_args(arguments)
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 120)
    if asked.only is not None:
        return _run_one(console, asked)
    console.print(f"seed {asked.seed}, {asked.runs:,} inputs for each target")
    tallies: list[Tally] = []
    for name in asked.target or TARGETS:
        tallies.append(run_apart(name, asked.seed, asked.runs))
        for finding in tallies[-1].findings[:_SHOWN]:
            console.print(f"{name}, {finding}", markup=False)
    console.print(_table(tallies))
    console.print(f"{sum(tally.inputs for tally in tallies):,} inputs, {len(_findings(tallies))} findings")
    return 1 if _findings(tallies) else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument(
        "--target", action="append", choices=list(TARGETS), help="try this reader only (may be repeated)"
    )
    parser.add_argument("--runs", type=int, default=2_000, help="inputs for each target (2,000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes other inputs (1)")
    parser.add_argument(
        "--only", type=int, metavar="N", help="the N-th input alone, here, and show what is raised"
    )
    return parser


def _run_one(console: Console, asked: argparse.Namespace) -> int:
    """Try one input again; it is printed, and written where standard output leads to a file."""
    (name,) = asked.target or ["feed"]
    content = nth_input(TARGETS[name], asked.seed, asked.only)
    console.print(content[:4_000].decode("utf-8", "backslashreplace"), markup=False, highlight=False)
    outcome = try_input(TARGETS[name].read, content, measure_held=True)
    if outcome.wrong is None:
        console.print(
            f"{len(content):,} bytes: {'refused' if outcome.refused else 'read'} in {outcome.seconds:.3f} s"
        )
        return 0
    console.print(*outcome.wrong, sep=": ", markup=False)
    TARGETS[name].read(content)
    return 1


def _table(tallies: Iterable[Tally]) -> Table:
    table = Table(
        "target",
        "inputs",
        "refused",
        "kB each",
        "ms each",
        "slowest s",
        "most held MB",
        "grew by MB",
        "findings",
    )
    for tally in tallies:
        number = max(tally.inputs, 1)
        figures = (
            f"{tally.refused:,}", f"{tally.size / number / 1e3:.1f}", f"{1e3 * tally.seconds / number:.2f}",
            f"{tally.slowest:.2f}", f"{tally.most_held / 1e6:.0f}", f"{tally.grown_kb / 1e3:.0f}",
        )  # fmt: skip
        table.add_row(tally.target, f"{tally.inputs:,}", *figures, str(len(tally.findings)))
    return table


def _findings(tallies: Iterable[Tally]) -> list[Finding]:
    return [finding for tally in tallies for finding in tally.findings]


if __name__ == "__main__":
    sys.exit(main())
