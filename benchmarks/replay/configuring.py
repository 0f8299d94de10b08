"""The twosource.toml of a replay: its feeds, a watch that tells of everything, and one webhook."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

#: Any incident that is told otherwise than before, however long ago it happened.
_TELLS = (
    "new incident",
    "killed",
    "injured",
    "voices",
    "contradiction",
    "toll rises",
    "claim of responsibility",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What a configuration is to say; ``hook`` None raises no alerts, ``watches`` repeats the watch under other names.

    ``every`` is how often feeds are asked, ``tries`` how often a page is.
    """

    feeds: Mapping[str, str]
    hook: str | None = None
    watches: int = 1
    workers: int = 2
    every: str = "1s"
    tries: int = 3
    timeout: str = "10s"
    most_waiting: int = 500


def write_config(path: Path, wanted: Wanted) -> Path:
    """Write a configuration and return its path."""
    path.write_text("\n".join(_lines(wanted)) + "\n", encoding="utf-8")
    return path


def _lines(wanted: Wanted) -> Iterator[str]:
    yield from (
        "[watch]", 'contact = "replay@twosource.example"', f"workers = {wanted.workers}", "allow_private = true",
        'health = "127.0.0.1:0"', 'log = "json"', "robots = false", 'host_pause = "0s"', f"tries = {wanted.tries}",
        f'timeout = "{wanted.timeout}"', f"most_waiting = {wanted.most_waiting}",
    )  # fmt: skip
    for name, url in wanted.feeds.items():
        yield f'[[feeds]]\nname = "{name}"\nurl = "{url}"\nevery = "{wanted.every}"'
    if wanted.hook is None:
        return
    for number in range(1, wanted.watches + 1):
        yield f'[[watches]]\nname = "everything {number}"\ntells = {json.dumps(_TELLS)}'
        yield 'killed_at_least = 1\ninjured_at_least = 1\nvoices_at_least = 2\nfresh_for = "3650d"\nchannels = ["hook"]'
    yield f'[[channels]]\nname = "hook"\nkind = "webhook"\nurl = "{wanted.hook}"\nallow_private = true\ntries = 50'
