"""The real clock. Everything else in the package is handed the time."""

from datetime import UTC, datetime


class SystemClock:
    """Tells the machine's time, in UTC."""

    def now(self) -> datetime:
        """Return this instant in UTC."""
        return datetime.now(UTC)
