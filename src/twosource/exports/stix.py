"""``stix``: incidents as one STIX 2.1 bundle.

Objects that incidents share are written once; their ids are remembered. The bundle's id stands last, since
it is made of the ids in it: the order of members means nothing in JSON.
"""

from collections.abc import Iterator
from hashlib import sha256
from typing import Final
from uuid import UUID

from twosource.exports.streams import Wanted, tell_all
from twosource.lens import Lens
from twosource.store import Ledger
from twosource.wire import JsonObject, to_line
from twosource.wire.cells import Column
from twosource.wire.stix import own_objects, stix_objects

COLUMNS: Final[tuple[Column, ...]] = ()


def pieces(ledger: Ledger, wanted: Wanted, lens: Lens) -> Iterator[str]:
    """Yield a line for each object, between the lines that open and close the bundle."""
    whole, comma = sha256(), ""
    yield '{"type": "bundle", "objects": [\n'
    for each in _list_objects(ledger, wanted, lens):
        line = to_line(each)
        whole.update(line.encode("utf-8", "backslashreplace"))
        yield f"{comma}{line}"
        comma = ",\n"
    yield f'\n], "id": "bundle--{UUID(bytes=whole.digest()[:16], version=5)}"}}\n'


def _list_objects(ledger: Ledger, wanted: Wanted, lens: Lens) -> Iterator[JsonObject]:
    """Yield every object once."""
    yield from own_objects()
    written: set[str] = set()
    for told in tell_all(ledger, wanted, lens):
        for each in stix_objects(told):
            if each["id"] not in written:
                written.add(each["id"])
                yield each
