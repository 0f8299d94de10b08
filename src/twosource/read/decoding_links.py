"""Who hands over which words: contents, cues and sources joined by the encoder's pointers.

The first piece of each content points to the first piece of its cue, that of a cue to its source;
the window's opening piece stands for "none". Contents that point to one cue are one handing. Names
and kinds of cues are cue_words.py's.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from twosource.read.decoding_spans import Run
from twosource.read.handing import Handing
from twosource.read.proposals import ProposedHanding
from twosource.read.windows import Window

Numbers = NDArray[np.float32]


def read_handings(
    text: str, window: Window, runs: Mapping[str, Sequence[Run]], outputs: Mapping[str, Numbers]
) -> Iterator[ProposedHanding]:
    """Yield the handings of a window, in order of their cues; a content without a cue is in none.

    ``runs`` are stretches by label, ``outputs`` rows by the names of the pointers' outputs. The
    score is the mean of the parts' scores and of the links between them.
    """
    cues = runs["cue"]
    if not cues:
        return
    told: dict[int, list[tuple[Run, float]]] = defaultdict(list)
    pointed = point(window, runs["content"], cues, outputs["content_query"], outputs["cue_key"])
    for content, (at, share) in zip(runs["content"], pointed, strict=True):
        if at is not None:
            told[at].append((content, share))
    sources = point(window, cues, runs["source"], outputs["cue_query"], outputs["source_key"])
    for number, (cue, (at, share)) in enumerate(zip(cues, sources, strict=True)):
        source = runs["source"][at] if at is not None else None
        shares = [cue.score, share, *([source.score] if source else [])]
        shares += [one for content, linked in told[number] for one in (content.score, linked)]
        handing = Handing(
            source=source.span if source else None,
            cue=cue.span,
            contents=tuple(content.span for content, _ in told[number]),
            word=cue.span.of(text).lower(),
            states=True,
        )
        yield ProposedHanding(handing=handing, score=sum(shares) / len(shares))


def point(
    window: Window, origins: Sequence[Run], targets: Sequence[Run], queries: Numbers, keys: Numbers
) -> list[tuple[int | None, float]]:
    """Return, for each of ``origins``, which of ``targets`` it points to and the share of that.

    None, with the share of "none", where that is greater. A target's share is that of all its pieces.
    """
    if not origins:
        return []
    scores = (
        queries[[window.firsts[run.first] for run in origins]] @ keys.T / np.float32(np.sqrt(keys.shape[1]))
    )
    raised = np.exp(scores - scores.max(axis=1, keepdims=True))
    shares = raised / raised.sum(axis=1, keepdims=True)
    bounds = [*window.firsts, len(window.pieces) - 1]
    options = [shares[:, 0], *(shares[:, bounds[run.first] : bounds[run.end]].sum(axis=1) for run in targets)]
    table = np.stack(options, axis=1)
    chosen = table.argmax(axis=1).tolist()
    return [(at - 1 if at else None, float(row[at])) for at, row in zip(chosen, table, strict=True)]
