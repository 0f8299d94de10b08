"""Whether valid and invalid samples of a format are told apart, and what was got from valid ones.

Both kinds weigh the same however many there are of each: balanced accuracy (Brodersen et al.,
"The balanced accuracy and its posterior distribution", ICPR 2010), so that a reader that accepts
everything, or refuses everything, is at one half.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from eval.tasks import Figure, share

Verdict = Literal["accepted", "refused", "crashed"]

# What is said of files that are in order but hold nothing to be read, or are not to be printed.
_IN_ORDER = re.compile(r"holds? no article|its sender marked|without a headline or a text|without entries")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One file: whether it is valid (None where it is no sample), and what became of it.

    ``got`` says of each thing the file has ("title") whether the article has it too.
    """

    valid: bool | None
    verdict: Verdict
    got: Mapping[str, bool]

    @property
    def is_told(self) -> bool | None:
        """Whether it was taken for what it is; None for no sample."""
        return None if self.valid is None else self.verdict == ("accepted" if self.valid else "refused")


def find_verdict(outcome: Mapping[str, Any] | None) -> Verdict:
    """Tell what was made of a file: refused where anything is said to be wrong in it.

    A file that holds no article, and is said to, is accepted.
    """
    if not outcome or outcome["crash"]:
        return "crashed"
    return "refused" if any(not _IN_ORDER.search(issue) for issue in outcome["issues"]) else "accepted"


def make_figures(name: str, samples: Sequence[Sample]) -> Iterator[Figure]:
    """Return the figures of a set: told apart (a headline), each side of it, read, and got."""
    valid = [bool(one.is_told) for one in samples if one.valid]
    invalid = [bool(one.is_told) for one in samples if one.valid is False]
    sides = [part for part in (_share(valid), _share(invalid)) if part is not None]
    yield Figure(
        name=f"{name}.told_apart",
        value=sum(sides) / len(sides) if sides else None,
        of=len(valid) + len(invalid),
        says="valid samples accepted and invalid ones refused, both kinds weighing the same",
        unit="score",
        headline=True,
    )
    yield _figure(f"{name}.valid_accepted", valid, "valid samples of which nothing was said to be wrong")
    yield _figure(
        f"{name}.invalid_refused", invalid, "invalid samples of which something was said to be wrong"
    )
    sound = [one.verdict != "crashed" for one in samples]
    yield _figure(f"{name}.read_share", sound, "files read, or refused with a clear line, without a crash")
    yield from _got(name, samples)


def _got(name: str, samples: Sequence[Sample]) -> Iterator[Figure]:
    asked = Counter(what for one in samples for what in one.got)
    met = Counter(what for one in samples for what, right in one.got.items() if right)
    for what in sorted(asked):
        yield Figure(
            name=f"{name}.{what}",
            value=met[what] / asked[what],
            of=asked[what],
            says=f"valid articles whose {what} was got as it stands in the file",
        )


def _share(rights: Sequence[bool]) -> float | None:
    return share(sum(rights), len(rights))


def _figure(name: str, rights: Sequence[bool], says: str) -> Figure:
    return Figure(name=name, value=_share(rights), of=len(rights), says=says)
