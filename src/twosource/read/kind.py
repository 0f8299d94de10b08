"""The kind of incident a strand's sentences say, the narrowest that fits them."""

from collections.abc import Sequence

from twosource.knowledge.kinds import ancestry
from twosource.read.events import EventMention, narrower
from twosource.read.scene import Scene
from twosource.read.sentences import Sentence
from twosource.read.signs import realised

#: Kinds that a later, stronger word of the same happening replaces.
SAYS_LITTLE = frozenset({"attack", "explosion", "raid"})
#: Kinds that are what else was done where people were killed.
BLOODLESS = frozenset({"arson", "kidnapping", "hijacking"})
#: Sentences after the first that may still say what kind it was.
KIND_SENTENCES = 6


def kind_of(scene: Scene, sentences: Sequence[Sentence]) -> str:
    """Return the kind its first sentence says, made narrower by what later sentences add.

    ``sentences`` are those of one strand, the one that opened it first.
    """
    kind = ""
    for sentence in sentences:
        bloody = any(toll.effect == "killed" for toll in scene.tolls[sentence.index])
        for event in sorted(realised(scene, sentence), key=lambda event: _says_less(event, bloody=bloody)):
            kind = narrower(kind, event.kind) if kind else event.kind
    if kind in SAYS_LITTLE:
        kind = _stronger(scene, sentences, kind)
    return kind or "attack"


def _says_less(event: EventMention, *, bloody: bool) -> tuple[bool, bool]:
    """Order events of one sentence: where people were killed, an attack says more than arson or a kidnapping."""
    return (bloody and event.kind in BLOODLESS, not event.strong)


def _stronger(scene: Scene, ordered: Sequence[Sentence], kind: str) -> str:
    """Replace a kind that says little by the first strong one told of the same happening."""
    top = ordered[:KIND_SENTENCES]
    bloody = any(toll.effect == "killed" for sentence in top for toll in scene.tolls[sentence.index])
    for sentence in top:
        for event in realised(scene, sentence):
            if (bloody and event.kind in BLOODLESS) or event.plural:
                continue
            if event.strong and event.kind not in SAYS_LITTLE and "attack" in ancestry(event.kind):
                return event.kind
    return kind
