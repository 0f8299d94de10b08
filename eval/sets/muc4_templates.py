"""What our readings say in the shape of MUC-4's templates: a report is a template, claims are its fills.

Only what the scored slots ask is drawn from claims; nothing is read anew. Clashes between armed sides
and reports of no kind that MUC-4 knows give no template.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from twosource.knowledge.roles import load_roles
from twosource.model import Article, Certainty, Claim, Reading, Report
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
_ARTICLE = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)


def make_templates(article: Article, reading: Reading) -> list[dict[str, Any]]:
    """Return a template for each report of a kind that MUC-4 knows."""
    return [_template(article, report) for report in reading.reports if report.kind in KINDS]


def _template(article: Article, report: Report) -> dict[str, Any]:
    claims = [claim for claim in report.claims if claim.certainty is not Certainty.DENIED]
    culprits = list(_culprits(claims))
    return {
        "kind": KINDS[report.kind],
        "date": _date(article, claims),
        "places": list(_places(claims)),
        "weapons": _distinct(_mention(claim) for claim in claims if claim.field == "weapon"),
        "individuals": _distinct(mention for mention, is_body, _ in culprits if not is_body),
        "organisations": _distinct(
            {**mention, "confidence": sure} for mention, is_body, sure in culprits if is_body
        ),
        "targets": _distinct(_mention(claim) for claim in claims if _is_thing(claim)),
        "victims": _distinct(_victims(claims)),
    }


def _mention(claim: Claim, words: str = "") -> dict[str, Any]:
    """Return the strings an entity goes by, without its article and its figure, and where it stands."""
    said = words or claim.as_said
    at = claim.evidence.quote.find(said)
    start = claim.evidence.span.start + max(at, 0)
    bare = _COUNTED.sub("", _ARTICLE.sub("", said))
    return {"mentions": [bare or said], "start": start, "end": start + len(said)}


def _culprits(claims: list[Claim]) -> Iterator[tuple[dict[str, Any], bool, str]]:
    """Yield who did it, whether that is an organisation, and how surely."""
    for claim in claims:
        if claim.field == "perpetrator" and isinstance(claim.value, Party):
            yield _mention(claim), _is_body(claim.value), _confidence(claim)
        elif claim.field == "responsibility" and getattr(claim.value, "stance", "") == "claimed":
            by = getattr(claim.value, "by", None)
            if isinstance(by, Party):
                yield _mention(claim, by.as_said), True, CONFIDENCE[Certainty.CLAIMED]


def _is_body(party: Party) -> bool:
    """Whether a party is an organisation: listed, a body of the state, or named by a proper name."""
    return party.id is not None or party.kind in _BODIES or party.name[:1].isupper()


def _confidence(claim: Claim) -> str:
    sure = CONFIDENCE[claim.certainty]
    if sure == "SUSPECTED OR ACCUSED" and claim.voice.kind in {"official", "anonymous official"}:
        return "SUSPECTED OR ACCUSED BY AUTHORITIES"
    return sure


def _is_thing(claim: Claim) -> bool:
    return claim.field == "target" and isinstance(claim.value, Party) and claim.value.kind not in _PEOPLE


def _victims(claims: list[Claim]) -> Iterator[dict[str, Any]]:
    for claim in claims:
        if claim.field == "target" and isinstance(claim.value, Party) and claim.value.kind in _PEOPLE:
            yield {
                **_mention(claim, _name_in(claim.value)),
                "number": "",
                "effect": "",
                "named": _is_named(claim.value),
            }
        elif claim.field in EFFECTS and isinstance(claim.value, Count) and claim.value.high != 0:
            number = str(claim.value.low) if claim.value.low == claim.value.high else ""
            yield {**_mention(claim), "number": number, "effect": EFFECTS[claim.field]}


def _is_named(party: Party) -> bool:
    return party.kind == "person" and bool(_name_in(party))


def _name_in(party: Party) -> str:
    """Return the name a person's words end in, without office or trade; "" where they hold none."""
    words = party.as_said.split()
    start = len(words)
    while start and words[start - 1][:1].isupper() and words[start - 1].strip(",.").lower() not in _titles():
        start -= 1
    return " ".join(words[start:]).rstrip(",.")


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


def _distinct(mentions: Iterator[dict[str, Any]]) -> list[dict[str, Any]]:
    """Leave out what was said in the same words before."""
    seen: dict[str, dict[str, Any]] = {}
    for mention in mentions:
        seen.setdefault(f"{mention['mentions'][0].lower()} {mention.get('effect', '')}", mention)
    return list(seen.values())
