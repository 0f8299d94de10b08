"""The chain by which a claim came: outlet <- newsroom <- the media it names as carrying it <- voice.

Two outlets that cite one agency are one newsroom. Media that the text leaves unnamed ("local media")
may be any newsroom, so that they never stand for a second one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from twosource.ids import ArticleId
from twosource.knowledge.press import load_newsrooms
from twosource.model import Claim
from twosource.reconcile.sources import Sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Whose newsroom answers for a claim, as a key, and which text it stands in.

    ``newsroom`` is None where the claim came through media that the text does not name.
    """

    newsroom: str | None
    family: ArticleId


def trace(claim: Claim, sources: Sources) -> Chain:
    """Return by whom a claim came: the medium named as nearest to the voice, else the article's newsroom."""
    article = claim.evidence.article
    return Chain(newsroom=_find_newsroom(claim, sources), family=sources.find_family(article))


def count_newsrooms(claims: Iterable[Claim], sources: Sources) -> int:
    """Count the newsrooms behind some claims, no more than there are texts; adding a claim never lowers it."""
    chains = {trace(claim, sources) for claim in claims}
    named = {chain.newsroom for chain in chains if chain.newsroom is not None}
    return min(max(len(named), 1), len({chain.family for chain in chains}))


def is_unnamed_medium(name: str) -> bool:
    """Whether these words leave open which medium it is: "state television", and not "dpa"."""
    return name.islower() and name not in load_newsrooms()


def name_newsroom(claim: Claim, sources: Sources) -> str:
    """Return the newsroom that answers for a claim, as people read it."""
    return claim.via[-1] if claim.via else sources.get_newsroom_name(claim.evidence.article)


def _find_newsroom(claim: Claim, sources: Sources) -> str | None:
    if not claim.via:
        return sources.get_newsroom(claim.evidence.article)
    carrier = claim.via[-1]
    return None if is_unnamed_medium(carrier) else sources.get_newsroom_of(carrier)
