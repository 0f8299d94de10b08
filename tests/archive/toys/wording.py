"""The words of a unit; some of them do things to the process that reads them."""

import os
import signal
from collections.abc import Mapping
from pathlib import Path
from time import sleep

from tests.archive.toys import WORDS
from twosource.archive.datasets import Table
from twosource.archive.tasks import Task


def work(task: Task, given: Mapping[str, Table]) -> Mapping[str, Table]:
    item = task.item or {}
    folder = Path(item["folder"])
    words = item["words"].split()
    if "slow-start" in words:
        (folder / "begun").touch()
        sleep(0.5)

    def read(word: str) -> dict[str, object]:
        _do(word, folder)
        return {"word": word, "file": item["file"]}

    return {WORDS.name: WORDS.table(list(task.each(words, str, read, seconds=0.5)))}


def _do(word: str, folder: Path) -> None:
    act, _, name = word.partition(":")
    if act == "die" or (act == "die-once" and not (folder / name).exists()):
        (folder / name).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    if act == "fail":
        raise RuntimeError(f"no such word as {name}")
    if act == "hang":
        while True:
            sleep(60)
