"""The sentences behind facts, as pages show them: those that say one thing in one voice together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from twosource.briefs import Brief, FactBrief, Quoted
from twosource.dossier.facts import APART
from twosource.dossier.marks import find_sentence
from twosource.model import Certainty
from twosource.text import Span
from twosource.wording import listed, show_hand, show_printed, show_speaker, show_value, status_rank

_LONGEST: Final = 400  # characters of a sentence that are shown around the words of a claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """Claims that say one thing in one voice and the same words, as copies do; the first is the original's.

    ``pieces`` are their sentence, cut so that the words of the claim can be marked.
    """

    first: Quoted
    others: tuple[Quoted, ...]
    copied_by: str
    pieces: tuple[tuple[str, bool], ...]

    @property
    def value(self) -> str:
        """Return what is said."""
        return show_value(self.first.claim.value)

    @property
    def speaker(self) -> str:
        """Return who says it, how surely, and whose reading that is."""
        claim = self.first.claim
        sure = "" if claim.certainty is Certainty.ASSERTED else f", {claim.certainty.value}"
        return f"{show_speaker(claim)}{sure}{show_hand(claim)}"

    @property
    def printed(self) -> str:
        """Return where it stands."""
        return show_printed(self.first.article) + (", a copy" if self.first.copy is not None else "")


def split_facts(brief: Brief) -> tuple[tuple[FactBrief, ...], tuple[FactBrief, ...]]:
    """Return the facts of the table and those told apart, contradictions first."""
    facts = sorted(brief.facts, key=lambda one: status_rank(one.fact))
    return tuple(one for one in facts if not is_apart(one)), tuple(one for one in facts if is_apart(one))


def is_apart(one: FactBrief) -> bool:
    """Whether a fact is told apart from the table: quotations, what the press counts, background."""
    return one.fact.field in APART


def quotes_of(apart: Iterable[FactBrief]) -> tuple[Alike, ...]:
    """Return the quotations among facts."""
    quoted = [each for one in apart if one.fact.field == "quote" for each in (*one.support, *one.against)]
    return group_alike(quoted)


def press_of(apart: Iterable[FactBrief]) -> tuple[FactBrief, ...]:
    """Return what the press counts and recalls among facts."""
    return tuple(one for one in apart if one.fact.field != "quote")


def group_alike(
    quoted: Iterable[Quoted], most: int | None = None, *, longest: int = _LONGEST
) -> tuple[Alike, ...]:
    """Group claims that say one thing in one voice and the same words, at most so many groups, in order.

    Sentences are cut to ``longest`` characters around the words of their claim.
    """
    order: dict[tuple[str, str, str], list[Quoted]] = {}
    for one in quoted:
        words = " ".join(one.claim.evidence.quote.split())
        order.setdefault((show_value(one.claim.value), show_speaker(one.claim), words), []).append(one)
    return tuple(_make(alike, longest) for alike in list(order.values())[:most])


def _make(alike: Sequence[Quoted], longest: int) -> Alike:
    first, *rest = sorted(alike, key=lambda one: one.copy is not None)
    copies = dict.fromkeys(one.article.outlet or "unknown outlet" for one in rest if one.copy is not None)
    names = list(copies)
    shown = [*names[:4], f"{len(names) - 4} more"] if len(names) > 5 else names
    return Alike(
        first=first,
        others=tuple(one for one in rest if one.copy is None),
        copied_by=listed(shown),
        pieces=quote_pieces(first, longest),
    )


def quote_pieces(quoted: Quoted, longest: int) -> tuple[tuple[str, bool], ...]:
    """Return the sentence of a claim in pieces, its words marked; a very long one is cut around them."""
    text, span = quoted.article.text, quoted.claim.evidence.span
    whole = find_sentence(text, span)
    room = max(0, longest - len(span)) // 2
    start, end = max(whole.start, span.start - room), min(whole.end, span.end + room)
    before, after = Span(start, span.start).of(text), Span(span.end, end).of(text)
    return (
        ("…" + before if start > whole.start else before, False),
        (_cut(span.of(text), longest), True),
        (after + "…" if end < whole.end else after, False),
    )


def _cut(words: str, most: int) -> str:
    return words if len(words) <= most else f"{words[: most - 1]}…"
