"""News as it comes: feeds and pages asked for politely, for months, and what became of asking.

What is due and what went wrong is decided by pure functions; ``polite`` and ``look`` do the asking.
Nothing here writes to a ledger.
"""
