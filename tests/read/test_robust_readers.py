"""Whatever a text holds, no reader breaks on it or claims what it does not say."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import NOW, make_article
from twosource.clean import clean
from twosource.errors import WeightsUnavailable
from twosource.ids import PageId
from twosource.model import Article, Draft, Reading
from twosource.ports import Reader
from twosource.read import read_article
from twosource.read.handing import Handing
from twosource.read.proposals import KINDS, LABELS, Proposals, Proposed, ProposedHanding, Sureness, Telling
from twosource.read.readers import READERS, ReaderName, load_reader
from twosource.text import Span

NEWS = (
    "Gunmen opened fire on a bus near Kisumu on Tuesday, killing four passengers, police said. "
    '"They came at dawn," a witness said. No group has claimed responsibility for the attack.'
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wild:
    """Proposes anything anywhere, by lot: what a badly trained reader might do."""

    seed: int
    version: str = "model/1-000000"

    def propose(self, text: str, sentences: Sequence[Span]) -> Proposals:
        """Return stretches that begin and end anywhere in the text."""
        lot = Random(f"{self.seed}/{text}")
        spans = [self._stretch(lot, len(text)) for _ in range(40)]
        handings = [
            Handing(
                source=self._stretch(lot, len(text)),
                cue=self._stretch(lot, len(text)),
                contents=(self._stretch(lot, len(text)),),
                word="said",
                states=lot.random() < 0.5,
            )
            for _ in range(6)
        ]
        words = [Span(at, at + 1) for at in range(len(text)) if text[at].isalnum()][:200]
        return Proposals(
            version=self.version,
            incident=lot.random(),
            kinds={kind: lot.random() for kind in KINDS},
            tellings=tuple(self._telling(lot) for _ in sentences),
            spans=tuple(
                sorted(
                    (
                        Proposed(label=lot.choice(LABELS), span=span, score=lot.random())
                        for span in spans
                        if span
                    ),
                    key=lambda one: (one.span.start, one.span.end, one.label),
                )
            ),
            handings=tuple(ProposedHanding(handing=one, score=lot.random()) for one in handings),
            sureness=tuple(
                Sureness(
                    span=word,
                    degree=lot.uniform(-3, 3),
                    shares={"asserted": 0.2, "hedged": 0.5, "denied": 0.3},
                )
                for word in words
            ),
        )

    @staticmethod
    def _stretch(lot: Random, length: int) -> Span:
        start = lot.randrange(max(1, length))
        return Span(start, min(length, start + lot.choice((1, 5, 12, 40, 400))))

    @staticmethod
    def _telling(lot: Random) -> Telling:
        main = lot.random()
        other = lot.random() * (1 - main)
        about = {"main": main, "other": other, "background": 1 - main - other}
        return Telling(about=about, kinds={kind: lot.random() for kind in KINDS})


@cache
def get_reader(name: ReaderName) -> Reader | str:
    """Return a reader, or why it can't be had."""
    try:
        return load_reader(name)
    except WeightsUnavailable as error:
        return str(error)


@pytest.fixture(params=READERS)
def reader(request: pytest.FixtureRequest) -> Reader:
    found = get_reader(request.param)
    if isinstance(found, str):
        pytest.skip(found)
    return found


def read_raw(reader: Reader, text: str) -> tuple[Article, Reading] | None:
    """Clean and read a text as a file's would be; None where there is no article in it."""
    draft = Draft(
        page=PageId("0" * 64),
        address="wires/odd.txt",
        body=text,
        body_type="text",
        published="2024-05-02",
        fetched_at=NOW,
    )
    article = clean(draft)
    return (article, reader.read(article, made_at=NOW)) if isinstance(article, Article) else None


def check(article: Article, reading: Reading) -> int:
    """Check that all claims are in the text, and return how many there are."""
    claims = [claim for report in reading.reports for claim in report.claims]
    assert [claim for claim in claims if claim.evidence.span.of(article.text) != claim.evidence.quote] == []
    assert [claim for claim in claims if claim.as_said not in claim.evidence.quote] == []
    return len(claims)


ODD = {
    "empty": "",
    "blanks": " \n\t\r\n ",
    "one long word": "x" * 1_000_000,
    "1 MB in one line": "word " * 200_000,
    "control characters": NEWS.replace(" ", "\x07 \x1b["),
    "NULs": "\x00" * 500 + NEWS.replace("fire", "fi\x00re"),
    "turned from right to left": f"\u202e{NEWS}\u202c\u200f {NEWS}",
    "emoji": NEWS.replace(".", " 😢🔥.") + "💣" * 50,
    "letters spaced out": " ".join(NEWS),
    "no blanks after full stops": NEWS.replace(". ", ".") * 2,
    "words glued": NEWS.replace(" ", "") * 2,
    "some words glued": NEWS.replace(" on ", "on").replace(" a ", "a"),
    "every word a line": NEWS.replace(" ", "\r\n"),
    "accents on every letter": "".join(letter + "\u0301" for letter in NEWS),
    "full width": "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in NEWS),
    "letters that grow in lower case": "İ" * 50 + NEWS,
    "no-break blanks": NEWS.replace(" ", "\u00a0"),
    "a mark of byte order": "\ufeff" + NEWS,
    "quotation marks that never close": '"“' * 40 + NEWS,
    "brackets that never close": "([{" * 200 + NEWS,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_an_odd_text_gives_no_claim_that_it_does_not_hold(reader: Reader, text: str) -> None:
    read = read_raw(reader, text)
    if read is not None:
        check(*read)


def test_a_text_in_capitals_is_read(reader: Reader) -> None:
    read = read_raw(reader, NEWS.upper())
    assert read is not None
    check(*read)


def test_the_rules_read_news_in_capitals() -> None:
    read = read_raw(load_reader("rules"), NEWS.upper())
    assert read is not None
    assert check(*read) > 3


def test_news_cut_off_at_any_letter_is_read(reader: Reader) -> None:
    for end in range(60, len(NEWS), 23):
        article = make_article(NEWS[:end], title="")
        check(article, reader.read(article, made_at=NOW))


FOREIGN = {
    "es": "Hombres armados abrieron fuego contra un autobús el martes y mataron a cuatro pasajeros, informó la policía.",
    "de": "Bewaffnete eröffneten am Dienstag das Feuer auf einen Bus und töteten vier Fahrgäste, teilte die Polizei mit.",
    "fr": "Des hommes armés ont ouvert le feu sur un bus mardi et tué quatre passagers, a annoncé la police.",
    "ru": "Вооружённые люди открыли огонь по автобусу во вторник, погибли четыре человека, сообщила полиция.",
    "ar": "أطلق مسلحون النار على حافلة يوم الثلاثاء مما أدى إلى مقتل أربعة ركاب حسب ما ذكرت الشرطة.",
}


@pytest.mark.parametrize(("language", "text"), FOREIGN.items(), ids=FOREIGN.keys())
def test_another_language_is_said_and_not_guessed(reader: Reader, language: str, text: str) -> None:
    read = read_raw(reader, text)
    assert read is not None
    article, reading = read
    assert article.language == language
    assert (reading.reports, [drop.reason for drop in reading.dropped]) == ((), ["language-not-read"])


@pytest.mark.parametrize("text", FOREIGN.values(), ids=FOREIGN.keys())
def test_where_no_language_is_told_nothing_is_claimed_that_is_not_there(reader: Reader, text: str) -> None:
    article = make_article(text, title="", language=None)
    check(article, reader.read(article, made_at=NOW))


PIECES = st.sampled_from(
    [
        *NEWS.split(),
        "\n",
        "\x00",
        '"',
        "“",
        "«",
        "(",
        "...",
        "\u202e",
        "ﬁ",
        "İ",
        "é",
        "😢",
        "12",
        "-",
        "A.",
        "killed 3",
    ]
)


@settings(deadline=None, max_examples=40)
@given(st.lists(PIECES, max_size=60), st.sampled_from(["", " ", "\n", "\u00a0"]), st.booleans())
def test_the_rules_ground_any_words_in_any_order(pieces: list[str], blank: str, capitals: bool) -> None:
    text = (blank or " ").join(pieces) if len(pieces) % 2 else blank.join(pieces)
    article = make_article(text.upper() if capitals else text, title="")
    check(article, load_reader("rules").read(article, made_at=NOW))


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=300))
def test_the_rules_ground_any_text(text: str) -> None:
    article = make_article(f"{text} {NEWS} {text}", title=text[:40])
    check(article, load_reader("rules").read(article, made_at=NOW))


@pytest.mark.parametrize("rules", [True, False], ids=["both", "model"])
@settings(deadline=None, max_examples=40)
@given(st.integers(0, 10**6), st.lists(PIECES, max_size=40))
def test_whatever_is_proposed_only_what_the_text_says_is_claimed(
    rules: bool, seed: int, pieces: list[str]
) -> None:
    article = make_article(f"{NEWS} {' '.join(pieces)} {NEWS}", title="")
    check(article, read_article(article, made_at=NOW, proposer=Wild(seed=seed), rules=rules))
