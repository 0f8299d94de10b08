"""Everything twosource raises on purpose, in one tree.

::

    TwosourceError                    base; str(error) is one clear line for the user
    ├── InputError                    what was given can't be read
    │   ├── NoSuchInput               a path, glob or address that leads nowhere
    │   ├── UnreadableInput           bytes that are no article, feed or archive we know
    │   ├── TooLarge                  over a size, count or nesting bound
    │   ├── ConfigError               a configuration with faults; carries a line for each
    │   └── FetchError                an address did not give a page
    │       └── RefusedAddress        an address we will not ask (private, loopback, not http)
    ├── LedgerError                   the ledger can't do what was asked
    │   ├── NoSuchRecord              an id that is not in the ledger
    │   ├── Refused                   an act that can't be done as things stand in the ledger
    │   └── LedgerUnavailable         missing, locked, read-only, full, corrupt, too new
    ├── ArchiveError                  a job over an archive can't go on
    ├── GroundingError                a claim whose quote is not in its article (a bug in a reader)
    └── KnowledgeError                a data file of the package is missing or wrong
        └── WeightsUnavailable        the trained reader's weights, or what runs them, can't be had

Each error carries ``hint``: what the user can do about it, or an empty string.
Expected failures inside the pipe are values (:class:`twosource.model.Dropped`,
:class:`twosource.model.Issue`); only what stops a command is raised.
"""


class TwosourceError(Exception):
    """Base of all errors of this package; ``str()`` is one line meant for the user."""

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class InputError(TwosourceError):
    """What was given can't be read."""


class NoSuchInput(InputError):
    """A path, glob or address that leads nowhere."""


class UnreadableInput(InputError):
    """Bytes that are no article, feed or archive we know."""


class TooLarge(InputError):
    """Input over a size, count or nesting bound."""


class ConfigError(InputError):
    """A configuration that can't be used; ``faults`` has one line for each thing that is wrong, with its place."""

    exit_code = 2

    def __init__(self, *faults: str, hint: str = "") -> None:
        more = f" (and {len(faults) - 1} more)" if len(faults) > 1 else ""
        super().__init__(f"{faults[0]}{more}", hint=hint)
        self.faults = faults


class FetchError(InputError):
    """An address that did not give a page."""


class RefusedAddress(FetchError):
    """An address that will not be asked: private, loopback, or not http(s)."""


class LedgerError(TwosourceError):
    """The ledger can't do what was asked."""


class NoSuchRecord(LedgerError):
    """An id that is not in the ledger."""


class Refused(LedgerError):
    """An act of a person that can't be done as things stand; the ledger is as it was."""


class LedgerUnavailable(LedgerError):
    """A ledger that is missing, locked, read-only, full, corrupt or too new."""


class ArchiveError(TwosourceError):
    """A job over an archive can't go on; what it finished is kept, and is taken up when it is begun again."""


class GroundingError(TwosourceError):
    """A claim whose quote is not in its article: a bug in a reader, never bad input."""


class KnowledgeError(TwosourceError):
    """A data file of the package that is missing or wrong."""


class WeightsUnavailable(KnowledgeError):
    """The trained reader's weights, or what runs them, are missing or wrong; the rules can read without."""
