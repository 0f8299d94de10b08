"""Kill commands in the midst of their work, and see what their ledgers are worth afterwards.

::

    python -m tests.killing --kills 200 --seed 1     # at random statements and moments
    python -m tests.killing --every merge            # before each statement of a story, one by one

A story (``stories.py``) is a ledger and what is done to it. It runs once to its end. Then, again
and again, a child process that does the same is killed with SIGKILL (``dying.py``), up to three
times on one ledger, and at last let go on. Whatever the moment: ``doctor`` must find nothing wrong
in between, and in the end the ledger must hold row for row what the undisturbed one holds, but for
the times at which it was written. Nothing of the program is patched.
"""
