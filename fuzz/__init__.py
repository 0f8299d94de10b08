"""Wrong input by the hundred thousand, for every reader of what comes from outside.

::

    python -m fuzz                                  # every target, 2,000 inputs each
    python -m fuzz --target feed --runs 100000 --seed 7
    python -m fuzz --target feed --seed 7 --only 41320    # the one input of a finding, again

Small invented files (``seeds/``) are changed at random with an eye for their structure (``mutating``,
``markup``, ``jsonwise``, ``linewise``, ``archives``) and handed to the readers (``targets``). An input is a
finding where a reader raises outside the tree of errors, takes or holds or gives more than its bound, or ends
the process (``bounds``). The same seed makes the same inputs on every machine. Nothing of ``src`` knows this.
"""
