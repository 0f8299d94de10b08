"""Which sentences can hold what: one pass over an article for the stems that each costly pattern needs.

Finds word beginnings only; the patterns decide. A topic that is missing here is never looked for.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import Final, Literal, get_args

from twosource.text import Span

Topic = Literal[
    "hit", "shot", "harmed", "loosed", "attack on", "beside", "target", "blame", "culprit", "held", "member", "own", "damage", "warning", "motive", "tally", "first",
]  # fmt: skip

_STEMS: Final[Mapping[Topic, str]] = {
    "hit": "attack target hit strik struck bomb shell storm raid ambush torched firebombed overran destroy dynamit blew blow blown machine sabotaged burned tore ripped slammed crashed"
    " ploughed plowed rammed opened opening fired firing shot began started kept were was sprayed set thrown hurled lobbed launched aimed tossed carried directed",
    "shot": "shot gunned fatally stabbed assassinated kidnapped abducted beheaded murdered",
    "harmed": "kill shot murder assassin execut slain massacre kidnap abduct behead wound injur stab hacked gunned fatally taken beaten attack ambush"
    " attempt death slaying shooting fired opened machine riddled died dead victim hostage fatalit",
    "loosed": "launch fired firing lobbed hurled threw throwing tossed",
    "attack on": "attack raid strike assault bombing shooting ambush airstrike bombardment shelling arson fire violence onslaught siege",
    "beside": "explo deton went blew blast bomb device dynamite charge grenade",
    "target": "target",
    "blame": "by blam accus suspect behind responsib involved",
    "culprit": "by accus attribut attack ambush bomb offensive raid assault kidnap murder kill assassin plant plac hurl threw throw carried dynamit machinegun perpetrat stag"
    " launch shot fir burst storm execut destroy set blew seiz burn stop responsib guilty behind",
    "held": "arrest charg accus detain captur indict convict suspect",
    "member": "belong members",
    "own": "responsib credit claim deni deny reject disclaim disavow said",
    "damage": "damag destroy fire blaze ablaze alight burn broken smashed flames torch razed loot gutted levelled leveled flattened"
    " shattered wrecked collapsed charred lost",
    "warning": "siren alarm alert evacuat lockdown shelter ordered told urged asked warned advised calling called instructed locked air",
    "motive": "retaliat response revenge reprisal solidarity protest avenge support motiv over because",
    "tally": "since year month week past last within such such monday tuesday wednesday thursday friday saturday sunday less 19 20",
    "first": "first deadliest worst biggest largest most",
}  # fmt: skip


@cache
def _topics() -> dict[str, tuple[Topic, ...]]:
    """Return the topics of each stem; a stem that begins with another has the other's topics too."""
    words = {topic: stems.split() for topic, stems in _STEMS.items()}
    every = {stem for stems in words.values() for stem in stems}
    return {
        stem: tuple(
            topic for topic in get_args(Topic) if any(stem.startswith(other) for other in words[topic])
        )
        for stem in every
    }


@cache
def _pattern() -> re.Pattern[str]:
    """Return one pattern for all stems, grouped by first letter, longest first."""
    by_letter: defaultdict[str, list[str]] = defaultdict(list)
    for stem in sorted(_topics(), key=lambda stem: (-len(stem), stem)):
        by_letter[stem[0]].append(stem[1:])
    groups = (f"{letter}(?:{'|'.join(rests)})" for letter, rests in sorted(by_letter.items()))
    return re.compile(rf"\b(?:{'|'.join(groups)})")


@lru_cache(maxsize=2)  # asked for sentence by sentence, one article at a time
def _marks(low: str) -> tuple[Sequence[int], Sequence[tuple[Topic, ...]]]:
    """Return where an article's stems stand, in order, and the topics of each."""
    topics = _topics()
    found = [(match.start(), topics[match.group()]) for match in _pattern().finditer(low)]
    return [place for place, _ in found], [names for _, names in found]


@lru_cache(maxsize=512)  # the sentences of an article, each asked for by every reader
def _topics_in(low: str, start: int, end: int) -> frozenset[Topic]:
    places, names = _marks(low)
    return frozenset(chain.from_iterable(names[bisect_left(places, start) : bisect_left(places, end)]))


def hints_at(low: str, span: Span, topic: Topic) -> bool:
    """Whether a stretch of a plain lower-case article holds a word that begins as the topic's words do."""
    return topic in _topics_in(low, span.start, span.end)
