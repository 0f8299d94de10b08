"""What reading costs: the rules alone, both readers, and trafilatura on the same texts; and triage alone."""

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Final

from runs import Result, Run, Size, middle, run, texts, warm_up, write
from stopwatch import Cost, now
from twosource.errors import WeightsUnavailable
from twosource.ports import Reader

_WORDS: Final = range(300, 401)  # of a text: 350 in the middle, a usual piece of news
_ROUNDS: Final = 3


def measure_readers(size: Size) -> Result:
    """Run plain texts of some 350 words by the rules and by both readers, and trafilatura on them, in turn."""
    from twosource.read.readers import load_reader  # noqa: PLC0415

    source, stories = _stories(size)
    begun = now()
    try:
        both = load_reader("both")
    except WeightsUnavailable as error:
        return {"missing": str(error)}
    loading = now() - begun
    with TemporaryDirectory() as name:
        folder = Path(name)
        files = write(folder, iter(stories))
        warm_up(folder)
        readers: dict[str, Reader | None] = {"rules": None, "both": both}
        rounds = [_round(files, stories, readers) for _ in range(_ROUNDS)]
    return {
        "source": source,
        "origin": both.origin,
        "loading ms": 1e3 * loading.wall,
        "words": median(len(_text(story).split()) for story in stories),
        **{reader: middle([ran[reader] for ran, _ in rounds]) for reader in readers},
        "trafilatura": {
            "cpu ms": 1e3 * median(cost.cpu for _, cost in rounds) / len(stories),
            "wall ms": 1e3 * median(cost.wall for _, cost in rounds) / len(stories),
        },
    }


def measure_triage(size: Size) -> Result:
    """Tell how many texts a second triage looks at, with its weights loaded."""
    from twosource.read.triage import triage  # noqa: PLC0415

    source, lines = texts(size)
    stories = [json.loads(line) for line in lines]
    begun = now()
    triage("")
    loading = now() - begun
    rounds = []
    for _ in range(_ROUNDS):
        start = now()
        for story in stories:
            triage(story["text"], story["title"])
        rounds.append((now() - start).cpu)
    spent = median(rounds)
    return {
        "source": source,
        "articles": len(stories),
        "loading ms": 1e3 * loading.wall,
        "cpu ms": 1e3 * spent / len(stories),
        "articles per second": len(stories) / spent,
    }


def _stories(size: Size) -> tuple[str, list[str]]:
    """Return where texts come from, and a third as many as the plain part has: of a usual length, else any."""
    source, lines = texts(Size(articles=None))
    wanted = (size.articles or 3_000) // 3
    told = list(lines)
    usual = [line for line in told if len(_text(line).split()) in _WORDS]
    return source, (usual or told)[:wanted]


def _text(line: str) -> str:
    return str(json.loads(line)["text"])


def _round(
    files: Sequence[Path], stories: Sequence[str], readers: dict[str, Reader | None]
) -> tuple[dict[str, Run], Cost]:
    return {name: run(files, reader) for name, reader in readers.items()}, _trafilatura(stories)


def _trafilatura(stories: Sequence[str]) -> Cost:
    """Take the same texts out of the plainest pages they could stand in."""
    from trafilatura import extract  # noqa: PLC0415  (0.6 s to import, for this part alone)

    pages = [_as_page(json.loads(story)) for story in stories]
    start = now()
    for page in pages:
        extract(page)
    return now() - start


def _as_page(story: dict[str, str]) -> str:
    body = "".join(f"<p>{escape(words)}</p>" for words in story["text"].split("\n") if words.strip())
    title = escape(story["title"])
    return f"<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"
