"""Paragraphs that only repeat: the headline again, teasers, pull-quotes, a paragraph printed twice.

What is dropped here is always kept elsewhere in the text or as the title; the last printing of a
sentence is never dropped.
"""

import re
from collections.abc import Iterator, Sequence

from twosource.clean.paragraphs import Paragraph

_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"')\]]*\s+")
_WORD = re.compile(r"\w+")
_FEWEST_WORDS = 8  # shorter paragraphs can honestly stand twice: "No arrests have been made."
_LONGEST_TEASER = 120  # words
_NEAR = 0.8  # share of word 4-grams of a paragraph above the stamp line that the body holds


def repeats_headline(paragraph: Paragraph, title: Paragraph, outlet: Paragraph) -> bool:
    """Whether a paragraph is the headline, alone or with the outlet's name behind it."""
    if paragraph.words == title.words:
        return True
    return title.count > 2 and outlet.count > 0 and paragraph.words == title.words.rstrip() + outlet.words


def _sentences(paragraph: Paragraph) -> list[str]:
    """Return the bare words of each sentence; an ellipsis at the end cuts the last one short."""
    parts = _SENTENCE_END.split(paragraph.key)
    bare = [" ".join(_WORD.findall(part)) for part in parts]
    return [part for part in bare if part]


def _is_held(paragraph: Paragraph, others: str) -> bool:
    truncated = paragraph.key.rstrip("\"')] ").endswith(("...", "…"))
    sentences = _sentences(paragraph)
    last = f" {sentences[-1]}" + ("" if truncated else " ")
    return all(f" {part} " in others for part in sentences[:-1]) and last in others


def _is_nearly_held(paragraph: Paragraph, others: str) -> bool:
    words = paragraph.words.split()
    grams = [" ".join(words[i : i + 4]) for i in range(len(words) - 3)]
    return sum(f" {gram} " in others for gram in grams) >= _NEAR * len(grams)


def find_repeats(paragraphs: Sequence[Paragraph], above: int) -> Iterator[int]:
    """Yield the numbers of paragraphs whose sentences all stand in other paragraphs that are kept.

    Of the same paragraph printed twice the first is kept. ``above`` is the number of the stamp
    line: what stands over it is a teaser also where a few of its words differ from the body's.
    """
    everything = "".join(p.words for p in paragraphs)
    dropped: set[int] = set()
    for number, paragraph in enumerate(paragraphs):
        if not _FEWEST_WORDS <= paragraph.count <= _LONGEST_TEASER:
            continue
        opening = " ".join(paragraph.words.split(None, 4)[:4])
        near = number < above and _is_nearly_held(paragraph, "|".join(p.words for p in paragraphs[above:]))
        if not near and everything.count(f" {opening} ") < 2:
            continue
        others = "|".join(
            other.words
            for place, other in enumerate(paragraphs)
            if place not in dropped
            and (place < number or (place > number and other.words != paragraph.words))
        )
        if near or _is_held(paragraph, others):
            dropped.add(number)
            yield number
