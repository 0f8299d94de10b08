"""``python -m benchmarks.chaos``: let everything go wrong, and print what was survived."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.chaos.running import Chaos, Survived, run_chaos

_SHOWN = 20  # lines of what is wrong


def main() -> int:
    """Run chaos; returns 1 where anything was lost, doubled or damaged."""
    asked = _parser().parse_args()
    with TemporaryDirectory() as made:
        folder = asked.keep or Path(made)
        folder.mkdir(parents=True, exist_ok=True)
        place = asked.db or str(folder / "watched.db")
        full_disks = 0 if asked.db else asked.full_disks  # a server's disk is not ours to fill
        survived = run_chaos(
            Chaos(
                folder=folder, place=place, seed=asked.seed, kills=asked.kills, stories=asked.stories or asked.kills,
                full_disks=full_disks, pause_s=asked.pause, share=asked.share,
            )
        )  # fmt: skip
    for line in _lines(survived):
        print(line)
    return 1 if survived.wrong else 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.chaos", description=__doc__)
    parser.add_argument("--kills", type=int, default=300, help="of workers, watches and connections (300)")
    parser.add_argument("--seed", type=int, default=1, help="another seed breaks and kills otherwise (1)")
    parser.add_argument("--stories", type=int, help="printed meanwhile (as many as kills)")
    parser.add_argument(
        "--full-disks", type=int, default=2, help="how often the disk is full (2; a file's alone)"
    )
    parser.add_argument(
        "--pause", type=float, default=2.0, help="most seconds from a sign of work to a kill (2)"
    )
    parser.add_argument("--share", type=float, default=0.05, help="of responses that are broken (0.05)")
    parser.add_argument("--db", help="postgresql://... of an empty database (a file that is thrown away)")
    parser.add_argument("--keep", type=Path, help="a folder for ledgers, log and archive (thrown away)")
    return parser


def _lines(survived: Survived) -> Iterator[str]:
    yield f"killed: {_counts(survived.kills)}"
    yield f"responses broken: {_counts(survived.broken)}"
    yield f"messages refused at first: {survived.refused}; taken: {survived.messages}, sent again under the same id: {survived.again}"
    yield f"the log tells of: {_counts(survived.events)}"
    yield f"jobs set aside for killing their workers, and done after all: {survived.revived}"
    yield f"the ledger holds {_counts(survived.sizes)}"
    yield from survived.wrong[:_SHOWN]
    end = "nothing lost, nothing double" if not survived.wrong else f"{len(survived.wrong)} things wrong"
    yield f"{survived.faults} faults in {survived.seconds:.0f} s: {end}"


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{number:,} {name}" for name, number in sorted(counts.items())) or "none"


if __name__ == "__main__":
    sys.exit(main())
