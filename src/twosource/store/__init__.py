"""The ledger: articles, claims and judgements kept for good in one SQLite file.

``open_ledger`` opens one. The tables are described in ``schema.py``; each other module holds the
statements about one kind of row. Nothing here decides anything.
"""

from twosource.store.acts import Act
from twosource.store.articles import Intake
from twosource.store.checks import Check
from twosource.store.corrections import Correction
from twosource.store.judgements import OpenPair
from twosource.store.ledger import Ledger, open_ledger
from twosource.store.narrowing import Box, Circle, Filter
from twosource.store.reports import Member
from twosource.store.search import distance_km

__all__ = [
    "Act", "Box", "Check", "Circle", "Correction", "Filter", "Intake", "Ledger", "Member", "OpenPair",
    "distance_km", "open_ledger",
]  # fmt: skip
