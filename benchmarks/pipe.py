"""What the whole pipe costs: ``make bench``, or ``python benchmarks/pipe.py --quick``.

Prints tables and writes the figures to ``benchmarks/results/`` as JSON. Set TWOSOURCE_DATA to measure
plain text on a corpus in ``gva/docs.jsonl.gz`` there. docs/benchmarks.md says what was found.
"""

import argparse
import json
import platform
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from parts import PARTS, measure
from runs import Result, Size
from tables import print_results

RESULTS: Final = Path(__file__).parent / "results"
_QUICK: Final = Size(articles=200, rounds=2, pages=60, growth=1_050, one=100)


def main() -> None:
    """Measure every part, or those asked for."""
    options = _options()
    if options.inside:
        print(json.dumps(measure(options.inside, _size(options))))
        return
    asked = options.part or list(PARTS)
    found: Result = {"machine": machine(), "parts": {part: _in_own_process(part) for part in asked}}
    RESULTS.mkdir(exist_ok=True)
    path = RESULTS / f"{datetime.now(UTC):%Y%m%d-%H%M%S}.json"
    path.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    print_results(found)
    print(f"\nwritten to {path}")


def machine() -> dict[str, str]:
    """Return what the figures depend on."""
    cpus = Path("/proc/cpuinfo")
    lines = cpus.read_text(encoding="utf-8").splitlines() if cpus.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return {
        "python": f"{platform.python_implementation()} {platform.python_version()}",
        "cpu": next(names, platform.processor() or platform.machine()),
        "system": f"{platform.system()} {platform.machine()}",
        "measured": datetime.now(UTC).isoformat(timespec="seconds"),
    }


def _options() -> Any:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", default="1000", help="how many plain text articles, or all")
    parser.add_argument("--part", action="append", choices=list(PARTS), help="measure this part only")
    parser.add_argument("--quick", action="store_true", help="measure less, for a first look")
    parser.add_argument("--inside", choices=list(PARTS), help=argparse.SUPPRESS)
    return parser.parse_args()


def _size(options: Any) -> Size:
    return (
        _QUICK
        if options.quick
        else Size(articles=None if options.articles == "all" else int(options.articles))
    )


def _in_own_process(part: str) -> Result:
    print(f"measuring {part} ...", file=sys.stderr, flush=True)
    command = [sys.executable, __file__, *sys.argv[1:], "--inside", part]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    result: Result = json.loads(done.stdout.splitlines()[-1])
    return result


if __name__ == "__main__":
    main()
