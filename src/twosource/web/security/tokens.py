"""Tokens that programs show: random, with a first part by which scanners of leaked secrets know them."""

import secrets
from typing import Final

PREFIX: Final = "twosource_"


def make_token() -> str:
    """Return a new token of 256 random bits."""
    return f"{PREFIX}{secrets.token_urlsafe(32)}"
