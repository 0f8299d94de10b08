"""The desk: web pages over a ledger, served from this machine alone; every asset is our own.

``make_app`` gives the application (ASGI). Pages ask ``store``, ``briefs``, ``query``, ``tallies``,
``lens`` and ``review``; nothing here decides anything or writes SQL.
"""

from twosource.web.app import make_app
from twosource.web.desk import DeskSettings

__all__ = ["DeskSettings", "make_app"]
