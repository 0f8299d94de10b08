"""Read an article into reports with claims, each with exact words, voice and certainty.

Rules find :class:`~twosource.read.found.Found` values, and so does a trained reader through what it
proposes; both pass the same :func:`~twosource.read.grounding.ground`. ``readers.py`` has them by name.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from twosource.ids import ReportId, claim_id, report_id
from twosource.model import (
    Article,
    Certainty,
    Claim,
    Dropped,
    Reading,
    Report,
    Voice,
    make_evidence,
)
from twosource.read.anchors import may_open
from twosource.read.canonical import canonical
from twosource.read.effects import find_effects, find_tolls_told
from twosource.read.found import Found
from twosource.read.gate import find_refusal
from twosource.read.grounding import REJECTIONS, ground
from twosource.read.merging import merge
from twosource.read.press import find_press
from twosource.read.proposals import Proposer
from twosource.read.proposed_roles import find_proposed_roles, proposed_roles_in
from twosource.read.proposed_strands import NOTHING_TOLD, doubts_kind, tell_apart
from twosource.read.proposed_what import find_proposed_what
from twosource.read.said import find_motives, find_quotes
from twosource.read.scene import Scene, look_at
from twosource.read.standing import find_standing_place
from twosource.read.strands import Strand
from twosource.read.what import find_what
from twosource.read.when_where import find_when_where
from twosource.read.who import find_who

#: What the rules sign their claims with; a trained reader signs with its version.
ORIGIN = "rules/1"
#: Fields that a denial takes for granted: who "denied being behind the car bomb" does not deny the bomb.
PRESUPPOSED = frozenset({"kind", "when", "time", "place", "impact place", "weapon"})
#: Why reading lets something go, as shown by ``twosource drops``.
DROP_REASONS = {
    "language-not-read": "The article is in a language that can't be read.",
    "no-incident": "The article tells of no incident in its headline and first sentences.",
    **REJECTIONS,
}


def read_article(
    article: Article, *, made_at: datetime, proposer: Proposer | None = None, rules: bool = True
) -> Reading:
    """Return what an article tells: no report at all when it tells of no incident.

    ``made_at`` is the time to stamp on the claims; it takes no part in their ids. Articles in
    a language that can't be read give a reading with a Dropped that says so. ``proposer`` is the
    trained reader, if any; without ``rules`` its proposals alone say what is told.
    """
    reading = Reading(article=article.id, reports=(), origin=make_origin(proposer, rules=rules))
    refused = find_refusal(article, trained=proposer is not None)
    if refused is not None:
        return _without_report(reading, article, *refused)
    if proposer is None and not may_open(article):
        return _without_report(reading, article, "no-incident", NOTHING_TOLD)
    scene = look_at(article, proposer=proposer, rules=rules)
    told = tell_apart(scene)
    if not told.strands:
        return _without_report(reading, article, "no-incident", told.why_not)
    dropped: list[Dropped] = []
    reports = tuple(_report(scene, strand, made_at, dropped) for strand in told.strands)
    return replace(reading, reports=reports, dropped=tuple(dropped))


def make_origin(proposer: Proposer | None, *, rules: bool) -> str:
    """Name who reads, as readings carry it: "rules/1", "model/1-3f9ac2" or both with a plus between.

    Raises ValueError where nobody does.
    """
    names = ([ORIGIN] if rules else []) + ([proposer.version] if proposer else [])
    if not names:
        raise ValueError("an article needs the rules or a proposer to be read by")
    return "+".join(names)


def _without_report(reading: Reading, article: Article, reason: str, detail: str) -> Reading:
    drop = Dropped(what="report", reason=reason, text=article.title, address=article.address, detail=detail)
    return replace(reading, dropped=(drop,))


def _report(scene: Scene, strand: Strand, made_at: datetime, dropped: list[Dropped]) -> Report:
    ident = report_id(scene.article.id, strand.anchor.span.start)
    claims: dict[str, Claim] = {}
    for found in _all(scene, strand):
        rejected = ground(scene.article, found)
        if rejected is not None:
            dropped.append(rejected)
            continue
        claim = _claim(scene, ident, found, made_at)
        claims.setdefault(claim.id, claim)
    return Report(
        id=ident,
        article=scene.article.id,
        kind=strand.kind,
        main=strand.main,
        recalled=strand.recalled,
        spans=tuple(sentence.span for sentence in strand.sentences),
        claims=tuple(claims.values()),
    )


def _all(scene: Scene, strand: Strand) -> Iterator[Found]:
    """Yield every would-be claim of a strand; what belongs to the whole article goes to the main one."""
    proposed = (*find_proposed_what(scene, strand), *find_proposed_roles(scene, strand))
    if scene.rules:
        ours = (found for found in _told_by_rules(scene, strand) if not _is_doubted(scene, strand, found))
        yield from merge(ours, proposed, proposed_roles_in(scene, strand))
        return
    yield from proposed
    yield from find_tolls_told(scene, strand)
    if strand.main:
        yield from find_quotes(scene)


def _is_doubted(scene: Scene, strand: Strand, found: Found) -> bool:
    return found.field == "kind" and doubts_kind(scene, strand, str(found.value))


def _told_by_rules(scene: Scene, strand: Strand) -> Iterator[Found]:
    yield from find_what(scene, strand)
    placed = list(find_when_where(scene, strand))
    yield from placed
    yield from find_standing_place(scene, strand, placed)
    yield from find_who(scene, strand)
    yield from find_effects(scene, strand)
    yield from find_motives(scene, strand)
    if strand.main:
        yield from find_quotes(scene)
        yield from find_press(scene)


def _claim(scene: Scene, report: ReportId, found: Found, made_at: datetime) -> Claim:
    voice, cue = scene.voices.at(found.said)
    via = scene.voices.via(found.said) if found.voice in {None, voice} else ()
    voice = found.voice or voice
    evidence = make_evidence(scene.article, found.span)
    return Claim(
        id=claim_id(
            report, found.field, canonical(found.value), found.span.start, found.span.end, _voice_key(voice)
        ),
        report=report,
        field=found.field,
        value=found.value,
        as_said=found.said.of(scene.article.text),
        evidence=evidence,
        voice=voice,
        certainty=_certainty(found, cue),
        origin=found.origin or _first_reader(scene),
        made_at=made_at,
        scope=found.scope,
        via=via,
    )


def _first_reader(scene: Scene) -> str:
    """Return who found what does not say so itself: the rules where they read, else the trained reader."""
    return ORIGIN if scene.rules or scene.proposals is None else scene.proposals.version


def _certainty(found: Found, cue: Certainty) -> Certainty:
    """Return the certainty of the words themselves, else the one their cue verb gives them."""
    if found.certainty is not None:
        return found.certainty
    if found.field == "quote" or (cue is Certainty.DENIED and found.field in PRESUPPOSED):
        return Certainty.ASSERTED
    return cue


def _voice_key(voice: Voice) -> str:
    return f"{voice.kind}/{voice.name}"
