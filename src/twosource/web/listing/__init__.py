"""What the ledger page shows, made ready for its template: addresses, choices, line of time, spots.

Everything here is bounded, however large the ledger; nothing here draws or decides.
"""
