"""The places of a sentence where something may have happened, without those people come from or go to."""

import re

from twosource.knowledge.context import load_context
from twosource.read.scene import Scene, inside, outside
from twosource.read.sentences import Sentence
from twosource.read.signs import is_of_a_party
from twosource.values.place import Place

#: "..., 35, of Leeds", "a man from Kano", "of the 1600 block of Elm Street" (after a name).
_HOME = re.compile(
    r"(?:,|\d|\b(?:man|woman|men|women|boy|girl|teenager|resident|native|couple))\s(?:of|from)\s"
    r"(?:the\s\d+\sblock\sof\s)?(?:[a-z]+\s)?$"
)


def scenes_of(scene: Scene, sentence: Sentence) -> list[Place]:
    """Return the places on the map, below a country, that a sentence may set its event at.

    Left out are homes ("a man from Kano") and whatever follows a hospital, a court or a burial.
    """
    span = sentence.span
    away = load_context().away.search(scene.low, span.start, span.end)
    end = away.start() if away else span.end
    return [
        mention.place
        for mention in outside(inside(scene.places, span), scene.settings[sentence.index])
        if mention.place.kind not in {"country", None}
        and mention.place.lat is not None
        and mention.span.start < end
        and not _HOME.search(scene.low, max(span.start, mention.span.start - 40), mention.span.start)
        and not is_of_a_party(scene, mention.span)
    ]
