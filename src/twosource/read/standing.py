"""Where an incident is told to be when its own sentences name no place: by dateline or by who speaks.

"SPOKANE, Wash. (AP) -" and "Spokane police said" place a local story without saying so.
"""

from collections.abc import Iterator

from twosource.read.found import Found
from twosource.read.scene import Scene, inside
from twosource.read.strands import Strand
from twosource.text import Span
from twosource.values.place import PlaceMention

#: Only the top of an article places it.
TOP_SENTENCES = 4
#: A site known only by its province is not on the map yet.
WIDEST_LOCAL_KM = 50
_LOCAL = frozenset({"city", "district", "camp", "base"})


def find_standing_place(scene: Scene, strand: Strand, said: list[Found]) -> Iterator[Found]:
    """Yield the first local place of the top where no claim of the strand puts it on the map."""
    if any(found.field in {"place", "impact place"} and _is_local(found.value) for found in said):
        return
    mention = _where_agents_are(scene, strand) or _first_of_strand(scene, strand)
    if mention is None and strand.main:
        mention = _first_local(scene)
    if mention is not None:
        yield Found(field="place", value=mention.place, span=mention.span, said=mention.span)


def _is_local(value: object) -> bool:
    lat, kind = getattr(value, "lat", None), getattr(value, "kind", None)
    wide = (getattr(value, "radius_km", None) or 0) > WIDEST_LOCAL_KM
    return lat is not None and not wide and kind not in {"country", "region", "area", "water"}


def _where_agents_are(scene: Scene, strand: Strand) -> PlaceMention | None:
    """Return the local place a sentence of the strand puts the attackers at, though it names no attack."""
    for sentence in strand.sentences:
        if any(m.party.kind in {"armed group", "unidentified"} for m in inside(scene.parties, sentence.span)):
            for mention in inside(scene.places, sentence.span):
                if _is_local(mention.place):
                    return mention
    return None


def _first_of_strand(scene: Scene, strand: Strand) -> PlaceMention | None:
    """Return the first town that a strand's own first sentence names, as a heading or a speaker's."""
    mentions = inside(scene.places, strand.anchor.span)
    return next((mention for mention in mentions if _is_local(mention.place)), None)


def _first_local(scene: Scene) -> PlaceMention | None:
    """Return the first local place of the top of an article, else of all of it."""
    if not scene.sentences:
        return None
    end = scene.sentences[min(TOP_SENTENCES, len(scene.sentences)) - 1].span.end
    near = [mention for mention in inside(scene.places, Span(0, end)) if mention.place.kind in _LOCAL]
    later = [mention for mention in scene.places if mention.place.kind in _LOCAL]
    located = [mention for mention in (*near, *later) if mention.place.lat is not None]
    return located[0] if located else None
