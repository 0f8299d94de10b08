"""The encoder's numbers turned into proposals: stretches, handings, tellings, sureness.

Each window is read by itself, each word at its first piece; a sentence at the mean of its pieces,
the text at the surest of its windows. No meaning is given here and no rule of language applied.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

import numpy as np
from numpy.typing import NDArray

from twosource.read.decoding_links import read_handings
from twosource.read.decoding_spans import Run, find_runs, read_tags
from twosource.read.proposals import (
    KINDS,
    LABELS,
    TELLINGS,
    Proposals,
    Proposed,
    ProposedHanding,
    Sureness,
    Telling,
)
from twosource.read.windows import Window
from twosource.text import Span

Numbers = NDArray[np.float32]
#: Names of sureness's three outputs, in order.
SURENESS = ("asserted", "hedged", "denied")
#: Outputs by which contents point to cues, and cues to sources; all of one width.
LINKS = ("content_query", "cue_key", "cue_query", "source_key")
#: From which probability on a word is in a stretch, where the weights come without a threshold for its label.
THRESHOLD = 0.5
#: Lower for who says what and who did what: merging_speech.py and merging.py weigh what is less sure.
#: Chosen on part "tune" of polnear and of muc4.
THRESHOLDS: Mapping[str, float] = {
    "content": 0.3, "cue": 0.25, "source": 0.25,
    "perp_individual": 0.35, "perp_organisation": 0.35, "target": 0.35, "victim": 0.35, "weapon": 0.35,
    "killed": 0.35, "injured": 0.35,
}  # fmt: skip
#: FactBank's scale ends here (Saurí and Pustejovsky 2009).
_SUREST = 3.0
#: What is said of a sentence that is in no window.
_UNREAD = Telling(about={"main": 0.0, "other": 0.0, "background": 1.0}, kinds=dict.fromkeys(KINDS, 0.0))


@dataclass(frozen=True, slots=True)
class Layout:
    """Where in a row of numbers each output stands, [first, end), and the thresholds by LABELS."""

    columns: Mapping[str, tuple[int, int]]
    thresholds: Numbers

    def of(self, name: str, rows: Numbers) -> Numbers:
        """Return the columns of an output."""
        first, end = self.columns[name]
        return rows[..., first:end]


def lay_out(link_width: int) -> dict[str, tuple[int, int]]:
    """Return where in a row each output stands by name, [first, end), with pointers of a width; tags come first."""
    sizes = {
        **{f"tag:{label}": 3 for label in LABELS},
        **dict.fromkeys(LINKS, link_width),
        "sureness": len(SURENESS),
        "degree": 1,
        "tellings": len(TELLINGS),
        "kinds": len(KINDS),
        "incident": 1,
        "incident_kinds": len(KINDS),
    }
    ends = accumulate(sizes.values())
    return {name: (end - size, end) for (name, size), end in zip(sizes.items(), ends, strict=True)}


def _fits(given: tuple[int, int], name: str, place: tuple[int, int]) -> bool:
    """Whether an output is as large as it has to be; tags must also stand where they are read."""
    return tuple(given) == place if name.startswith("tag:") else _size(given) == _size(place) > 0


def make_layout(columns: Mapping[str, tuple[int, int]], thresholds: Mapping[str, float]) -> Layout:
    """Check that a network gives what is read here; raises ValueError where it does not."""
    expected = lay_out(_size(columns.get(LINKS[0], (0, 0))))
    wrong = [name for name, place in expected.items() if not _fits(columns.get(name, (0, 0)), name, place)]
    if wrong:
        raise ValueError(f"the network lacks outputs that are read: {', '.join(wrong)}")
    least = [thresholds.get(label, THRESHOLDS.get(label, THRESHOLD)) for label in LABELS]
    return Layout(columns, np.array(least, dtype=np.float32))


def decode(
    text: str,
    sentences: Sequence[Span],
    windows: Sequence[Window],
    rows: Sequence[Numbers],
    layout: Layout,
    version: str,
) -> Proposals:
    """Return what the numbers of a text's windows, a row a piece, propose."""
    if not windows:
        return Proposals(version=version, tellings=(_UNREAD,) * len(sentences))
    opening = np.stack([numbers[0] for numbers in rows])
    kinds = _sigmoid(layout.of("incident_kinds", opening)).max(axis=0)
    runs = [
        find_runs(text, window, read_tags(numbers[window.firsts, : 3 * len(LABELS)], layout.thresholds))
        for window, numbers in zip(windows, rows, strict=True)
    ]
    return Proposals(
        version=version,
        incident=float(_sigmoid(layout.of("incident", opening)).max()),
        kinds=dict(zip(KINDS, kinds.tolist(), strict=True)),
        tellings=_read_tellings(len(sentences), windows, rows, layout),
        spans=_proposed(runs),
        handings=tuple(_handings(text, windows, rows, runs, layout)),
        sureness=tuple(_sureness(text, windows, rows, layout)),
    )


def _proposed(runs: Sequence[Sequence[Sequence[Run]]]) -> tuple[Proposed, ...]:
    found = [
        Proposed(label=label, span=run.span, score=run.score)
        for by_label in runs
        for label, some in zip(LABELS, by_label, strict=True)
        for run in some
    ]
    return tuple(sorted(found, key=lambda one: (one.span.start, one.span.end)))


def _handings(
    text: str,
    windows: Sequence[Window],
    rows: Sequence[Numbers],
    runs: Sequence[Sequence[Sequence[Run]]],
    layout: Layout,
) -> Iterator[ProposedHanding]:
    for window, numbers, by_label in zip(windows, rows, runs, strict=True):
        outputs = {name: layout.of(name, numbers) for name in LINKS}
        yield from read_handings(text, window, dict(zip(LABELS, by_label, strict=True)), outputs)


def _sureness(
    text: str, windows: Sequence[Window], rows: Sequence[Numbers], layout: Layout
) -> Iterator[Sureness]:
    """Yield how surely each word is told to have happened; marks are left out."""
    for window, numbers in zip(windows, rows, strict=True):
        words = numbers[window.firsts]
        shares = _softmax(layout.of("sureness", words)).tolist()
        degrees = np.clip(layout.of("degree", words)[:, 0], -_SUREST, _SUREST).tolist()
        for start, end, degree, (asserted, hedged, denied) in zip(
            window.starts, window.ends, degrees, shares, strict=True
        ):
            if text[start].isalnum():
                named = {"asserted": asserted, "hedged": hedged, "denied": denied}
                yield Sureness(span=Span(start, end), degree=degree, shares=named)


def _read_tellings(
    count: int, windows: Sequence[Window], rows: Sequence[Numbers], layout: Layout
) -> tuple[Telling, ...]:
    """Read what each sentence is about at the mean of its pieces, in whichever windows they are."""
    sums = np.zeros((count, len(TELLINGS) + len(KINDS)), dtype=np.float32)
    pieces = np.zeros((count, 1), dtype=np.float32)
    for window, numbers in zip(windows, rows, strict=True):
        inner = np.hstack([layout.of(name, numbers[1:-1]) for name in ("tellings", "kinds")])
        numbered = np.array(window.sentence_of)
        opens = np.flatnonzero(np.append(True, numbered[1:] != numbered[:-1]))
        starts = np.array(window.firsts)[opens] - 1
        sums[numbered[opens]] += np.add.reduceat(inner, starts)
        pieces[numbered[opens], 0] += np.diff(starts, append=len(inner))
    means = (sums / np.maximum(pieces, 1)).astype(np.float32)
    about = _softmax(means[:, : len(TELLINGS)]).tolist()
    kinds = _sigmoid(means[:, len(TELLINGS) :]).tolist()
    return tuple(
        Telling(about=dict(zip(TELLINGS, one, strict=True)), kinds=dict(zip(KINDS, other, strict=True)))
        if read
        else _UNREAD
        for one, other, read in zip(about, kinds, pieces[:, 0].tolist(), strict=True)
    )


def _sigmoid(logits: Numbers) -> Numbers:
    shares: Numbers = np.reciprocal(1 + np.exp(-np.clip(logits, -60, 60)))
    return shares


def _softmax(logits: Numbers) -> Numbers:
    raised: Numbers = np.exp(logits - logits.max(axis=-1, keepdims=True))
    shares: Numbers = raised / raised.sum(axis=-1, keepdims=True)
    return shares


def _size(place: tuple[int, int]) -> int:
    return place[1] - place[0]
