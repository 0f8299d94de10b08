"""The sample messages of others (google/cap-library, IBM/cap): read, or refused for what is wrong with them."""

import os
from pathlib import Path

import pytest

from tests.ingest.pages import split
from twosource.errors import UnreadableInput
from twosource.model import Draft, Issue

#: How many articles each file holds, and words of what is told to be wrong with it; "" for nothing.
SAMPLES = {
    "google/examples/43b080713727.cap": (1, ""),
    "google/examples/KAR0-0306112239-SW.cap": (1, ""),
    "google/testdata/amber.atom": (1, ""),
    "google/testdata/australia.cap": (1, ""),
    "google/testdata/bushfire_invalid.edxlde": (6, "misses identifier"),
    "google/testdata/bushfire_valid.edxlde": (7, ""),
    "google/testdata/canada.cap": (2, ""),
    "google/testdata/canada_errors.cap": (1, "references that name no alert"),
    "google/testdata/canada_signed.atom": (2, ""),
    "google/testdata/canada_signed.cap": (2, ""),
    "google/testdata/earthquake-iso8859-1.cap": (1, ""),
    "google/testdata/earthquake.cap": (1, ""),
    "google/testdata/earthquake_index.atom": (1, ""),
    "google/testdata/earthquake_signed.cap": (1, ""),
    "google/testdata/empty_weather_index.atom": (0, "a feed without entries"),
    "google/testdata/invalid.cap": (0, "misses scope"),
    "google/testdata/invalid.rss": (1, "lacks what RSS requires"),
    "google/testdata/invalid_element.atom": (1, "lacks what Atom requires"),
    "google/testdata/no_entries.atom": (1, ""),
    "google/testdata/no_id.atom": (1, "lacks what Atom requires: id"),
    "google/testdata/no_link.atom": (1, "lacks what Atom requires"),
    "google/testdata/no_optional_fields.cap": (0, "without information"),
    "google/testdata/no_title.atom": (1, "lacks what Atom requires: title"),
    "google/testdata/noaa_errors.cap": (1, "has '' as urgency"),
    "google/testdata/ny_index.rss": (2, ""),
    "google/testdata/wcatwc-warning.cap": (1, ""),
    "google/testdata/weather.atom": (1, ""),
    "google/testdata/weather.cap": (1, ""),
    "google/testdata/weather_index.atom": (2, ""),
    "google/testdata/weather_invalid.atom": (1, "in its identifier"),
    "google/testdata/xee.atom": (0, "declares its own XML entities"),
    "google/testdata/xee.cap": (0, "declares its own XML entities"),
    "ibm/cap_amber_alert_example.xml": (2, ""),
    "ibm/nws_atom_feed_example.xml": (163, ""),
}


@pytest.fixture
def samples() -> Path:
    root = os.environ.get("TWOSOURCE_DATA")
    if root is None:
        pytest.skip("TWOSOURCE_DATA is not set")
    return Path(root, "cap")


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_read_or_refused_for_what_is_wrong_with_it(samples: Path, name: str) -> None:
    articles, fault = SAMPLES[name]
    made = split((samples / name).read_bytes(), name)
    told = [one.message for one in made if isinstance(one, Issue)]
    assert sum(isinstance(one, Draft) for one in made) == articles
    assert bool(told) == bool(fault)
    assert fault in " ".join(told)


def test_no_sample_is_left_out(samples: Path) -> None:
    found = {
        str(path.relative_to(samples))
        for folder in ("google/testdata", "google/examples", "ibm")
        for path in (samples / folder).iterdir()
        if path.suffix != ".xsd"
    }
    assert found == set(SAMPLES)


_HEAD = "<identifier>1</identifier><sender>s@lake.example</sender><sent>2024-05-02T12:00:00+03:00</sent>"
_DOCTYPES = {
    "a file": '<!DOCTYPE alert [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
    "an address": '<!DOCTYPE alert [<!ENTITY x SYSTEM "http://127.0.0.1:9/x">]>',
    "a bomb": "<!DOCTYPE alert [<!ENTITY a 'aaaaaaaaaa'>"
    + "".join(
        f"<!ENTITY {chr(98 + n)} '{'&' + chr(97 + n) + ';' * 1}{('&' + chr(97 + n) + ';') * 9}'>"
        for n in range(9)
    )
    + "<!ENTITY x '&j;&j;'>]>",
    "a parameter": '<!DOCTYPE alert [<!ENTITY % p SYSTEM "file:///etc/hostname"> %p; <!ENTITY x "y">]>',
    "another's type": '<!DOCTYPE alert SYSTEM "file:///etc/passwd" [<!ENTITY x "y">]>',
}


@pytest.mark.parametrize("doctype", _DOCTYPES.values(), ids=list(_DOCTYPES))
def test_entities_are_refused_before_anything_is_parsed(doctype: str) -> None:
    alert = f'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">{_HEAD}<note>&x;</note></alert>'
    try:
        told = [getattr(one, "message", "") for one in split(f"{doctype}{alert}", "bomb.cap")]
    except UnreadableInput as error:
        told = [str(error)]
    assert told == ["declares its own XML entities, which can be a trap; it was not read"]
