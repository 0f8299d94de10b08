"""Follow the chains that the rounds left over, all in one task: 107 bytes a tie, and next to none are left."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from twosource.archive.datasets import Table
from twosource.archive.stages.gathering import ROOTS
from twosource.archive.stages.large_star import gather_edges
from twosource.archive.stages.ties import edges_table
from twosource.archive.stars import find_roots

if TYPE_CHECKING:
    from twosource.archive.tasks import Task


def work(_task: "Task", given: Mapping[str, Table]) -> dict[str, Table]:
    """Return the first of the component of each report that hangs on a loose tie."""
    return {ROOTS.name: edges_table(*find_roots(*gather_edges(given)))}
