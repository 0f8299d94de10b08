"""The stages of a job, in order. Each is a module of this package with a pure function ``work``.

::

    files
      | index       file -> units: stretches that one task reads
      | clean       unit -> articles, cleaned; what was dropped and why
      | unique      articles of one id -> one; the keys under which copies meet
      | ...
"""

from functools import lru_cache
from importlib import import_module
from typing import Final

from twosource.archive.merging import with_merging
from twosource.archive.plans import Stage

#: Modules that say which stages there are, each a tuple STAGES, in the order in which they are run.
_PARTS: Final = ("intake", "copying", "reading", "copied", "linking", "gathering")


@lru_cache(maxsize=1)
def all_stages() -> tuple[Stage, ...]:
    """Return every stage of a job, in order."""
    return with_merging([stage for part in _PARTS for stage in import_module(f"{__name__}.{part}").STAGES])
