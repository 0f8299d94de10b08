"""``ftm``: incidents as FollowTheMoney entities, a JSON object a line.

Entities that incidents share (articles, places, parties) are written once, with the first incident that has
them; their ids are remembered, which takes some hundred bytes each.
"""

from collections.abc import Iterator
from typing import Final

from twosource.exports.streams import Wanted, tell_all
from twosource.lens import Lens
from twosource.store import Ledger
from twosource.wire import to_line
from twosource.wire.cells import Column
from twosource.wire.ftm import Entity, entities_of, entity_line

COLUMNS: Final[tuple[Column, ...]] = ()


def pieces(ledger: Ledger, wanted: Wanted, lens: Lens) -> Iterator[str]:
    """Yield a line for each entity."""
    return (to_line(entity_line(entity)) + "\n" for entity in list_entities(ledger, wanted, lens))


def list_entities(ledger: Ledger, wanted: Wanted, lens: Lens) -> Iterator[Entity]:
    """Yield every entity once."""
    written: set[str] = set()
    for told in tell_all(ledger, wanted, lens):
        for entity in entities_of(told):
            if entity.id not in written:
                written.add(entity.id)
                yield entity
