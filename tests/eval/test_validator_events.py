"""Events of the W3C feed validator."""

import pytest
from eval.scorers.validator_events import Event, read_event


@pytest.mark.parametrize(
    ("words", "event"),
    [
        pytest.param("!Error", Event(name="Error", valid=True), id="no error"),
        pytest.param("ValidURI{value:x}", Event(name="ValidURI", valid=True), id="valid"),
        pytest.param("SAXError", Event(name="SAXError", valid=False), id="broken"),
        pytest.param(
            "InvalidRFC3339Date{parent:entry,element:updated}",
            Event(name="InvalidRFC3339Date", valid=False, element="updated", parent="entry"),
            id="date",
        ),
    ],
)
def test_events_are_read(words: str, event: Event) -> None:
    assert read_event(words) == event


def test_only_dates_of_entries_concern_an_article() -> None:
    assert read_event("InvalidRFC3339Date{parent:entry,element:updated}").is_wrong_entry_date
    assert not read_event("InvalidRFC3339Date{parent:feed,element:updated}").is_wrong_entry_date
    assert not read_event("ValidRFC2822Date{parent:item,element:pubDate}").is_wrong_entry_date


def test_words_that_are_no_event_are_refused() -> None:
    with pytest.raises(ValueError, match="no event"):
        read_event("{}")
