"""A printed text as paragraphs: split, unwrapped where lines were broken to a width, and keyed.

Paragraphs hold the original words: only line ends and blanks at both ends are normalised, and a
line end inside a paragraph of hard-wrapped text becomes one blank. The kept text joins paragraphs
with an empty line, for plain text and pages alike.
"""

import re
from dataclasses import dataclass

from twosource.text import plain

BETWEEN = "\n\n"  # joins the paragraphs of a kept text
LONGEST_TEXT = 200_000  # characters; the longest article of record runs to about 120,000
_NARROW, _WIDE = 40, 100  # columns: print mail and wire texts are broken at 60 to 80
_WORD = re.compile(r"\w+")
_FINISHED = re.compile(r"[.!?:…][\"')\]]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """One paragraph: its words as printed, and the keys it is compared by.

    ``key`` is lower case with straight quotes and single blanks, what cue phrases are matched with.
    ``words`` are its bare words with a blank on both sides, so that whole words can be looked up;
    ``count`` is how many.
    """

    text: str
    key: str
    words: str
    count: int

    @property
    def finished(self) -> bool:
        """Whether it ends as a sentence ends."""
        return _FINISHED.search(self.key[-8:]) is not None


def make_paragraph(text: str) -> Paragraph:
    """Key a printed paragraph."""
    key = " ".join((text if text.isascii() else plain(text)).casefold().split())
    words = _WORD.findall(key)
    return Paragraph(text=text, key=key, words=f" {' '.join(words)} ", count=len(words))


def _is_wrapped(blocks: list[list[str]]) -> bool:
    """Whether lines end at a width instead of at a sense: most full lines break off mid-sentence."""
    inner = [line for block in blocks for line in block[:-1]]
    if len(inner) < 4:
        return False
    width = max(map(len, inner))
    broken = [line for line in inner if len(line) >= _NARROW and not _FINISHED.search(plain(line))]
    return _NARROW <= width <= _WIDE and len(broken) > 0.6 * len(inner)  # a sentence ends on few lines


def split_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Split a text at its line ends, or at its empty lines where its lines are broken to a width."""
    lines = [line.strip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    wrapped = _is_wrapped(blocks)
    parts = [" ".join(block) for block in blocks] if wrapped else [line for block in blocks for line in block]
    return tuple(make_paragraph(part) for part in parts if part)


def cut_text(text: str) -> tuple[str, str]:
    """Cut a text that is longer than an article can be, at a line end or blank where there is one."""
    if len(text) <= LONGEST_TEXT:
        return text, ""
    cut = max(text.rfind("\n", LONGEST_TEXT - 10_000, LONGEST_TEXT), 0)
    cut = cut or max(text.rfind(" ", LONGEST_TEXT - 1_000, LONGEST_TEXT), 0) or LONGEST_TEXT
    return text[:cut], text[cut:]
