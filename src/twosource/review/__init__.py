"""What a person decides about a ledger, and the list of what is worth a person's time.

Every act is written down with a name and a reason, and can be taken back; nothing is deleted. The
machine never overrides it: docs/decisions/0012-review.md says what each act amounts to.
"""

from twosource.review.acting import Outcome, Signed
from twosource.review.correcting import Right, correct, find_claim
from twosource.review.grouping import accept, merge, move, reject, split
from twosource.review.listing import Item, ItemKind, dismiss, get_item, get_pair, item_line, list_items
from twosource.review.taking_back import find_root, undo

__all__ = [
    "Item",
    "ItemKind",
    "Outcome",
    "Right",
    "Signed",
    "accept",
    "correct",
    "dismiss",
    "find_claim",
    "find_root",
    "get_item",
    "get_pair",
    "item_line",
    "list_items",
    "merge",
    "move",
    "reject",
    "split",
    "undo",
]
