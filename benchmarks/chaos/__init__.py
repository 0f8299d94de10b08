"""A watch under every fault at once, and what its ledger and its receivers are worth afterwards.

::

    python -m benchmarks.chaos --seed 1 --kills 300
    python -m benchmarks.chaos --seed 1 --kills 300 --db postgresql://user@host/empty

While invented news is printed, its workers and the watch itself are killed (``killing``), connections to a
PostgreSQL server are cut, 5 in 100 responses are broken in a dozen ways (``faults``), the disk is full twice
(``killing``), and the receiver of alerts refuses some. Then all is let come to rest, and judged (``judging``): no
article lost or double, no alert lost or told under two ids, ``doctor`` content, the queue empty, and the ledger
equal to that of ``twosource add``. The seed decides what is broken and in which order who is killed; at which
statement that hits is up to the machine. Nothing of the program is patched.
"""
