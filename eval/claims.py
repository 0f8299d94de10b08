"""Claims of gold beside the program's: found, found but wrong in something, or missing."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from eval.pairing import Pairing
from eval.shapes import GoldClaim, Line
from eval.values import same_value
from eval.words import share, words
from twosource.text import plain

_HALF = 0.5  # of the words of a name, either way: "the governor" for "Governor of Kirkuk"

Result = Literal["found", "wrong", "missing"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimCheck:
    """How one claim of gold fared; ``wrong`` names what differs in the nearest claim found."""

    claim: GoldClaim
    nearest: Line | None
    wrong: tuple[str, ...]

    @property
    def result(self) -> Result:
        """Whether it was found, found with something wrong, or not found."""
        if self.nearest is None:
            return "missing"
        return "wrong" if self.wrong else "found"

    @property
    def problem(self) -> str:
        """One line that says what is amiss, or an empty string."""
        claim, near = self.claim, self.nearest
        if near is None:
            return f"{claim.id}: no {claim.field} claim quotes “{claim.quote}”"
        if not self.wrong:
            return ""
        given = f"{near['value']!r}, {near['voice']}, {near['certainty']}"
        return f"{claim.id}: {claim.field} “{claim.quote}”: wrong {', '.join(self.wrong)}: {given}"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """The figures of one field: gold's claims found, wrong and missing, and claims gold lacks."""

    field: str
    found: int
    wrong: int
    missing: int
    extra: int


def check_claims(pairing: Pairing) -> tuple[ClaimCheck, ...]:
    """Check every claim of gold, in gold's order."""
    return tuple(_check(claim, pairing) for claim in pairing.gold.claims)


def count_fields(pairing: Pairing, checks: tuple[ClaimCheck, ...]) -> tuple[FieldRow, ...]:
    """Return the figures per field, in order of name."""
    results = Counter((check.claim.field, check.result) for check in checks)
    extra = Counter(field_of(claim) for claim in _unmatched(pairing, checks))
    fields = sorted({check.claim.field for check in checks} | set(extra))
    return tuple(
        FieldRow(
            field=field,
            found=results[field, "found"],
            wrong=results[field, "wrong"],
            missing=results[field, "missing"],
            extra=extra[field],
        )
        for field in fields
    )


def field_of(claim: Line) -> str:
    """Return a claim's field with blanks, however it is spelled."""
    return str(claim["field"]).replace("_", " ").replace("-", " ")


def _check(claim: GoldClaim, pairing: Pairing) -> ClaimCheck:
    text = pairing.text(claim.article)
    near = [
        given
        for given in pairing.claims(claim.article)
        if field_of(given) == claim.field and _touches(claim.quote, given, text)
    ]
    if not near:
        return ClaimCheck(claim=claim, nearest=None, wrong=())
    nearest, wrong = min(
        ((given, _differences(claim, given)) for given in near), key=lambda pair: len(pair[1])
    )
    return ClaimCheck(claim=claim, nearest=nearest, wrong=wrong)


def _differences(claim: GoldClaim, given: Line) -> tuple[str, ...]:
    voice = given["voice"]
    said = f"{given['as_said']} {given['quote']}" if claim.field in _READ_IN_CONTEXT else given["as_said"]
    same = {
        "value": same_value(claim.field, claim.value, given["value"], said=said),
        "speaker": _same_speaker(claim, voice),
        "speaker kind": voice["kind"] in claim.kinds,
        "certainty": given["certainty"] in claim.certainties,
    }
    return tuple(name for name, fits in same.items() if not fits)


#: Fields whose value may leave out what its quote says: the rest of a place, what a tally counts.
_READ_IN_CONTEXT = frozenset({"place", "impact place", "tally", "first since", "quote", "damage", "warning"})


def _same_speaker(claim: GoldClaim, voice: Line) -> bool:
    """Whether a voice goes by gold's name; a newsroom may go by any, where gold lets it speak."""
    if "newsroom" in claim.kinds and voice["kind"] == "newsroom":
        return True
    wanted = words(claim.speaker or "")
    if not wanted:
        return not voice["name"]
    given = words(f"{voice['name'] or ''} {voice.get('body') or ''}")
    return max(share(wanted, given), share(given, wanted) if given else 0.0) >= _HALF


def _touches(quote: str, given: Line, text: str) -> bool:
    """Whether a claim's words share some with gold's quote, anywhere the quote stands."""
    body, wanted = plain(text), plain(quote)
    spans = [(start, start + len(wanted)) for start in _places(wanted, body)]
    if not spans:
        return wanted in plain(given["quote"]) or plain(given["quote"]) in wanted
    return any(given["start"] < end and start < given["end"] for start, end in spans)


def _places(wanted: str, body: str) -> Iterator[int]:
    start = body.find(wanted)
    while start >= 0:
        yield start
        start = body.find(wanted, start + 1)


def _unmatched(pairing: Pairing, checks: tuple[ClaimCheck, ...]) -> Iterator[Line]:
    """Yield claims in gold's articles that answer no claim of gold, not even wrongly."""
    wanted: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for check in checks:
        wanted[check.claim.article, check.claim.field].append(check.claim.quote)
    for article in pairing.lines:
        text = pairing.text(article)
        for given in pairing.claims(article):
            quotes = wanted[article, field_of(given)]
            if not any(_touches(quote, given, text) for quote in quotes):
                yield given
