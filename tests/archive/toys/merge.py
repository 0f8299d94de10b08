"""Files of words put together, as in a real job."""

from twosource.archive.stages.merge import work

__all__ = ["work"]
