"""Files of one dataset put together between two stages, so that the next one asks fewer.

A task that reads a bucket asks every file of the tasks before it, so an exchange costs as many reads as there are
tasks before it times tasks after it: nothing for a million articles, more than all else for a billion
(docs/scale.md). Where a dataset has too many files, stretches of them become one each, bucket by bucket, in their
order: what is read is the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from twosource.archive.datasets import Dataset
from twosource.archive.plans import Source, Stage

MOST_BYTES: Final = (
    64_000_000  # packed, of the files that become one: a task holds them unpacked, four times as much
)

File = tuple[str, int]  # its path and its bytes


def with_merging(stages: Sequence[Stage]) -> tuple[Stage, ...]:
    """Return stages with one after each that gives what others read by bucket: it has tasks where that has many files."""
    spread = {source.dataset.name for stage in stages for source in stage.sources if source.by == "bucket"}
    return tuple(
        each
        for stage in stages
        for each in (stage, *(_merge(one) for one in stage.gives if one.key and one.name in spread))
    )


def _merge(dataset: Dataset) -> Stage:
    return Stage(
        name=f"merge_{dataset.name}",
        module="merge",
        says=f"put files of {dataset.name.replace('_', ' ')} together",
        sources=(Source(dataset=dataset, by="files"),),
        gives=(replace(dataset, name=merged_name(dataset.name)),),
    )


def is_merging(stage: Stage) -> bool:
    """Whether a stage puts files together."""
    return any(source.by == "files" for source in stage.sources)


def merged_name(dataset: str) -> str:
    """Return what a dataset is called where its files were put together."""
    return f"merged_{dataset}"


def gather_files(files: Sequence[File], most: int) -> tuple[tuple[str, ...], ...]:
    """Return the files in stretches that become one each, in their order; each by itself where they are not too many."""
    if len(files) <= most:
        return tuple((path,) for path, _ in files)
    return tuple(_stretches(files, most))


def _stretches(files: Iterable[File], most: int) -> Iterator[tuple[str, ...]]:
    held: list[str] = []
    size = 0
    for path, more in files:
        if held and (len(held) == most or size + more > MOST_BYTES):
            yield tuple(held)
            held, size = [], 0
        held.append(path)
        size += more
    yield tuple(held)
