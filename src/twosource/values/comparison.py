"""What comparing two values can say, with the sentence why.

Every value module's ``compare(left, right)`` returns a :class:`Comparison`. Reconciling and
linking are built on nothing else.
"""

from dataclasses import dataclass
from enum import StrEnum


class Relation(StrEnum):
    """How two values of one field stand to each other."""

    SAME = "same"  # say the same thing
    NARROWER = "narrower"  # left is a more specific reading that right admits
    WIDER = "wider"  # left admits right, which is more specific
    OVERLAPPING = "overlapping"  # can both be true, neither holds the other
    APART = "apart"  # can't both be true
    UNKNOWN = "unknown"  # at least one says too little to tell


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A relation and one plain sentence that says why, for people to read."""

    relation: Relation
    why: str

    @property
    def compatible(self) -> bool:
        """Whether both values can be true at once, as far as can be told."""
        return self.relation is not Relation.APART
