"""``twosource watch``: the process that runs for months, and its workers.

:func:`twosource.watching.supervisor.run_watch` runs one. One process asks feeds and pages, and keeps what
came in the ledger with the work it makes; workers read; two threads raise alerts and send them. What is
decided is decided elsewhere: here it is called at the right time, and lives through what happens meanwhile.
"""
