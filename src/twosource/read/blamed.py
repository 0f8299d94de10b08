"""Who is said to have done it: by what the sentence tells them doing, or because somebody blames them."""

import re
from collections.abc import Iterator

from twosource.knowledge.roles import load_roles
from twosource.model import Certainty, Voice, VoiceKind
from twosource.read.found import Found, clause, hedge, joined
from twosource.read.hints import hints_at
from twosource.read.named import is_agent, is_group, is_proper, mentions_in, party_of
from twosource.read.phrases import find_object, find_subject, is_passive
from twosource.read.scene import Scene, inside
from twosource.read.sentences import Sentence
from twosource.read.signs import realised
from twosource.read.tokens import bare, token_at
from twosource.text import Span
from twosource.values.party import PartyKind

_DONE_BY = re.compile(
    r"\b(?:launched|carried out|initiated|conducted|perpetrated|staged|committed|mounted|executed|planted|detonated|fired|attacked|ambushed|killed|wounded|kidnapped|abducted"
    r"|shot|shot dead|gunned down|stabbed|set off|orchestrated|masterminded|ordered|work|done|stormed|raided|taken hostage|attacks?|raids?|ambush|assault|violence)\s+by\s+"
)
_CLAIM_OF = re.compile(r"\b(?:claim|claims|claimed|responsibility)\b")
_BLAMED = re.compile(
    r"\b(?:blamed|blames|blaming|accused|accuses|accusing)\s+(?:the (?:attack|blast|bombing|shooting|strike|raid|killings?|assault|explosion)\s+on\s+|(?:it|them|this)\s+on\s+)?"
)
#: What somebody is accused of, where it is no deed of violence: "of lying", "of failing to act".
OF_LESS = re.compile(
    r"\bof (?:lying|failing|ignoring|using|trying|hiding|covering|supporting|backing|blocking|violating|refusing|abusing|politici[sz]ing|corruption|fraud|bias|negligence|incompetence|complicity|hypocrisy|misleading|spreading)\b"
)
_SUSPECTED = re.compile(r"\b(?:suspect|suspects|suspected)\s+(?:that\s+)?")
_BEHIND = re.compile(
    r"\b(?:were|was|are|is|being|stood|stands)\s+(?:likely\s+|probably\s+|also\s+|believed to (?:be|have been)\s+)?(?:behind|responsible(?: for)?|to blame|involved)\b"
)
#: "the gunmen belong to the group known as X": who they are, by name.
_BELONG = re.compile(
    r"\b(?:belong(?:s|ed)? to|(?:were|are) members of)\s+(?:(?:the|a|an) (?:\w+ )?(?:group|militia|faction|gang)\s(?:(?:that|which) \w+ calls?|(?:locally )?known (?:locally )?as|called|named)\s+)?"
)
_LONGEST_BLAME = 120
_VOICES: dict[PartyKind, VoiceKind] = dict.fromkeys(
    ("state force", "police", "government", "coalition", "diplomatic"), "official"
)
_LONE = re.compile(
    r"^(?:(?:a|an|the|another)\s)(?:[\w-]+\s){0,2}(?:man|woman|teenager|boy|youth|driver|passenger|person|husband|boyfriend|neighbou?r)$"
)


def find_blamed(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    """Yield who one sentence says did it, or who is blamed for it and by whom."""
    if hints_at(scene.low, sentence.span, "blame"):
        yield from _done_by(scene, sentence)
        yield from _blamed(scene, sentence)
        yield from _behind(scene, sentence)
    if hints_at(scene.low, sentence.span, "member"):
        yield from _members(scene, sentence)
    if scene.events[sentence.index]:
        yield from _active(scene, sentence)


def _done_by(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    low, span = scene.low, sentence.span
    for match in _DONE_BY.finditer(low, span.start, span.end):
        if _CLAIM_OF.search(low, max(span.start, match.start() - 40), match.end()) or _in_setting(
            scene, sentence, match.start()
        ):
            continue
        phrase = find_object(scene, sentence, match.end())
        if phrase is not None and _is_inquiry(scene, match.group(), phrase):
            continue
        if phrase is not None and (is_agent(scene, phrase) or _is_some_group(scene, phrase)):
            phrase = _with_base(scene, phrase)
            quote = joined(clause(sentence, Span(match.start(), phrase.end)), phrase)
            if len(quote) > _LONGEST_BLAME:
                quote = Span(match.start(), phrase.end)
            yield _found(scene, phrase, quote, hedge(scene, quote, "suspected", "possible"))


def _is_inquiry(scene: Scene, words: str, phrase: Span) -> bool:
    """Whether police launched or conducted something: their inquiry, not the attack."""
    if not words.startswith(
        ("launched", "conducted", "initiated", "carried out", "work", "done", "mounted", "raid")
    ):
        return False
    return any(m.party.kind in {"police", "government"} for m in mentions_in(scene, phrase))


def _is_some_group(scene: Scene, phrase: Span) -> bool:
    """Whether a phrase that is no place reads like a group."""
    if any(mention.span.overlaps(phrase) for mention in inside(scene.places, phrase)):
        return False
    return is_group(scene, phrase)


def _blamed(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    low, span = scene.low, sentence.span
    for pattern in (_BLAMED, _SUSPECTED):
        for match in pattern.finditer(low, span.start, span.end):
            if scene.text[match.start()].isupper():
                continue  # a "Suspect" of a headline
            if match.group().startswith("accus") and OF_LESS.search(low, match.end(), span.end):
                continue
            blamer = _blamer(scene, sentence, match.start())
            phrase = find_object(scene, sentence, match.end())
            if blamer is None or phrase is None or not _can_be_blamed(scene, phrase):
                continue
            phrase = _with_base(scene, phrase)
            near = blamer.start <= phrase.start and phrase.end - blamer.start < _LONGEST_BLAME
            quote = joined(blamer, phrase) if near else Span(match.start(), phrase.end)
            yield _found(
                scene, phrase, quote, Certainty.SUSPECTED, _speaker(scene, blamer, says=pattern is _BLAMED)
            )


def _can_be_blamed(scene: Scene, phrase: Span) -> bool:
    return is_agent(scene, phrase) or is_proper(bare(phrase.of(scene.text)))


def _blamer(scene: Scene, sentence: Sentence, offset: int) -> Span | None:
    """Return who blames or suspects: the verb's subject, a pronoun, or the speaker that goes on ("and blamed ...")."""
    tokens = sentence.tokens
    index = token_at(tokens, offset)
    if index == 0 or is_passive(tokens, index) or tokens[index - 1].tag in {"det", "prep", "punct"}:
        return None
    before = tokens[index - 1]
    if before.tag == "pron":
        return Span(before.start, before.end)
    if before.tag == "conj":
        sources = [
            a.source
            for a in scene.voices.attributions
            if a.source is not None and a.source in sentence.span and a.source.end < offset
        ]
        return sources[-1] if sources else None
    return find_subject(scene, sentence, index)


def _speaker(scene: Scene, blamer: Span, *, says: bool) -> Voice | None:
    """Return whose word the blame is: for a suspicion retold the one who tells it, else the blamer.

    "Aziz blamed" is the "governor Karim Aziz" met before; None leaves it to the words around.
    """
    outer, _ = scene.voices.at(blamer)
    if outer != scene.voices.newsroom:
        return outer
    return _voice_of(scene, blamer) if says else None


def _voice_of(scene: Scene, blamer: Span) -> Voice | None:
    name = bare(blamer.of(scene.text))
    words = set(name.lower().split())
    before = [a for a in scene.voices.attributions if a.source is not None and a.source.start <= blamer.start]
    for attribution in (*reversed(before), *scene.voices.attributions):
        if attribution.source is not None and attribution.source.overlaps(blamer):
            return attribution.voice
        if words and words <= set(f"{attribution.voice.name} {attribution.voice.body}".lower().split()):
            return attribution.voice
    if words & {"he", "she", "they", "it"}:
        return before[-1].voice if before else None
    known = mentions_in(scene, blamer)
    return Voice(name=name, kind=_VOICES.get(known[0].party.kind, "person") if known else "person", body=name)


def _behind(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    low, span = scene.low, sentence.span
    for match in _BEHIND.finditer(low, span.start, span.end):
        phrase = find_subject(scene, sentence, token_at(sentence.tokens, match.start()))
        if phrase is None or _denied(scene, sentence, phrase):
            continue
        if _can_be_behind(scene, phrase, involved=match.group().endswith("involved")):
            quote = joined(phrase, Span(*match.span()))
            yield _found(scene, phrase, quote, hedge(scene, clause(sentence, quote), "suspected", "possible"))


def _members(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    """Yield the group that attackers are said to belong to."""
    for match in _BELONG.finditer(scene.low, sentence.span.start, sentence.span.end):
        who = find_subject(scene, sentence, token_at(sentence.tokens, match.start()))
        group = find_object(scene, sentence, match.end())
        if who is None or group is None or not is_agent(scene, who):
            continue
        if is_agent(scene, group) or is_proper(bare(group.of(scene.text))):
            quote = joined(who, group)
            yield _found(scene, group, quote, hedge(scene, sentence.span, "suspected", "possible"))


def _can_be_behind(scene: Scene, phrase: Span, *, involved: bool) -> bool:
    """Whether a phrase can be who did it; police and agencies are "involved" in looking into it."""
    if not involved:
        return is_agent(scene, phrase) or _is_some_group(scene, phrase)
    if any(m.party.kind in {"police", "state force", "government"} for m in mentions_in(scene, phrase)):
        return False
    return is_agent(scene, phrase) or (is_group(scene, phrase) and not is_proper(bare(phrase.of(scene.text))))


def _denied(scene: Scene, sentence: Sentence, phrase: Span) -> bool:
    return (
        re.search(
            r"\b(?:denied|denies|denying|did not say|not known|unclear)\b",
            scene.low[sentence.span.start : phrase.start],
        )
        is not None
    )


def _active(scene: Scene, sentence: Sentence) -> Iterator[Found]:
    seen: set[Span] = set()
    for event in realised(scene, sentence):
        word = event.span.of(scene.low)
        index = token_at(sentence.tokens, event.span.start)
        if (
            event.noun
            or word not in load_roles().deeds
            or is_passive(sentence.tokens, index)
            or _is_no_act(scene, sentence, index)
        ):
            continue
        if word in load_roles().transitive and not _has_object(sentence, event.span.end):
            continue
        phrase = find_subject(scene, sentence, index)
        if (
            phrase is None
            or phrase in seen
            or _fights_back(scene, sentence, phrase, event.span.end)
            or not (is_agent(scene, phrase) or _LONE.match(phrase.of(scene.low)))
        ):
            continue
        seen.add(phrase)
        quote = joined(phrase, event.span)
        yield _found(scene, phrase, quote, hedge(scene, quote, "suspected", "possible"))


def _is_no_act(scene: Scene, sentence: Sentence, index: int) -> bool:
    """Whether a verb form stands before a noun ("the wounded boy") or behind a "not"."""
    start = sentence.tokens[index].start
    if index and sentence.tokens[index - 1].tag in {"det", "num"}:
        return True
    return _NEGATED.search(scene.low, max(sentence.span.start, start - 24), start) is not None


_NEGATED = re.compile(r"(?:n't|\bnot|\bnever)\s(?:\w+\s){0,2}$")


def _fights_back(scene: Scene, sentence: Sentence, phrase: Span, offset: int) -> bool:
    """Whether a force killed or took attackers: its answer to the attack, not the attack."""
    known = mentions_in(scene, phrase)
    if not known or known[0].party.kind not in {"police", "state force"}:
        return False
    hit = find_object(scene, sentence, offset)
    return hit is not None and is_agent(scene, hit)


def _has_object(sentence: Sentence, offset: int) -> bool:
    index = token_at(sentence.tokens, offset)
    following = sentence.tokens[index : index + 2]
    if not following or following[0].tag in {"punct", "conj", "sub"}:
        return False
    return following[0].tag != "prep" or (
        len(following) > 1 and following[1].low in {"least", "most", "than", "to"}
    )


def _found(
    scene: Scene, phrase: Span, quote: Span, certainty: Certainty | None, voice: Voice | None = None
) -> Found:
    return Found(
        field="perpetrator",
        value=party_of(scene, phrase),
        span=quote,
        said=phrase,
        certainty=certainty,
        voice=voice,
    )


def _with_base(scene: Scene, phrase: Span) -> Span:
    """Add where a group is based ("militias in Iraq") when the actor list's span reaches that far."""
    around = inside(scene.parties, Span(max(0, phrase.start - 60), phrase.start + 4))
    longer = [m.span.end for m in around if m.span.end > phrase.end]
    return Span(phrase.start, max(longer, default=phrase.end))


def _in_setting(scene: Scene, sentence: Sentence, offset: int) -> bool:
    return any(offset in setting for setting in scene.settings[sentence.index])
