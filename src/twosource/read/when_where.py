"""When and where: the day, the hour, the place, and where what was fired came down, in one strand."""

from collections.abc import Iterator

from twosource.read.found import Found
from twosource.read.places_told import find_places_told
from twosource.read.scene import Scene, inside
from twosource.read.sentences import Sentence
from twosource.read.signs import realised
from twosource.read.strands import Strand
from twosource.read.times_told import find_times_told


def find_when_where(scene: Scene, strand: Strand) -> Iterator[Found]:
    """Yield the claims about the day, the hour and the place of one strand."""
    telling = frozenset(
        s.index
        for s in strand.sentences
        if s is strand.anchor
        or scene.tolls[s.index]
        or (scene.events[s.index] and realised(scene, s))
        or _puts_attackers_there(scene, s)
    )
    yield from find_times_told(scene, strand, telling)
    yield from find_places_told(scene, strand, telling)


def _puts_attackers_there(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence tells of armed people at a place and a time ("armed men came to the village at 8")."""
    armed = any(
        mention.party.kind in {"armed group", "unidentified"}
        for mention in inside(scene.parties, sentence.span)
    )
    return armed and bool(inside(scene.places, sentence.span)) and bool(inside(scene.times, sentence.span))
