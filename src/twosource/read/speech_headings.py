"""Speakers set before or after their words by a mark alone: "Mayor: bridge to reopen", '"..." - Jo Lind'."""

from twosource.read.handing import Handing
from twosource.read.speech_contents import trim
from twosource.read.speech_lines import Line
from twosource.text import Span

_LONGEST_NAME = 6  # tokens
_LONGEST_SIGNATURE = 8  # tokens
_SMALL = frozenset({"of", "the", "."})


def hand_heading(line: Line) -> list[Handing]:
    """Return the attribution that a colon or dash alone makes in a sentence, or []."""
    made = _colon(line) or _dash(line)
    return [made] if made else []


def _colon(line: Line) -> Handing | None:
    """Read a paragraph that opens with a name and a colon; all of it is what they say."""
    if not line.passage.opens_paragraph(line.index):
        return None
    tokens = line.tokens
    colon = next((at for at in range(1, min(_LONGEST_NAME, len(tokens))) if tokens[at].low == ":"), None)
    if colon is None or colon + 1 >= len(tokens) or tokens[colon - 1].end != tokens[colon].start:
        return None
    if not all(token.capital or token.low in _SMALL for token in tokens[:colon]):
        return None
    content = Span(tokens[colon + 1].start, _paragraph_end(line))
    return _make(line, line.span(0, colon), colon, content)


def _paragraph_end(line: Line) -> int:
    parts = line.passage.parts
    index = line.index
    while index + 1 < len(parts) and parts[index + 1].paragraph == parts[index].paragraph:
        index += 1
    return parts[index].span.end


def _dash(line: Line) -> Handing | None:
    """Read a name signed under a quotation."""
    tokens = line.tokens
    if tokens[0].low != "-" or not 1 < len(tokens) < _LONGEST_SIGNATURE or not tokens[1].capital:
        return None
    if line.index == 0:
        return None
    quotation = line.passage.quotation_at(line.passage.parts[line.index - 1].span.end - 1)
    if quotation is None:
        return None
    return _make(line, line.span(1, len(tokens)), 0, quotation)


def _make(line: Line, source: Span, mark: int, content: Span) -> Handing:
    return Handing(
        source=source,
        cue=line.span(mark, mark + 1),
        contents=(trim(line.passage.text, content),),
        word=line.tokens[mark].low,
        states=True,
    )
