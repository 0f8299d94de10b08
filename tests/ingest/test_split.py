import json
import os
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ingest.pages import draft, messages, page, split
from twosource.ingest import split_page
from twosource.ingest.bounds import MAX_HTML_CHARS, MAX_TEXT_CHARS
from twosource.model import Draft, Issue

HTML = "<!DOCTYPE html><html><head><title>T</title></head><body><p>Words</p></body></html>"


@pytest.mark.parametrize(
    ("text", "name", "is_html"),
    [
        ("Words about a raid.\n\nMore words.", "a.txt", False),
        ("[Updated] Words about a raid.", "a", False),
        ("<AFRICA DESK> Words about a raid.", "a", False),
        (HTML, "a.txt", True),
        (HTML.partition(">")[2], "a", True),
        ("<p>A piece of a page", "a", True),
        ("<!-- saved --><div>x</div>", "a", True),
        ("Words first, <b>tags</b> later", "a.html", True),
        ('<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><body/></html>', "a.xml", True),
    ],
)  # fmt: skip
def test_pages_and_texts_are_told_apart(text: str, name: str, *, is_html: bool) -> None:
    assert split(text, name) == [draft(text, name, text, is_html=is_html)]


@pytest.mark.parametrize(
    ("address", "url"),
    [
        ("https://n.example/a?b=1", "https://n.example/a?b=1"),
        ("crawl.warc.gz#https://n.example/a", "https://n.example/a"),
        ("https://n.example/week.zip!a.html", None),
        ("wires/a.html", None),
    ],
)
def test_a_page_knows_the_address_it_was_printed_at(address: str, url: str | None) -> None:
    assert [it.url for it in split(HTML, address) if isinstance(it, Draft)] == [url]


def test_what_the_page_does_not_say_is_filled_in_and_what_it_says_stays() -> None:
    text = json.dumps([{"text": "a", "outlet": "Own Paper"}, {"text": "b", "published": "2024-03-04"}])
    made = list(split_page(page(text), outlet="Given Paper", published="2024-03-05"))
    assert [(it.outlet, it.published) for it in made if isinstance(it, Draft)] == [
        ("Own Paper", "2024-03-05"),
        ("Given Paper", "2024-03-04"),
    ]


# --- encodings --------------------------------------------------------------------------------------

PROSE = "Überfall in Łódź – “vier Tote”, sagt die Behörde. " * 20


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_text_needs_no_label(encoding: str) -> None:
    assert [it.body for it in split(PROSE.encode(encoding)) if isinstance(it, Draft)] == [PROSE]


@pytest.mark.parametrize(
    ("content", "media_type", "words"),
    [
        ("Café “au port”".encode("cp1252"), "", "Café “au port”"),
        ("Café “au port”".encode("cp1252"), "text/plain; charset=ISO-8859-1", "Café “au port”"),
        ("Łódź".encode("cp1250"), 'text/plain; charset="windows-1250"', "Łódź"),
        ("Café".encode(), "text/plain; charset=no-such", "Café"),
        ("Café".encode(), "text/plain; charset=rot13", "Café"),
        ("Café".encode(), "text/plain; charset=us-ascii", "CafÃ©"),
        (("Café. " * 400).encode() + b"\xc3", "", "Café. " * 400 + "\ufffd"),
    ],
    ids=["unlabelled Western", "mislabelled Western", "labelled", "unknown label", "no charset", "wrong label", "cut"],
)  # fmt: skip
def test_labelled_and_old_encodings_are_read(content: bytes, media_type: str, words: str) -> None:
    assert [it.body for it in split(content, media_type=media_type) if isinstance(it, Draft)] == [words]


def test_the_charset_of_a_page_is_read_from_its_head() -> None:
    text = '<html><head><meta charset="shift_jis"></head><body>爆発</body></html>'
    assert [it.body for it in split(text.encode("shift_jis")) if isinstance(it, Draft)] == [text]


@pytest.mark.parametrize(
    "content",
    [
        "Взрыв на складе, есть раненые. ".encode("koi8-r") * 20,
        "倉庫で爆発、負傷者あり。".encode("shift_jis") * 20,
    ],
    ids=["Russian", "Japanese"],
)
def test_an_unlabelled_encoding_that_can_not_be_told_is_refused(content: bytes) -> None:
    assert messages(split(content, "x")) == ["x: is in an encoding that is neither declared nor UTF-8"]


# --- bad input --------------------------------------------------------------------------------------

BOMB = '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><rss><channel><item><title>&b;</title></item></channel></rss>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "looks like a PNG image, not an article"),
        (b"%PDF-1.7 ...", "looks like a PDF file, not an article"),
        (b"\x7fELF\2\1\1\0", "looks like a program, not an article"),
        (b"x" * 257 + b"ustar", "looks like a tar archive, not an article"),
        (b"words \0\1\2\3\4\5 words", "looks like binary data, not an article"),
        (b"a" * (MAX_TEXT_CHARS + 1), "has 1,000,001 characters; an article may have 1,000,000"),
        (b"<p>" + b"a" * MAX_HTML_CHARS, "has 5,000,003 characters; an article may have 5,000,000"),
        (b"<rss>" + b"a" * 20_000_000, "this XML is 20 MB; at most 20 MB are read"),
        (b"a" * 50_000_001, "this page is 50 MB; at most 50 MB are read"),
    ],
    ids=["empty", "blank", "png", "pdf", "elf", "tar", "controls", "text", "html", "xml", "page"],
)
def test_bad_input_gives_one_clear_line(content: bytes, words: str) -> None:
    assert messages(split(content, "x")) == [f"x: {words}"]


@pytest.mark.parametrize(
    "text",
    [
        BOMB,
        BOMB.replace("rss", "newsItem"),
        '<!DOCTYPE r SYSTEM "a>b" [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss>&x;</rss>',
        '<?odd > ?><!-- > --><!doctype r [<!ENTITY x "y">]><rss/>',
        "<!DOCTYPE rss [",
    ],
    ids=["entity bomb", "in a news item", "outside file", "hidden behind a prolog", "unfinished"],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-7"])
def test_xml_that_declares_entities_is_not_parsed(text: str, encoding: str) -> None:
    made = split(text.encode(encoding), "x.xml")
    if encoding == "utf-7":  # not a charset of the web: it is plain text to us, whatever it hides
        assert not any("passwd:" in it.body for it in made if isinstance(it, Draft))
    else:
        assert messages(made) == [
            "x.xml: declares its own XML entities, which can be a trap; it was not read"
        ]


def test_a_document_type_without_entities_is_harmless() -> None:
    text = '<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "http://n.example/rss.dtd"><rss><channel><item><title>T</title></item></channel></rss>'
    assert [it.title for it in split(text) if isinstance(it, Draft)] == ["T"]


# --- whatever comes ---------------------------------------------------------------------------------

STARTS = [
    b"",
    b"<rss><channel><item>",
    b"<feed><entry>",
    b"<newsItem>",
    b"<nitf>",
    b"<!DOCTYPE",
    b"<?xml ",
    b'{"a":',
    b'[{"text":',
]
PIECES = st.sampled_from(
    [b"<p>", b"</", b"<![CDATA[", b"]]>", b"&amp;", b"&#x110000;", b'"text":', b"[", b"{", b"}", b"\n", b"\xff", b"\0", b"<title>", b"\xef\xbb\xbf"]
)  # fmt: skip
HOSTILE = st.builds(
    lambda start, parts: start + b"".join(parts),
    st.sampled_from(STARTS),
    st.lists(st.one_of(PIECES, st.binary(max_size=30)), max_size=20),
)


@settings(max_examples=150, deadline=None)
@given(
    content=HOSTILE, name=st.sampled_from(["a", "a.jsonl", "a.html", "a.xml", "a.json", "https://n.example/"])
)
def test_no_bytes_cause_anything_but_drafts_and_issues(content: bytes, name: str) -> None:
    made = split(content, name)
    assert made
    assert all(isinstance(it, Draft | Issue) for it in made)
    for it in made:
        "".join(part for part in (it.address, getattr(it, "body", "")) if part).encode("utf-8")


#: A second or two where cost grows with the length; minutes where it grows with its square.
SQUARE_SECONDS = 40


@pytest.mark.parametrize(
    "content",
    [b"<" * 200_000, b"<!--" * 50_000, b"<?a" * 50_000, b"<p " * 100_000, b'<!DOCTYPE "' * 20_000, b"&#" * 100_000,
     b"<meta charset" * 20_000, b"{" * 200_000, b"<a>" * 100_000, b"\n" * 1_000_000 + b"{", b"<rss>" + b"<item>" * 20_000],
    ids=lambda content: content[:12].decode().strip(),
)  # fmt: skip
def test_repeated_openings_do_not_cost_with_their_square(content: bytes) -> None:
    started = time.process_time()
    assert split(content)
    assert time.process_time() - started < SQUARE_SECONDS


@pytest.mark.parametrize("folder", ["feeds", "ninjs", "newsml"])
def test_public_test_suites_never_break_it(folder: str) -> None:
    root = os.environ.get("TWOSOURCE_DATA")
    if not root:
        pytest.skip("TWOSOURCE_DATA is not set")
    for path in sorted(Path(root, folder).rglob("*")):
        if path.is_file():
            assert split(path.read_bytes(), str(path)), path
