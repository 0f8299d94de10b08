"""Reading one text in plain dicts: spans stand where the words are printed."""

from eval.reading import Given, Places, read_plainly
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.text import Span

TEXT = (
    "Gunmen killed two soldiers at a checkpoint near Kirkuk on Tuesday, police said.   \r\n\r\n"
    "Share this article\n\n"
    "No group has claimed\nresponsibility for the attack in the northern city so far.\n"
)


def _claims(field: str) -> list[dict[str, object]]:
    reports = read_plainly(Given(text=TEXT, published="2021-03-03"))["reports"]
    return [claim for claim in reports[0]["claims"] if claim["field"] == field]


def test_every_claim_points_to_its_words_in_the_text_as_given() -> None:
    for report in read_plainly(Given(text=TEXT))["reports"]:
        for claim in report["claims"]:
            assert TEXT[claim["start"] : claim["end"]].split() == claim["as_said"].split()


def test_a_count_is_read_with_its_value_and_voice() -> None:
    [killed] = _claims("killed")
    assert killed["value"] == {"low": 2, "high": 2, "as_said": "two", "number": 2}
    assert killed["voice"] == {"name": "Police", "kind": "official", "body": "police"}


def test_the_day_of_publication_is_kept() -> None:
    assert read_plainly(Given(text=TEXT, published="2021-03-03"))["published"] == "2021-03-03T00:00:00+00:00"


def test_a_text_without_words_gives_no_reports() -> None:
    assert read_plainly(Given(text=" \n ")) == {"published": None, "reports": []}


def test_words_of_a_dropped_paragraph_push_the_others_along() -> None:
    printed = "  One two.\nAdvertisement\n\nThree  four."
    places = Places(kept="One two.\n\nThree four.", printed=printed)
    start, end = places.printed_at(Span(10, 21))
    assert printed[start:end] == "Three  four."


def test_blanks_alone_stand_nowhere() -> None:
    assert Places(kept="One\n\ntwo", printed="One two").printed_at(Span(3, 5)) == (0, 0)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.text(alphabet="ab c", min_size=1, max_size=6), max_size=5))
def test_a_text_that_is_kept_whole_stands_where_it_stands(lines: list[str]) -> None:
    kept = "\n\n".join(" ".join(line.split()) for line in lines if line.strip())
    places = Places(kept=kept, printed=kept)
    for start, letter in enumerate(kept):
        if not letter.isspace():
            assert places.printed_at(Span(start, start + 1)) == (start, start + 1)
