"""What our readings say in the shape of MUC-4's templates: a report is a template, claims are its fills.

Only what the scored slots ask is drawn from claims; nothing is read anew. Clashes between armed sides
and reports of no kind that MUC-4 knows give no template.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

from twosource.knowledge.actors import load_demonyms
from twosource.knowledge.grammar import load_classes
from twosource.knowledge.roles import load_roles
from twosource.model import Article, Certainty, Claim, Reading, Report, Responsibility
from twosource.read.capitals import restore_case
from twosource.read.persons import is_body
from twosource.text import Span, plain
from twosource.values.count import Count
from twosource.values.party import Party
from twosource.values.place import Place
from twosource.values.when import When

#: Kind of incident in MUC-4 by ours; kinds that are a case of another stand for themselves.
KINDS = {
    "attack": "attack", "explosive attack": "bombing", "rocket attack": "attack", "missile strike": "attack",
    "shelling": "attack", "drone strike": "bombing", "air strike": "bombing", "bombing": "bombing",
    "car bombing": "bombing", "roadside bombing": "bombing", "suicide bombing": "bombing",
    "grenade attack": "bombing", "explosion": "bombing", "shooting": "attack", "ambush": "attack",
    "assassination": "attack", "raid": "attack", "stabbing": "attack", "vehicle ramming": "attack",
    "arson": "arson", "kidnapping": "kidnapping", "hijacking": "attack", "robbery": "robbery",
}  # fmt: skip
_PERSONS = (
    r"(?:members?|militants?|guerrillas?|rebels?|terrorists?|fighters?|troops|soldiers?|forces|units?|commandos?|people|men|gunmen|"
    r"cells?|columns?|elements|agents|insurgents?|combatants|criminals|militiamen|officers|personnel|patrols?|individuals|extremists|group|organization|movement)"
)
_PEOPLE_OF = re.compile(
    rf"(?:[\w-]+\s){{0,3}}?{_PERSONS}\s(?:of|from)\s(?:the\s)?(?P<body>.+)", re.IGNORECASE
)
_BODYS_PEOPLE = re.compile(rf"(?P<body>\S.*?)[\"'\])]*\s{_PERSONS}\Z", re.IGNORECASE)
_FORCES = re.compile(r"\b(?:armed|air|security|police) forces?\Z", re.IGNORECASE)
_AND = re.compile(r",? and (?=(?:the|an?|another|\d+|two|three|several|some) )", re.IGNORECASE)
#: Parts of things, sums, and people who are no building.
_NO_THING = re.compile(
    r"\b(?:windows?|doors?|glass|panes|roofs?|walls?|floor|percent|millions?|bodies|body|cabin|equipment|areas?|sites?|knee|country|"
    r"which|that|police|policemen|peasants|civilians|government|personnel|members|locals)\Z|^(?:of|to|in|any|all)\s",
    re.IGNORECASE,
)
_DAMAGED = re.compile(
    r"(?:damag\w+|destroy\w+|gutt\w+|shatter\w+|wreck\w+|burn\w+|torch\w+) (?P<thing>.+)"
    r"|(?P<wreck>.+?) (?:(?:was|were|has been|have been|had been|being) )?(?:\w+ly )?(?:damaged|destroyed|gutted|burned|wrecked)",
    re.IGNORECASE,
)
_HARM = r"(?:killed|killing|wounded|wounding|injured|injuring|dead|died|hurt|murdered|assassinated|kidnapped|shot dead|shot|captured)"
_HARMED = re.compile(
    rf"(?P<before>\S.*?)\s(?:(?:was|were|is|are|has|have|had|been|being|also|seriously|slightly|critically|later)\s)*{_HARM}(?:\s.*)?"
    rf"|{_HARM}\s(?P<after>.+)",
    re.IGNORECASE,
)
_SENT = re.compile(r"(?:gun)?shots?|gunfire|bullets?|rounds?", re.IGNORECASE)
#: Where words about a thing go on to something else.
_GOES_ON = re.compile(
    r"\s(?:where|which|that|is|was|were|located|situated|causing|and damaged|and destroyed|belonging)\b.*",
    re.IGNORECASE,
)
_SOLDIERS = re.compile(
    r"(?:[\w-]+\s){0,2}(?:soldiers?|troops|officers?|policemen|agents|men|personnel)\Z", re.IGNORECASE
)
_MILITARY = re.compile(
    r"\b(?:soldiers?|troops|army|military|battalions?|brigades?|infantry|garrisons?|barracks|armed forces|air force|navy|convoys?|"
    r"guerrillas?|rebels?|subversives?|terrorists?|insurgents?|extremists?|combatants|paratroopers?|helicopters?|positions?|"
    r"civil defense|counterinsurgency|contras?|fmln|lieutenants?|sergeants?|noncommissioned)\b",
    re.IGNORECASE,
)
#: How sure the attribution to an organisation is, in MUC-4's words, by our certainty.
CONFIDENCE = {
    Certainty.ASSERTED: "REPORTED AS FACT",
    Certainty.REPORTED: "REPORTED AS FACT",
    Certainty.SO_FAR: "REPORTED AS FACT",
    Certainty.CLAIMED: "CLAIMED OR ADMITTED",
    Certainty.SUSPECTED: "SUSPECTED OR ACCUSED",
    Certainty.POSSIBLE: "POSSIBLE",
    Certainty.DENIED: "POSSIBLE",
}
#: Which of two confidences in one organisation stands.
_OUTWEIGHS = (
    "CLAIMED OR ADMITTED",
    "SUSPECTED OR ACCUSED BY AUTHORITIES",
    "SUSPECTED OR ACCUSED",
    "POSSIBLE",
    "REPORTED AS FACT",
)
#: Kinds whose words are said of others too: alone they make no template of their own.
_VAGUE = frozenset({"attack", "explosion", "explosive attack", "raid"})
EFFECTS = {"killed": "DEATH", "injured": "INJURY", "captured": ""}
_BODIES = frozenset({"state force", "police", "government", "coalition", "organisation"})
_PEOPLE = frozenset({"person", "civilians"})
_COUNTED = re.compile(
    r"^(?:at least |about |more than |some )?(?:\d[\d,]*|an?|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?=\w)",
    re.IGNORECASE,
)
_RANKS = frozenset(
    {"dr", "mr", "mrs", "ms", "msgr", "col", "gen", "lt", "capt", "sgt", "maj", "rev", "fr", "sen", "gov", "prof", "don", "doña", "father", "monsignor"}
)  # fmt: skip
_OF = re.compile(r"\s(?:of|from|in|with|wearing|dressed)\s")
_SMALL = frozenset({"of", "the", "for", "and", "de", "la", "del", "los", "el", "y"})
_BRACKETED = re.compile(r"\s?[(\[][^()\[\]]*[)\]]")
_ARTICLE = re.compile(
    r"^(?:(?:the|an?|this|that|these|those|several|some|other|another|alleged|suspected|presumed|supposed|so-called|self-styled|self-proclaimed|same)\s+)+",
    re.IGNORECASE,
)


def make_templates(article: Article, reading: Reading) -> list[dict[str, Any]]:
    """Return a template for each report of a kind that MUC-4 knows, warfare left aside.

    By its guidelines attacks on the armed forces in a war are no terrorism, and what hit nothing and
    nobody, by nobody and with nothing, is too vague to be reported.
    """
    made = (template for report in reading.reports for template in _templates(article, report))
    return [template for template in made if _is_reported(template)]


def _templates(article: Article, report: Report) -> Iterator[dict[str, Any]]:
    """Yield one template a type of incident: MUC-4 keeps a kidnapping and a murder told together apart.

    Sentences that say another type than the report's own, and not that one as well, are the other's.
    """
    by_type: dict[str, list[Span]] = {}
    for claim in report.claims:
        if (
            claim.field == "kind"
            and claim.value in KINDS
            and (_is_proposed(claim) or claim.value not in _VAGUE)
        ):
            at = [span for span in report.spans if claim.evidence.span.start in span]
            by_type.setdefault(KINDS[str(claim.value)], []).extend(at)
    own = KINDS.get(report.kind)
    others = {kind: spans for kind, spans in by_type.items() if kind != own}
    taken = {span for spans in others.values() for span in spans} - set(by_type.get(own or "", ()))
    if own is not None:
        kept = [
            claim for claim in report.claims if not any(claim.evidence.span.start in span for span in taken)
        ]
        yield _template(article, own, kept)
    for kind, spans in others.items():
        if set(spans) & taken:
            told = [
                claim for claim in report.claims if any(claim.evidence.span.start in span for span in spans)
            ]
            yield _template(article, kind, told)


def _is_reported(template: dict[str, Any]) -> bool:
    hit = [one["mentions"][0] for one in (*template["targets"], *template["victims"])]
    if not hit:
        return bool(template["weapons"] or template["individuals"] or template["organisations"])
    return not all(_MILITARY.search(words) for words in hit)


def _template(article: Article, kind: str, told: Sequence[Claim]) -> dict[str, Any]:
    claims = [claim for claim in told if claim.certainty is not Certainty.DENIED]
    culprits = list(_culprits(claims, restore_case(plain(article.text))))
    return {
        "kind": kind,
        "date": _date(article, claims),
        "places": list(_places(claims)),
        "weapons": _distinct((_mention(claim) for claim in claims if _is_instrument(claim)), longest=False),
        "individuals": _distinct(mention for mention, is_body, _ in culprits if not is_body),
        "organisations": _distinct(
            {**mention, "confidence": sure} for mention, is_body, sure in culprits if is_body
        ),
        "targets": _distinct(_things(claims)),
        "victims": _distinct(_victims(claims)),
    }


def _mention(claim: Claim, words: str = "", *, name: str = "") -> dict[str, Any]:
    """Return the string an entity goes by, without its article and its figure, and where it stands.

    ``name`` is the whole name where the article says only part of it here.
    """
    said = words or _BRACKETED.sub("", claim.as_said)
    at = claim.evidence.quote.find(said)
    start = claim.evidence.span.start + max(at, 0)
    bare = said if _is_proposed(claim) else _ARTICLE.sub("", _COUNTED.sub("", _ARTICLE.sub("", said)))
    return {
        "mentions": [name or bare or said],
        "start": start,
        "end": start + len(said),
        "id": _id(claim.value),
    }


def _id(value: object) -> str:
    """Return what tells a listed party from others, whatever it is called here; "" for all others."""
    party = value.by if isinstance(value, Responsibility) else value
    return (party.id or "") if isinstance(party, Party) else ""


def _is_proposed(claim: Claim) -> bool:
    """Whether a trained reader found a claim: its stretches are the strings of the key, figures and all."""
    return claim.origin.startswith("model/")


def _culprits(claims: list[Claim], text: str) -> Iterator[tuple[dict[str, Any], bool, str]]:
    """Yield who did it, whether that is an organisation, and how surely; "FMLN rebels" are both.

    ``text`` is the article's with small letters where it has none.
    """
    for claim in claims:
        if claim.field == "perpetrator" and isinstance(claim.value, Party):
            sides = _sides_proposed if _is_proposed(claim) else _sides
            body, people = sides(claim.value, _cased(claim, claim.as_said, text))
            if body:
                yield _mention(claim, body), True, _confidence(claim)
            if people:
                yield _mention(claim, people), False, ""
        elif claim.field == "responsibility" and getattr(claim.value, "stance", "") == "claimed":
            by = getattr(claim.value, "by", None)
            if isinstance(by, Party):
                body, _ = _sides(by, _cased(claim, by.as_said, text))
                yield _mention(claim, body or by.as_said), True, CONFIDENCE[Certainty.CLAIMED]


def _cased(claim: Claim, said: str, text: str) -> str:
    """Return words of a claim's quote as they stand in ``text``."""
    at = claim.evidence.quote.find(said)
    start = claim.evidence.span.start + at
    return text[start : start + len(said)] if at >= 0 else said


def _sides(party: Party, said: str) -> tuple[str, str]:
    """Return the words of a party that name an organisation and those that name people; "" for none."""
    said = _ARTICLE.sub("", _BRACKETED.sub("", said))
    match = _PEOPLE_OF.match(said)
    if match is not None:
        return (_name_of_body(match["body"]) or (match["body"] if _is_state(party) else "")), said
    match = _BODYS_PEOPLE.match(said)
    if match is not None and not _FORCES.search(said):
        body = _name_of_body(match["body"])
        return body, said
    if _SOLDIERS.match(said):
        return "", said
    if _is_state(party) or party.id is not None:
        return _name_of_body(said) or said, ""
    words = said.split()
    if words[0].lower().strip(".") in load_roles().persons | load_roles().titles:
        return "", said
    body = _name_of_body(said)
    named = body and (len(body.split()) == 1 or is_body(body) or body.isupper())
    return (body, "") if named else ("", said)


def _sides_proposed(party: Party, said: str) -> tuple[str, str]:
    """Return the same for a stretch that names either: people by a word for people, a body otherwise."""
    said = _BRACKETED.sub("", said)
    people = party.kind in {"unidentified", "person", "civilians"} or any(
        pattern.match(said) for pattern in (_PEOPLE_OF, _BODYS_PEOPLE, _SOLDIERS)
    )
    return ("", said) if people and not _FORCES.search(said) else (said, "")


def _is_state(party: Party) -> bool:
    return party.kind in _BODIES


def _name_of_body(words: str) -> str:
    """Return words from their first capital on, where they end in one."""
    parts = words.strip(" \"'").split()
    while parts and not parts[0][:1].isupper():
        parts = parts[1:]
    body = " ".join(parts) if parts and parts[-1][:1].isupper() else ""
    return "" if body.lower() in load_demonyms() or body.lower() in load_classes() else body


def _confidence(claim: Claim) -> str:
    sure = CONFIDENCE[claim.certainty]
    if sure == "SUSPECTED OR ACCUSED" and claim.voice.kind in {"official", "anonymous official"}:
        return "SUSPECTED OR ACCUSED BY AUTHORITIES"
    return sure


def _is_instrument(claim: Claim) -> bool:
    """Whether a claim names a weapon; shots and bullets are what it sends."""
    return claim.field == "weapon" and (_is_proposed(claim) or _SENT.fullmatch(claim.as_said) is None)


def _things(claims: list[Claim]) -> Iterator[dict[str, Any]]:
    """Yield what was hit or damaged, each part of a list by itself."""
    for claim in claims:
        if claim.field == "target" and isinstance(claim.value, Party) and not _is_human(claim.value):
            yield from _parts(claim, claim.as_said)
        elif claim.field == "damage" and (match := _DAMAGED.fullmatch(claim.as_said)) is not None:
            yield from _parts(claim, match["thing"] or match["wreck"])


def _parts(claim: Claim, words: str) -> Iterator[dict[str, Any]]:
    """Yield the things of a list, without windows and the like, without prey of war and of no thing at all."""
    for whole in _AND.split(words):
        part = _GOES_ON.sub("", whole)
        if not (_NO_THING.search(part) or _MILITARY.search(part)):
            yield _mention(claim, part)


def _is_human(party: Party) -> bool:
    """Whether a target is people: by its kind, or because it ends in a person's name of two words or more."""
    if party.kind in _PEOPLE:
        return True
    words = _name_in(party).split()
    if len(words) > 1 and not is_body(" ".join(words)) and party.kind == "other":
        return True
    return party.kind != "site" and any(_is_role(word) for word in re.split(r"\sof\s", party.name)[0].split())


def _is_role(word: str) -> bool:
    return word.lower() in load_roles().persons | load_roles().titles


def _victims(claims: list[Claim]) -> Iterator[dict[str, Any]]:
    for claim in claims:
        if claim.field == "target" and isinstance(claim.value, Party) and _is_human(claim.value):
            name = _name_in(claim.value)
            yield {**_mention(claim, name=name), "number": "", "effect": "", "named": " " in name}
        elif claim.field in EFFECTS and isinstance(claim.value, Count) and claim.value.high != 0:
            number = str(claim.value.low) if claim.value.low == claim.value.high else ""
            yield {
                **_mention(claim, _harmed_in(claim.as_said)),
                "number": number,
                "effect": EFFECTS[claim.field],
            }


def _harmed_in(said: str) -> str:
    """Return the people a toll's words count ("two guards" of "two guards were killed"), else all of them."""
    match = _HARMED.fullmatch(said)
    return (match["before"] or match["after"]) if match else said


def _name_in(party: Party) -> str:
    """Return the name a person's words end in, without office or trade; "" where they hold none."""
    words = party.name.split()
    start = len(words)
    while start and _is_part_of_name(words[start - 1]):
        start -= 1
    return " ".join(words[start:]).rstrip(",.")


def _is_part_of_name(word: str) -> bool:
    return word[:1].isupper() and word.strip(",.").lower() not in _titles()


def _date(article: Article, claims: list[Claim]) -> str:
    """Return the days "first/last"; a text that names none tells of a day up to its own, as the key has it."""
    for claim in claims:
        if claim.field == "when" and isinstance(claim.value, When) and claim.value.latest is not None:
            first = claim.value.earliest.date().isoformat() if claim.value.earliest else ""
            return f"{first}/{claim.value.latest.date().isoformat()}"
    return f"/{article.published.date().isoformat()}" if article.published else ""


def _places(claims: list[Claim]) -> Iterator[str]:
    for claim in claims:
        if claim.field in {"place", "impact place"} and isinstance(claim.value, Place):
            yield claim.value.name
            yield from claim.value.within


@cache
def _titles() -> frozenset[str]:
    return load_roles().persons | _RANKS


def _distinct(mentions: Iterator[dict[str, Any]], *, longest: bool = True) -> list[dict[str, Any]]:
    """Keep one mention an entity: the longest of those whose words hold one another's, or the first.

    An organisation that any of its mentions owns up for, or suspects, is one that did or is.
    """
    kept: list[dict[str, Any]] = []
    for mention in mentions:
        known = next((other for other in kept if _is_one(mention, other)), None)
        if known is None:
            kept.append(dict(mention))
            continue
        if "confidence" in known:
            known["confidence"] = min(known["confidence"], mention["confidence"], key=_OUTWEIGHS.index)
        if longest and len(mention["mentions"][0]) > len(known["mentions"][0]):
            known.update(mentions=mention["mentions"], start=mention["start"], end=mention["end"])
    return kept


def _is_one(mention: dict[str, Any], other: dict[str, Any]) -> bool:
    if mention.get("effect", "") != other.get("effect", ""):
        return False
    if mention["id"] and mention["id"] == other["id"]:
        return True
    left, right = mention["mentions"][0], other["mentions"][0]
    ours, theirs = _content(left), _content(right)
    if ours == theirs or _initials(left) == right.lower() or left.lower() == _initials(right):
        return True
    return ours[-1:] == theirs[-1:] and (set(ours) <= set(theirs) or set(theirs) <= set(ours))


def _content(words: str) -> list[str]:
    """Return the words of a mention up to its first "of", without figure and article, in the singular."""
    bare = _ARTICLE.sub("", _COUNTED.sub("", _ARTICLE.sub("", _BRACKETED.sub("", words)))).lower()
    return [word.removesuffix("s") for word in _OF.split(bare)[0].split()]


def _initials(words: str) -> str:
    return "".join(word[0] for word in words.lower().replace("-", " ").split() if word not in _SMALL)
