"""Who was hit, who is blamed, who owns up: target, perpetrator, responsibility, in one strand."""

from collections.abc import Iterator

from twosource.read.blamed import find_blamed
from twosource.read.found import Found
from twosource.read.hit import find_targets
from twosource.read.owned import find_owned
from twosource.read.scene import Scene
from twosource.read.strands import Strand


def find_who(scene: Scene, strand: Strand) -> Iterator[Found]:
    """Yield the claims about who was hit, who is blamed and who owns up, in one strand."""
    for sentence in strand.sentences:
        yield from find_targets(scene, sentence)
        yield from find_blamed(scene, sentence)
        yield from find_owned(scene, sentence)
