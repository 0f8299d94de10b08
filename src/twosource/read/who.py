"""Who was hit, who is blamed, who owns up: target, perpetrator, responsibility, in one strand."""

from collections.abc import Iterator

from twosource.model import Field
from twosource.read.blamed import find_blamed
from twosource.read.culprits import find_culprits
from twosource.read.found import Found
from twosource.read.harmed import find_harmed
from twosource.read.hit import find_targets
from twosource.read.owned import find_owned
from twosource.read.scene import Scene
from twosource.read.sentences import Sentence
from twosource.read.strands import Strand
from twosource.text import Span


def find_who(scene: Scene, strand: Strand) -> Iterator[Found]:
    """Yield the claims about who was hit, who is blamed and who owns up, in one strand.

    The same words are told once: what reads them first knows most about them.
    """
    for sentence in strand.sentences:
        told: dict[Field, list[Span]] = {"target": [], "perpetrator": []}
        for found in _of(scene, sentence):
            before = told.get(found.field)
            if before is not None:
                if any(found.said.overlaps(span) for span in before):
                    continue
                before.append(found.said)
            yield found


def _of(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    yield from find_targets(scene, sentence)
    yield from find_harmed(scene, sentence)
    yield from find_blamed(scene, sentence)
    yield from find_culprits(scene, sentence)
    yield from find_owned(scene, sentence)
