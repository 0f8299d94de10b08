"""A value as one line of text that depends on all of it, so that equal claims have equal ids."""

from dataclasses import fields, is_dataclass
from datetime import datetime, time


def canonical(value: object) -> str:
    """Return a stable text for any claim value (dataclasses, tuples, times, numbers, strings)."""
    if is_dataclass(value) and not isinstance(value, type):
        inner = ",".join(f"{f.name}={canonical(getattr(value, f.name))}" for f in fields(value))
        return f"{type(value).__name__}({inner})"
    if isinstance(value, tuple):
        return "[" + ",".join(canonical(item) for item in value) + "]"
    if isinstance(value, datetime | time):
        return value.isoformat()
    return repr(value)
