"""Who did it, beyond verbs of violence: by nouns of deeds, by what stands before them, by accusations.

"the murder of the mayor by hooded men"; "an M-19 attack on the station"; "the army is accused of
the killing"; "guerrillas placed a bomb". Adds to what ``blamed`` reads; the same words are told once.
"""

import re
from collections.abc import Iterator

from twosource.model import Certainty
from twosource.read.blamed import OF_LESS
from twosource.read.found import Found, clause, hedge, joined
from twosource.read.hints import hints_at
from twosource.read.named import in_brackets, is_agent, is_proper, mentions_in, party_of
from twosource.read.persons import NAME, is_person, without_office
from twosource.read.phrases import find_object, find_subject, is_passive
from twosource.read.scene import Scene, inside
from twosource.read.sentences import Sentence
from twosource.read.signs import realised
from twosource.read.tokens import bare, phrase_after, token_at
from twosource.text import Span

_DEED = (
    r"(?:attacks?|ambush(?:es)?|bombings?|offensives?|raids?|assaults?|kidnappings?|abductions?|murders?|killings?|"
    r"assassinations?|massacres?|executions?|sabotage|shootings?|crimes?|actions?|incursions?|explosions?|violence|harassment)"
)
#: Participles whose "by" names somebody else than who did it.
_NOT_DONE = re.compile(
    r"\b(?:claimed|condemned|reported|issued|released|used|owned|led|headed|guarded|protected|accompanied|followed|arrested|captured|"
    r"surrounded|repelled|rejected|signed|published|quoted|announced|denied|investigated|described|called|known|supported|financed|"
    r"occupied|controlled|held|made|identified|seized|found|travel\w+|driven|posed|represented|inspired|feared|defended|cordoned|"
    r"rescued|freed|treated|seen|heard|witnessed|confirmed|given|provided|proposed|offered|planned|promoted|admitted|recovered)\s+$"
)
#: "an M-19 ambush"
_COMPOUND = re.compile(rf"\s(?:[\w-]+\s)?{_DEED}\b")
_OF_A_DEED = r"\sof\b[^.;]{0,60}?\b(?:murder|kill|assassinat|kidnap|attack|bomb|massacr|ambush|shoot|abduct|perpetrat|carrying\sout|being\s(?:behind|responsible)|plant|terroris)"
_ACCUSED = re.compile(
    rf"\b(?:(?:is|are|was|were|been|being)\s(?:also\s)?(?:accused|suspected|guilty)(?={_OF_A_DEED})|(?:is|are|was|were)\s(?:directly\s)?responsible\sfor|"
    r"(?:has|have|had)\s(?:already\s)?(?:admitted|acknowledged|confessed))\b"
)
_ACCUSES = re.compile(rf"\b(?:accused|accuses|accusing|accuse)\s+(?=[^.;]{{3,120}}?{_OF_A_DEED})")
_ATTRIBUTED = re.compile(r"\b(?:attributed|ascribed|imputed)\s+(?:the\s[\w\s]{3,40}?)?to\s+")
#: Verbs of violence that are no word of an incident by themselves, with what shows that they are meant.
_ACTS = re.compile(
    r"\b(?:planted|placed|hurled|threw|tossed|detonated|activated|set\soff|exploded|dynamited|blew\sup|machine-?gunned|perpetrated|"
    r"committed|staged|carried\sout|launched|burst\sinto|broke\sinto|stormed|executed|destroyed|burned|set\sfire|seized|opened\sfire|"
    r"fired|shot|riddled|sprayed|stopped|forced|attacked|ambushed|kidnapped|abducted|murdered|assassinated|killed|wounded|raided)\b"
)
_LONGEST = 200


def find_culprits(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    """Yield who one sentence says did it, by other means than ``find_blamed`` reads."""
    if hints_at(scene.low, sentence.span, "held"):
        yield from _held(scene, sentence)
    if not hints_at(scene.low, sentence.span, "culprit"):
        return
    yield from _by(scene, sentence)
    yield from _compounds(scene, sentence)
    yield from _accused(scene, sentence)
    yield from _acting(scene, sentence)


def _by(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    """Yield agents behind "by" in a sentence that tells of a deed before it."""
    events = realised(scene, sentence)
    if not events:
        yield from _laid_by(scene, sentence)
        return
    first = min(event.span.start for event in events)
    for match in re.finditer(r"\bby\s+", scene.low[: sentence.span.end][first:]):
        start = first + match.start()
        if _NOT_DONE.search(scene.low, max(first, start - 20), start):
            continue
        phrase = find_object(scene, sentence, first + match.end())
        if phrase is not None and _is_culprit(scene, phrase):
            event = max(
                (e for e in events if e.span.start < start), key=lambda e: e.span.start, default=events[0]
            )
            quote = joined(event.span, phrase)
            yield _found(scene, sentence, phrase, quote if len(quote) < _LONGEST else Span(start, phrase.end))


def _laid_by(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    """Yield who laid or threw what a sentence names as a weapon: "a bomb planted by rebels"."""
    if not inside(scene.weapons, sentence.span):
        return
    for match in _LAID.finditer(scene.low, sentence.span.start, sentence.span.end):
        phrase = find_object(scene, sentence, match.end())
        if phrase is not None and _is_culprit(scene, phrase):
            yield _found(scene, sentence, phrase, Span(match.start(), phrase.end))


_LAID = re.compile(
    r"\b(?:placed|planted|thrown|hurled|set off|detonated|activated|left|fired|launched)\sby\s+"
)


def _compounds(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    """Yield who stands right before the deed: "a rebel attack"."""
    low, span = scene.low, sentence.span
    named = [
        mention.span
        for mention in inside(scene.parties, span)
        if mention.party.kind == "armed group" and mention.party.name[:1].isupper()
    ]
    for who in named:
        deed = _COMPOUND.match(low, who.end, span.end)
        if deed is not None and any(
            event.span.overlaps(Span(*deed.span())) for event in realised(scene, sentence)
        ):
            yield _found(scene, sentence, who, Span(who.start, deed.end()))


def _accused(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    low, span, tokens = scene.low, sentence.span, sentence.tokens
    if OF_LESS.search(low, span.start, span.end):
        return
    for match in _ACCUSED.finditer(low, span.start, span.end):
        phrase = find_subject(scene, sentence, token_at(tokens, match.start()))
        if phrase is not None and _can_be_accused(scene, phrase):
            yield _found(scene, sentence, phrase, Span(phrase.start, match.end()), Certainty.SUSPECTED)
    for pattern in (_ACCUSES, _ATTRIBUTED):
        for match in pattern.finditer(low, span.start, span.end):
            phrase = find_object(scene, sentence, match.end())
            if (
                phrase is not None
                and _can_be_accused(scene, phrase)
                and (
                    match.group().startswith("accusing")
                    or not is_passive(tokens, token_at(tokens, match.start()))
                )
            ):
                yield _found(scene, sentence, phrase, Span(match.start(), phrase.end), Certainty.SUSPECTED)


def _acting(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    """Yield agents that are the subject of what an attack is made of: they planted, threw, burst in."""
    low, span, tokens = scene.low, sentence.span, sentence.tokens
    for match in _ACTS.finditer(low, span.start, span.end):
        index = token_at(tokens, match.start())
        if is_passive(tokens, index):
            continue
        phrase = _antecedent(sentence, index) or find_subject(scene, sentence, index)
        if phrase is not None and _is_culprit(scene, phrase) and phrase.end <= match.start():
            yield _found(scene, sentence, phrase, joined(phrase, Span(*match.span())))


def _antecedent(sentence: Sentence, index: int) -> Span | None:
    """Return whom "who" or "which" before the verb at ``index`` stands for: the noun phrase before it."""
    tokens, at = sentence.tokens, index
    while at > 0 and tokens[at - 1].tag in {"aux", "adv"}:
        at -= 1
    if at < 2 or tokens[at - 1].low not in {"who", "which"}:
        return None
    end = at - 2 if tokens[at - 2].low == "," else at - 1
    start = end
    while start > 0 and tokens[start - 1].tag in {"word", "num", "det"}:
        start -= 1
    return phrase_after(tokens[:end], start) if start < end else None


def _held(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    """Yield persons by name who are held or sought for the deed a sentence tells of."""
    span = sentence.span
    for pattern in _HELD:
        for match in pattern.finditer(scene.text, span.start, span.end):
            around = scene.low[span.start : span.end]
            if not (_FOR_A_DEED.search(around) or match["for_it"]):
                continue
            for name in re.finditer(NAME, match["who"]):
                start = match.start("who") + name.start()
                who = without_office(scene, Span(start, start + len(name.group())))
                if who is not None and " " in who.of(scene.text) and is_person(scene, who):
                    quote = joined(who, Span(*match.span("cue")))
                    yield _found(scene, sentence, who, quote, Certainty.SUSPECTED)


_NAMES = rf"{NAME}(?:(?:,\s\d{{1,2}})?(?:[,;]?\sand\s|[,;]\s)(?:[a-z][\w.'-]*\s){{0,4}}?{NAME}){{0,12}}"
_ASIDE = r"(?:,\s[^,;.\"]{2,60}){0,2}?,?"
_HELD = (
    re.compile(
        rf"(?P<who>{_NAMES}){_ASIDE}\s(?:was|were|has\sbeen|have\sbeen|is|are)\s(?:also\s)?"
        rf"(?P<cue>(?P<for_it>charged\swith\s(?:the\s)?(?:murder|killing|assassination|kidnapping)|accused\sof\s(?:the\s)?(?:murder|killing|assassinat|kidnap)\w*)|arrested|charged|detained|captured|indicted|convicted)\b"
    ),
    re.compile(
        rf"(?P<cue>arrest\swarrants?\s(?:for|against)|(?:arrested|charged|indicted|convicted)|[Ss]uspects?,?(?:\s(?:were|was|are|is)\sidentified\sas)?|arrest\sof)"
        rf"\s(?P<for_it>)(?:[\w.'-]+\s){{0,3}}?(?P<who>{_NAMES})"
    ),
)
#: What somebody is held for, in a sentence that says so.
_FOR_A_DEED = re.compile(
    r"\b(?:murder|killing|killed|assassinat\w+|kidnapp?\w*|attack|bombing|massacre|shooting|crime|ambush|explosion|masterminds?|accomplices?)\b"
)


def _is_culprit(scene: Scene, phrase: Span) -> bool:
    """Whether a phrase names fighters, attackers or an armed group; forces of a state need plainer words."""
    if not is_agent(scene, phrase):
        return False
    if any(m.party.kind == "armed group" for m in in_brackets(scene, phrase)):
        return True
    return not any(
        m.party.kind in {"state force", "police", "government"} for m in mentions_in(scene, phrase)
    )


def _can_be_accused(scene: Scene, phrase: Span) -> bool:
    return is_agent(scene, phrase) or (
        is_proper(bare(phrase.of(scene.text)))
        and not any(m.span.overlaps(phrase) for m in inside(scene.places, phrase))
    )


def _found(
    scene: Scene, sentence: Sentence, phrase: Span, quote: Span, certainty: Certainty | None = None
) -> Found:
    sure = certainty or hedge(scene, clause(sentence, quote), "suspected", "possible")
    return Found(field="perpetrator", value=party_of(scene, phrase), span=quote, said=phrase, certainty=sure)
