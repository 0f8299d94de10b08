"""The ledger: articles, claims and judgements kept for good in one SQLite file.

``open_ledger`` opens one. The tables are described in ``schema.py``; each other module holds the
statements about one kind of row. Nothing here decides anything.
"""

from twosource.store.acts import Act
from twosource.store.articles import Intake
from twosource.store.cards import Card, Toll
from twosource.store.changes import Change, ChangePage
from twosource.store.checks import Check
from twosource.store.corrections import Correction
from twosource.store.facets import Facets
from twosource.store.head import Head
from twosource.store.histogram import Bin, Histogram, Step
from twosource.store.judgements import OpenPair
from twosource.store.ledger import Ledger, open_ledger
from twosource.store.narrowing import Box, Circle, Filter
from twosource.store.paging import CardPage, Order
from twosource.store.reports import Member
from twosource.store.search import distance_km
from twosource.store.spots import Spot, Spots

__all__ = [
    "Act", "Bin", "Box", "Card", "CardPage", "Change", "ChangePage", "Check", "Circle", "Correction", "Facets",
    "Filter", "Head", "Histogram", "Intake", "Ledger", "Member", "OpenPair", "Order", "Spot", "Spots", "Step",
    "Toll", "distance_km", "open_ledger",
]  # fmt: skip
