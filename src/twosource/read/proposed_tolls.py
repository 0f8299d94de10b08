"""People told of as killed or hurt, as a trained reader proposes them, read by the grammar of counts.

A figure in a stretch counts; a person by name or in the singular is one. Words for many people
without a figure count nobody. Which of them stand beside the rules' is effects.py's.
"""

import re
from collections.abc import Iterator

from twosource.read.merging import least_score
from twosource.read.persons import NAME, is_person
from twosource.read.proposals import Proposed
from twosource.read.proposed_roles import trimmed
from twosource.read.scene import Scene, inside, proposed_in
from twosource.read.sentences import Sentence
from twosource.read.toll_cues import Effect
from twosource.read.toll_shape import Toll
from twosource.read.toll_victims import scope_of
from twosource.text import Span
from twosource.values.count import Count
from twosource.values.count_nouns import PERSONS, is_plural

_EFFECTS: dict[str, Effect] = {"killed": "killed", "injured": "injured"}
_NAME = re.compile(NAME)
_OF = re.compile(r"\s(?:of|from|in|with|and|who)\s")
_NOBODY = re.compile(r"(?:no|none|neither|nobody)\b")


def find_proposed_tolls(scene: Scene, sentence: Sentence) -> Iterator[Toll]:
    """Yield the tolls proposed in a sentence."""
    for one in proposed_in(scene, sentence.span):
        effect = _EFFECTS.get(one.label)
        if effect is None or one.score < least_score(one.label, rules=scene.rules):
            continue
        said = trimmed(scene.text, one.span, sentence.span)
        toll = _toll(scene, sentence, one, effect, said) if said is not None else None
        if toll is not None:
            yield toll


def _toll(scene: Scene, sentence: Sentence, one: Proposed, effect: Effect, said: Span) -> Toll | None:
    """Read one stretch as a toll; None where it gives no number."""
    before = Span(max(sentence.span.start, one.span.start - 2), said.end)
    figures = [m for m in inside(scene.counts, before) if m.span.end <= said.end]
    if figures:
        first = figures[0]
        words = Span(min(first.span.start, said.start), said.end)
        who = first.noun.of(scene.text) if first.noun else ""
        return Toll(
            span=words,
            count=first.count,
            effect=effect,
            who=who,
            scope=scope_of(who.lower()),
            score=one.score,
        )
    if not _is_one(scene, said):
        return None
    who = said.of(scene.text)
    count = Count(low=1, high=1, as_said=who, number=None)
    return Toll(span=said, count=count, effect=effect, who=who, individual=True, score=one.score)


def _is_one(scene: Scene, said: Span) -> bool:
    """Whether words name one person: by name, or by a noun in the singular."""
    low = said.of(scene.low)
    if _NOBODY.match(low):
        return False
    head = _OF.split(low)[0].split()
    if not head or is_plural(head[-1].strip(",.")):
        return False
    if head[-1].strip(",.") in PERSONS:
        return True
    match = _NAME.search(scene.text, said.start, said.end)
    return match is not None and is_person(scene, Span(*match.span()))
