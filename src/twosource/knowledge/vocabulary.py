"""Common English words in lower case, to tell words from names where a text has no small letters.

The list (vocabulary.txt.gz) is the lower-case part of SCOWL's American word list of ordinary size;
see NOTICE. It is opened only when a text in capitals comes in.
"""

import gzip
from functools import cache
from importlib.resources import files


@cache
def load_vocabulary() -> frozenset[str]:
    """Return common words in lower case, inflected forms among them; no names."""
    packed = files("twosource.knowledge").joinpath("vocabulary.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode("utf-8").split())
