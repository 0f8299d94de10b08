"""``python -m eval``: measure the program on public data; ``python -m eval show SET ID``: look at one record.

Exit status: 0 all right, 1 a figure below its floor or a crash, 2 a wrong call or no data.
"""

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from eval import browser, columns, floors, peers, readers, scorecard
from eval.parts import Part
from eval.runner import Selection, SetResult, find_sets, run
from eval.sets import NAMES, get_task
from eval.tasks import Record
from twosource.cli.reader import READERS

_DATA = "TWOSOURCE_DATA"
_PLAIN_WIDTH = 240  # where no terminal gives a width: one figure, one line


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one of the two commands; a wrong call is one line and status 2."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        return _show(given[1:]) if given[:1] == ["show"] else _measure(given)
    except (ValueError, OSError) as error:
        print(f"eval: {error}", file=sys.stderr)
        return 2


def _measure(arguments: list[str]) -> int:
    options = _make_parser().parse_args(arguments)
    folder, names = _find_folder(options.data), _split_names(options.only)
    part = None if options.part == "all" else options.part
    chosen = readers.choose(options.reader or readers.get_name())
    selection = Selection(size=options.sample, seed=options.seed, part=part, work=readers.WORK[chosen.name])
    sets = find_sets(names, folder, selection)
    if not sets:
        raise ValueError(f"{folder} holds none of the sets {', '.join(names)}")
    beside = tuple(columns.load_column(path) for path in options.beside)
    columns.order_columns(chosen.name, beside)
    console = Console() if sys.stdout.isatty() else Console(width=_PLAIN_WIDTH)
    card = scorecard.Card(
        results=(),
        floors=floors.load_floors(),
        peers=peers.load_peers(),
        on=f"{chosen.name} on {selection.name}",
        command=_spell_command(options, chosen.name),
        day=datetime.now(UTC).date().isoformat(),
        reader=chosen.name,
        origin=chosen.reader.origin,
        beside=beside,
    )
    results = []
    for result in _run_with_progress(sets, options.jobs):
        scorecard.print_result(console, card, result)
        results.append(result)
    ordered = tuple(sorted(results, key=lambda result: NAMES.index(result.name)))
    return _finish(console, card, ordered, options, missing=[name for name in names if name not in sets])


def _finish(
    console: Console,
    card: scorecard.Card,
    results: tuple[SetResult, ...],
    options: argparse.Namespace,
    *,
    missing: list[str],
) -> int:
    falls = [line for result in results for line in floors.find_falls(result, card.floors, card.on)]
    crashes = sum(len(result.crashes) for result in results)
    kept = card.floors
    if options.raise_floors or options.lower_floors:
        kept = floors.update(kept, results, on=card.on, day=card.day, reason=options.lower_floors)
        floors.write_floors(kept)
        falls = []
    full = replace(card, results=results, floors=kept)
    _write(options.json, json.dumps(scorecard.make_json(full), indent=1) + "\n")
    _write(options.scorecard, scorecard.make_markdown(full))
    if missing:
        console.print(f"\nnot in this folder, so not measured: {', '.join(missing)}", highlight=False)
    for line in falls:
        console.print(f"BELOW FLOOR: {line}", style="bold red", highlight=False)
    pinned = sum(full.floor_of(figure, result) is not None for result in results for figure in result.figures)
    console.print(
        f"\n{len(results)} sets measured ({card.on}); {pinned} figures have a floor on these data, {len(falls)} below it; "
        f"{crashes} crashes",
        highlight=False,
    )
    return 1 if falls or crashes else 0


def _write(path: Path | None, text: str) -> None:
    if path is not None:
        path.write_text(text, encoding="utf-8")


def _run_with_progress(sets: dict[str, list[Record]], jobs: int) -> list[SetResult]:
    results = []
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty(),
    )  # fmt: skip
    with bar:
        line = bar.add_task("reading", total=None)
        for result in run(
            sets, jobs=jobs, progress=lambda done, total: bar.update(line, completed=done, total=total)
        ):
            results.append(result)
            bar.update(line, description=f"{len(results)} of {len(sets)} sets")
    return results


def _show(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m eval show", description="Look at one record of a set.")
    parser.add_argument("set", choices=NAMES, metavar="SET", help=", ".join(NAMES))
    parser.add_argument("id", help="the record's id, or how it begins")
    parser.add_argument("--data", type=Path, help=f"the folder of the sets; ${_DATA} where not given")
    parser.add_argument("--reader", choices=READERS, help="who reads")
    options = parser.parse_args(arguments)
    task = get_task(options.set)
    records = task.load(_find_folder(options.data) / options.set)
    record = records[browser.find_record(task, records, options.id)]
    readers.choose(options.reader or readers.get_name())
    near = task.near(records, record)
    outcome = task.read(near)[near.index(record)]
    browser.show(Console(), task.compare(record, outcome))
    return 0


def _make_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m eval",
        description="Measure the program on public data and hold the figures against their floors.",
        epilog="python -m eval show SET ID prints one record, gold and ours side by side.",
    )
    parser.add_argument("--data", type=Path, help=f"the folder of the sets; ${_DATA} where not given")
    parser.add_argument("--only", default="", metavar="SET,SET", help=f"only these of {', '.join(NAMES)}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all figures as JSON")
    parser.add_argument("--scorecard", type=Path, metavar="FILE", help="write the card as Markdown")
    parser.add_argument(
        "--reader",
        choices=READERS,
        help=f"who reads; ${readers.VARIABLE} where not given, else the default",
    )
    parser.add_argument(
        "--part",
        choices=(*get_args(Part), "all"),
        default="unseen",
        help="which records: those no reader was trained or tuned on (default), tuned on, trained on, or all",
    )
    parser.add_argument(
        "--beside",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="another reader's figures, as --json wrote them, for a column of the card",
    )
    parser.add_argument(
        "--sample",
        type=int,
        metavar="N",
        help="measure what takes as long as the rules need for N articles of each set",
    )
    parser.add_argument("--seed", type=int, default=0, metavar="S", help="which sample (default 0)")
    parser.add_argument(
        "--jobs", type=int, default=os.cpu_count() or 1, metavar="N", help="processes (default: all)"
    )
    parser.add_argument("--raise-floors", action="store_true", help="set the floors to what is measured now")
    parser.add_argument("--lower-floors", metavar="WHY", help="the same, also downwards; the reason is kept")
    return parser


def _find_folder(given: Path | None) -> Path:
    folder = given or (Path(os.environ[_DATA]) if os.environ.get(_DATA) else None)
    if folder is None:
        raise ValueError(f"no data folder: give --data DIR or set {_DATA}; nothing was measured")
    if not folder.is_dir():
        raise ValueError(f"{folder} is not a folder; nothing was measured")
    return folder


def _split_names(only: str) -> list[str]:
    names = [name.strip() for name in only.split(",") if name.strip()] or list(NAMES)
    for name in names:
        if name not in NAMES:
            raise ValueError(f"no set is called {name!r}; there are {', '.join(NAMES)}")
    return names


def _spell_command(options: argparse.Namespace, reader: str) -> str:
    """Return the call that measures the same again, without the names of this machine's folders."""
    only = ["--only", options.only] if options.only else []
    sample = [] if options.sample is None else ["--sample", str(options.sample), "--seed", str(options.seed)]
    part = [] if options.part == "unseen" else ["--part", options.part]
    return " ".join(["python -m eval --data DIR --reader", reader, *part, *only, *sample])


if __name__ == "__main__":
    raise SystemExit(main())
