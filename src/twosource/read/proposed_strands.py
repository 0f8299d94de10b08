"""Which sentences tell of which incident, as a trained reader proposes it: alone, or put right against the rules'.

Alone, sentences that tell of the article's main incident form one strand, stretches of sentences
about others form strands of their own. With the rules, their strands are dropped where the trained
reader is sure that nothing is told, opened where only it is sure that something is, completed below
the lead and given a more telling kind. Nothing is claimed here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from twosource.knowledge.kinds import is_a
from twosource.read.anchors import is_of_another_world
from twosource.read.kind import SAYS_LITTLE, kind_of
from twosource.read.merging import GOOD_ROLE, ROLES, family_of
from twosource.read.proposals import KINDS, Proposals, Proposed, Telling
from twosource.read.scene import Scene, inside, proposed_in
from twosource.read.sentences import Sentence
from twosource.read.signs import is_bloody, realised
from twosource.read.strands import Strand, find_strands

#: Why the rules see no strand in an article.
NOTHING_TOLD = "no sentence of its lead tells of an incident"
#: An article is read for an incident where its probability is at least this and the rules are off.
TELLS = 0.5  # chosen on muc4, part "tune"
#: With the rules on, an incident that they do not see is opened from this probability on.
SURELY_TELLS = 0.95  # chosen on muc4, part "tune", and on ordinary news
#: Below this the trained reader is sure that nothing is told.
SURELY_NOT = 0.02  # chosen on muc4, part "tune", and below what first-hand accounts get (0.04)
#: A sentence belongs to the main incident, or to another, from this probability on.
BELONGS = 0.5
#: A sentence that the rules put elsewhere changes its strand from this probability on.
SURELY_BELONGS = 0.8
#: A kind is told by a sentence, or an article, from this probability on.
SAYS_KIND = 0.5
#: The rules' kind can yield to another from this mean probability on, where theirs has less than that share of it.
SURE_KIND = 0.4
DOUBTED_SHARE = 0.4
#: Sentences about nothing in particular that may stand inside one strand's stretch.
LONGEST_GAP = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The strands of an article, the main one first; ``why_not`` says why there are none, else it is ""."""

    strands: tuple[Strand, ...]
    why_not: str = ""


def tell_apart(scene: Scene) -> Told:
    """Return the strands of an article by whoever reads it: the rules, a trained reader, or both."""
    if scene.proposals is None:
        return _by_rules(find_strands(scene))
    if not scene.rules:
        strands = propose_strands(scene, scene.proposals)
        return Told(strands=strands, why_not="" if strands else "the trained reader sees no incident")
    return _by_both(scene, scene.proposals)


def _by_rules(strands: tuple[Strand, ...]) -> Told:
    return Told(strands=strands, why_not="" if strands else NOTHING_TOLD)


# --- alone -----------------------------------------------------------------------------------------


def propose_strands(scene: Scene, proposals: Proposals, least: float = TELLS) -> tuple[Strand, ...]:
    """Return the strands that the proposals alone give; none below an incident's probability of ``least``."""
    if proposals.incident < least or not _shows(proposals):
        return ()
    abouts = [_about(scene, sentence) for sentence in scene.sentences]
    main = [sentence for sentence in scene.sentences if abouts[sentence.index] == "main"]
    others = list(_stretches(scene, [s for s in scene.sentences if abouts[s.index] == "other"]))
    if not main:
        if not others:
            return ()
        main = others.pop(0)
    strands = [_strand(scene, main, main=True)]
    strands.extend(_strand(scene, stretch, main=False) for stretch in others if _is_told(scene, stretch))
    return tuple(strands)


def _shows(proposals: Proposals) -> bool:
    """Whether anybody is proposed with a role, or any sentence as one that tells of an incident."""
    return _names_roles(proposals) or any(
        one.about["main"] + one.about["other"] >= BELONGS for one in proposals.tellings
    )


def _names_roles(proposals: Proposals) -> bool:
    return any(map(_is_good_role, proposals.spans))


def _is_good_role(proposed: Proposed) -> bool:
    return proposed.label in ROLES and proposed.score >= GOOD_ROLE


def _about(scene: Scene, sentence: Sentence) -> str:
    """Return what a sentence is about; one that holds a role of good score is about some incident."""
    telling = telling_of(scene, sentence)
    if telling is None:
        return "main" if has_role(scene, sentence) else "background"
    main, other = telling.about["main"], telling.about["other"]
    if main + other >= BELONGS or has_role(scene, sentence):
        return "main" if main >= other else "other"
    return "background"


def telling_of(scene: Scene, sentence: Sentence) -> Telling | None:
    """Return what a trained reader says a sentence is about; None where it was not asked."""
    tellings = scene.proposals.tellings if scene.proposals else ()
    return tellings[sentence.index] if sentence.index < len(tellings) else None


def has_role(scene: Scene, sentence: Sentence) -> bool:
    """Whether a sentence holds a role of good score."""
    return any(map(_is_good_role, proposed_in(scene, sentence.span)))


def _stretches(scene: Scene, sentences: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """Cut sentences about other incidents where too much stands between them or their kind changes."""
    if not sentences:
        return
    stretch = [sentences[0]]
    for before, sentence in pairwise(sentences):
        if sentence.index - before.index > LONGEST_GAP or not _same_kind(scene, before, sentence):
            yield stretch
            stretch = []
        stretch.append(sentence)
    yield stretch


def _same_kind(scene: Scene, left: Sentence, right: Sentence) -> bool:
    ours, theirs = kinds_told(scene, left), kinds_told(scene, right)
    return not ours or not theirs or bool(set(ours) & set(theirs))


def _is_told(scene: Scene, stretch: Sequence[Sentence]) -> bool:
    """Whether a stretch about another incident says who, whom or what in it."""
    return any(has_role(scene, sentence) for sentence in stretch)


def _strand(scene: Scene, sentences: Sequence[Sentence], *, main: bool) -> Strand:
    return Strand(
        anchor=_anchor(scene, sentences),
        kind=proposed_kind(scene, sentences, main=main),
        main=main,
        sentences=tuple(sentences),
    )


def _anchor(scene: Scene, sentences: Sequence[Sentence]) -> Sentence:
    """Return the first sentence that says a kind and names somebody, else the first that does either."""
    telling = [s for s in sentences if kinds_told(scene, s)]
    both = [s for s in telling if has_role(scene, s)]
    return next(iter((*both, *telling, *sentences)))


# --- kinds -----------------------------------------------------------------------------------------


def kinds_told(scene: Scene, sentence: Sentence) -> dict[str, float]:
    """Return the kinds that a sentence surely enough tells of, with their probabilities, the likeliest first."""
    telling = telling_of(scene, sentence)
    if telling is None:
        return {}
    told = [(kind, telling.kinds.get(kind, 0.0)) for kind in KINDS]
    return dict(sorted((one for one in told if one[1] >= SAYS_KIND), key=lambda one: -one[1]))


def proposed_kind(scene: Scene, sentences: Sequence[Sentence], *, main: bool) -> str:
    """Return the kind of a strand: what its sentences say most surely, narrowed by the weapons they name.

    For the main strand the article's own kinds count as one sentence more. With the rules on, words
    for narrower kinds count too.
    """
    shares = _kind_shares(scene, sentences, main=main)
    kind = max(KINDS, key=lambda kind: shares[kind])
    return _narrowed(scene, sentences, kind)


def _kind_shares(scene: Scene, sentences: Sequence[Sentence], *, main: bool) -> dict[str, float]:
    """Return the mean probability of each kind over the sentences that tell of an incident, else over all."""
    told = [one for sentence in sentences if (one := telling_of(scene, sentence)) is not None]
    telling = [one for one in told if one.about["background"] < BELONGS] or told
    kinds = [one.kinds for one in telling]
    if main and scene.proposals is not None:
        kinds.append(scene.proposals.kinds)
    return {kind: sum(one.get(kind, 0.0) for one in kinds) / max(1, len(kinds)) for kind in KINDS}


def _narrowed(scene: Scene, sentences: Sequence[Sentence], kind: str) -> str:
    """Return a case of a kind that the weapons of its sentences make it, or the rules' words say."""
    if scene.rules:
        worded = kind_of(scene, sentences)
        if _is_case_of(worded, kind):
            return worded
    for sentence in sentences:
        for one in proposed_in(scene, sentence.span):
            if one.label == "weapon" and one.score >= GOOD_ROLE:
                for mention in inside(scene.weapons, one.span):
                    if _is_case_of(mention.weapon.kind, kind):
                        return mention.weapon.kind
    return kind


def _is_case_of(kind: str, told: str) -> bool:
    """Whether a kind is a case of the one told; an attack that is no bombing is no other explosive attack either."""
    return is_a(kind, told) and not (told == "attack" and is_a(kind, "explosive attack"))


# --- with the rules --------------------------------------------------------------------------------


def _by_both(scene: Scene, proposals: Proposals) -> Told:
    strands = find_strands(scene)
    if not strands:
        opened = propose_strands(scene, proposals, SURELY_TELLS)
        return _by_rules(opened if opened and _is_believed(scene, opened[0]) else ())
    if _tells_nothing(proposals) and not _is_bloody(scene, strands):
        return Told(strands=(), why_not="the trained reader is sure that nothing is told")
    return Told(strands=tuple(_put_right(scene, strands)))


def _is_believed(scene: Scene, strand: Strand) -> bool:
    """Whether words of a strand speak for an incident too: a word for one, in an article not about sport or films."""
    said = any(realised(scene, sentence) for sentence in strand.sentences)
    return said and not is_of_another_world(scene)


def _tells_nothing(proposals: Proposals) -> bool:
    """Whether no incident is likely and nobody is proposed to have done or suffered anything."""
    return proposals.incident < SURELY_NOT and not _names_roles(proposals)


def _is_bloody(scene: Scene, strands: Sequence[Strand]) -> bool:
    """Whether the rules read that anybody was harmed: such a report is never dropped."""
    told = (toll for strand in strands for s in strand.sentences for toll in scene.tolls[s.index])
    return any(map(is_bloody, told))


def _put_right(scene: Scene, strands: Sequence[Strand]) -> Iterator[Strand]:
    """Yield the rules' strands, the first completed by sentences that belong to it, then those that they missed."""
    taken = {sentence.index for strand in strands for sentence in strand.sentences}
    left = [sentence for sentence in scene.sentences if sentence.index not in taken]
    joining = tuple(sentence for sentence in left if _joins(scene, sentence, "main"))
    for number, strand in enumerate(strands):
        sentences = (*strand.sentences, *joining) if number == 0 else strand.sentences
        whole = replace(strand, sentences=tuple(sorted(sentences, key=lambda sentence: sentence.index)))
        yield replace(whole, kind=_better_kind(scene, whole, first=number == 0))
    for stretch in _stretches(scene, [sentence for sentence in left if _joins(scene, sentence, "other")]):
        if _is_told(scene, stretch) and any(realised(scene, sentence) for sentence in stretch):
            yield _strand(scene, stretch, main=False)


def _joins(scene: Scene, sentence: Sentence, incident: str) -> bool:
    """Whether a sentence that the rules leave out surely tells of the main or of another incident."""
    telling = telling_of(scene, sentence)
    if telling is None:
        return False
    likelier = telling.about[incident] >= max(telling.about["main"], telling.about["other"])
    return likelier and (telling.about[incident] >= SURELY_BELONGS or has_role(scene, sentence))


def _better_kind(scene: Scene, strand: Strand, *, first: bool) -> str:
    """Return the trained reader's kind where it is sure and the rules' says little or is doubted, else the rules'."""
    shares = _kind_shares(scene, strand.sentences, main=first)
    likeliest = max(KINDS, key=lambda kind: shares[kind])
    if shares[likeliest] < SURE_KIND or family_of(strand.kind) in {likeliest, None}:
        return strand.kind
    if strand.kind in SAYS_LITTLE or _is_doubted(strand.kind, shares):
        return proposed_kind(scene, strand.sentences, main=first)
    return strand.kind


def _is_doubted(kind: str, shares: Mapping[str, float]) -> bool:
    """Whether a trained reader hardly sees a kind where it sees another."""
    family = family_of(kind)
    return family is not None and shares[family] < DOUBTED_SHARE * max(shares.values())


def doubts_kind(scene: Scene, strand: Strand, kind: str) -> bool:
    """Whether a trained reader hardly sees a kind that the rules read in a strand besides its own."""
    if scene.proposals is None or kind == strand.kind or kind in SAYS_LITTLE:
        return False
    shares = _greatest_shares(scene, strand.sentences)
    return max(shares.values()) >= SURE_KIND and _is_doubted(kind, shares)


def _greatest_shares(scene: Scene, sentences: Sequence[Sentence]) -> dict[str, float]:
    told = [one.kinds for s in sentences if (one := telling_of(scene, s)) is not None]
    return {kind: max((kinds.get(kind, 0.0) for kinds in told), default=1.0) for kind in KINDS}
