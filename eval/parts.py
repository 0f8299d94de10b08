"""Which records of the shared sets the packaged model was trained on, tuned on, or has never seen.

``part_of`` is the one place that says so: training takes "train" only, thresholds are chosen on
"tune", and figures are reported on "unseen". Parts follow the sets' own splits where they have
them, and a hash of the record's name (eval/halves.py's way) where they have not; what a set holds
back has a split of its own and is always unseen. Rules were read against all shared parts, see
eval/NOTES.md; their figures on "unseen" only stand on the same records as the model's.
"""

from hashlib import sha256
from typing import Any, Literal

Part = Literal["train", "tune", "unseen"]
#: The splits each set gives to training; None stands for records without a split.
TRAINED: dict[str, frozenset[str | None]] = {
    "muc4": frozenset({"dev"}),
    "polnear": frozenset({"train"}),
    "factuality": frozenset({"train"}),
    "gvdb": frozenset({"dev"}),
    "geo": frozenset({"geowebnews"}),
    "ner_worldwide": frozenset({None}),
    "timex": frozenset({"wikiwars"}),
}
#: Shares, in percent, of the trained splits that are kept for tuning and kept unseen.
KEPT: dict[str, tuple[int, int]] = {
    "muc4": (8, 0),
    "polnear": (8, 0),
    "factuality": (6, 0),
    "gvdb": (0, 50),
    "geo": (0, 50),
    "ner_worldwide": (0, 50),
    "timex": (0, 0),
}


def part_of(name: str, data: dict[str, Any]) -> Part:
    """Return the part that a record (its row, as read) of the set ``name`` belongs to.

    Judged events of one sentence are of one part, so a row without an id goes by its text.
    """
    split = data.get("corpus") if name in {"geo", "timex"} else data.get("split")
    if split not in TRAINED.get(name, frozenset()) or (name == "factuality" and data.get("corpus") == "UW"):
        return "unseen"
    tune, unseen = KEPT[name]
    draw = int(sha256(f"{name}/{data.get('id') or data.get('text')}".encode()).hexdigest(), 16) % 100
    if draw < tune:
        return "tune"
    return "unseen" if draw < tune + unseen else "train"
