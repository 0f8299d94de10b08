"""Count how common words are in news, and write the list that linking weighs them by.

``python -m eval.learn_words DATA > src/twosource/knowledge/common_words.txt``. Only words that are mostly
written small are listed, so that no name is; of gva, whose grouping is scored, only half the incidents count.
"""

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from math import log2
from pathlib import Path
from textwrap import wrap

from eval.halves import half_of
from eval.tasks import read_rows
from twosource.text import fold

SETS = (
    "gva", "muc4", "gvdb", "hrdsattack", "polnear", "fakes", "re3d", "ner_worldwide", "timex", "geo", "wikievents",
)  # fmt: skip
FEWEST = 15  # articles with a word before it is listed: below, chance decides how common it looks
LINE = 100  # characters
MOSTLY_SMALL = 0.6  # share of a word's articles that have it written small at least once

_WORD = re.compile(r"[^\W\d_][\w’'-]+")
_HEAD = """# Bits of common words in English news: a word on the line "3" is in about one article in 8.
# Counted by eval/learn_words.py; names are left out. A word that is not listed has 9 bits.
"""


def main() -> None:
    """Print the list for the folder given."""
    texts = [text for name in SETS for text in _texts(Path(sys.argv[1]) / name, name)]
    by_bits = defaultdict(list)
    for word, number in count_words(texts).items():
        by_bits[round(log2(len(texts) / number))].append(word)
    print(_HEAD)
    for bits in sorted(by_bits):
        words = " ".join(sorted(by_bits[bits]))
        lines = wrap(words, LINE, break_long_words=False, break_on_hyphens=False)
        print("\n".join(f"{bits} {line}" for line in lines))


def count_words(texts: list[str]) -> dict[str, int]:
    """Count the texts that have each word, by its folded form; names and rare words are left out."""
    written, small = Counter[str](), Counter[str]()
    for text in texts:
        words = set(_WORD.findall(text))
        written.update({fold(word) for word in words})
        small.update({word for word in words if word == fold(word)})
    return {
        word: number
        for word, number in written.items()
        if number >= FEWEST and small[word] >= MOSTLY_SMALL * number
    }


def _texts(folder: Path, name: str) -> Iterator[str]:
    for row in read_rows(folder, "docs.jsonl"):
        if name == "gva" and half_of(str(row["incident_id"])):
            continue
        text = str(row.get("text_mixed") or row.get("text") or "")
        if text and text.upper() != text:
            yield text


if __name__ == "__main__":
    main()
