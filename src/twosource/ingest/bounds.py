"""How much is read from outside, and why no more (docs/decisions/0004-ingest-bounds.md).

Sizes are in bytes unless the name says otherwise. Nothing here knows a format.
"""

from typing import BinaryIO

from twosource.errors import TooLarge

_MB = 1_000_000

#: One file, member or record that becomes a Page: it is held in memory whole.
MAX_PAGE_BYTES = 50 * _MB
#: One zip or WARC on disk: read member by member, so only time and disk bound it.
MAX_ARCHIVE_BYTES = 2_000 * _MB
#: Everything unpacked from one zip, archives inside it included.
MAX_UNPACKED_BYTES = 1_000 * _MB
#: Everything decompressed from one WARC: ten times the archive bound, as web pages shrink 4 to 8 times.
MAX_STREAMED_BYTES = 20_000 * _MB
#: Entries of one zip: its directory is held in memory whole.
MAX_MEMBERS = 50_000
#: Unpacked over packed size of one member: prose shrinks 3 to 10 times, deflate's worst case is 1,032.
MAX_RATIO = 200
#: Members smaller than this may shrink as they like: they can do no harm.
RATIO_MATTERS_BYTES = 1 * _MB
#: Archives inside archives: one level, as in a zip of WARCs.
MAX_NESTING = 1
#: XML is held as a tree of five to ten times its size.
MAX_XML_BYTES = 20 * _MB
#: One article's own words: the longest press texts have a tenth of it.
MAX_TEXT_CHARS = 1_000_000
#: One article as HTML: scripts and styles weigh more than words.
MAX_HTML_CHARS = 5_000_000


def show_size(size: int) -> str:
    """Write a size for people.

    >>> show_size(200_000_000)
    '200 MB'
    """
    if size < 1_000:
        return f"{size} bytes"
    if size < _MB:
        return f"{size // 1_000} kB"
    return f"{size // _MB:,} MB"


def too_large(what: str, size: int, limit: int, *, hint: str = "") -> TooLarge:
    """Say that something is over a bound, as an error to raise."""
    return TooLarge(f"{what} is {show_size(size)}; at most {show_size(limit)} are read", hint=hint)


def read_bounded(stream: BinaryIO, limit: int) -> bytes:
    """Read a stream to its end; raises TooLarge as soon as it gives more than ``limit`` bytes."""
    content = stream.read(limit + 1)
    if len(content) > limit:
        raise TooLarge(f"holds more than {show_size(limit)}")
    return content


class Budget:
    """A number of bytes that several readers may spend together."""

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._spent = 0

    def spend(self, size: int) -> None:
        """Take ``size`` bytes from what is left; raises TooLarge when that is not enough."""
        self._spent += size
        if self._spent > self._limit:
            raise TooLarge(f"unpacks to more than {show_size(self._limit)}")
