"""Quotations no cue claims: each goes to the speaker around it, also over several paragraphs."""

from collections.abc import Sequence

from twosource.read.attribution import Attribution
from twosource.read.quotations import Quotation
from twosource.read.sentences import Sentence


def give_running_quotations(
    parts: Sequence[Sentence], quotations: tuple[Quotation, ...], found: Sequence[Attribution]
) -> list[Attribution]:
    """Give each quotation that no cue claimed to the speaker around it.

    A quotation left open runs on into the next one (a speech told over paragraphs), so it takes
    that one's speaker; any other takes the speaker of its own paragraph, then the one before.
    """
    owners: list[Attribution | None] = [_owner(found, quotation) for quotation in quotations]
    for index in range(len(quotations) - 2, -1, -1):
        if owners[index] is None and quotations[index].open:
            owners[index] = owners[index + 1]
    given: list[Attribution] = []
    for index, quotation in enumerate(quotations):
        if _covered(found, quotation):
            continue
        owner = owners[index] or _nearest(parts, quotation, found)
        if owner is not None:
            given.append(_give(owner, quotation))
    return given


def _give(owner: Attribution, quotation: Quotation) -> Attribution:
    return Attribution(
        source=owner.source,
        cue=None,
        contents=(quotation.span,),
        voice=owner.voice,
        certainty=owner.certainty,
    )


def _owner(found: Sequence[Attribution], quotation: Quotation) -> Attribution | None:
    for attribution in found:
        if any(content.overlaps(quotation.span) for content in attribution.contents):
            return attribution
    return None


def _covered(found: Sequence[Attribution], quotation: Quotation) -> bool:
    """Whether a speaker already answers for all of a quotation, not only for its first sentence."""
    return any(
        content.start <= quotation.span.start + 2 and content.end >= quotation.span.end - 2
        for attribution in found
        for content in attribution.contents
    )


def _nearest(
    parts: Sequence[Sentence], quotation: Quotation, found: Sequence[Attribution]
) -> Attribution | None:
    """Return the last speaker before a quotation, or the next one in its own paragraph."""
    earlier = [a for a in found if a.source is not None and a.source.start < quotation.span.start]
    if earlier:
        return max(earlier, key=lambda a: a.source.start if a.source else 0)
    paragraph = next((part.paragraph for part in parts if part.span.overlaps(quotation.span)), None)
    later = [
        a
        for a in found
        if a.source is not None
        and any(part.paragraph == paragraph and a.source in part.span for part in parts)
    ]
    return later[0] if later else None
