"""Twosource reads the news wires and keeps a ledger of security incidents.

The package is a pipe of pure stages (see :mod:`twosource.pipeline`) over frozen values
(see :mod:`twosource.model`). Importing it loads nothing heavy.
"""

__version__ = "0.1.0"
