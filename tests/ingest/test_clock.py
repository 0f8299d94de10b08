from datetime import UTC, datetime

from twosource.ingest.clock import SystemClock


def test_the_clock_tells_this_instant_in_utc() -> None:
    before = datetime.now(UTC)
    told = SystemClock().now()
    assert before <= told <= datetime.now(UTC)
    assert told.tzinfo is UTC
