"""What bytes are: by their content first, by their name second.

Tells containers, things that are no text, and the formats an article can come in. It opens nothing.
"""

import re
from typing import Literal

from twosource.errors import UnreadableInput

Container = Literal["zip", "gzip", "warc"]
Format = Literal["text", "html", "feed", "cap", "newsml", "nitf", "json", "jsonl", "xml"]

#: Suffixes that are opened where a directory or an archive is searched.
READ_SUFFIXES = frozenset(
    [
        "txt",
        "text",
        "md",
        "html",
        "htm",
        "xhtml",
        "xml",
        "rss",
        "atom",
        "rdf",
        "cap",
        "edxlde",
        "nitf",
        "newsml",
        "json",
        "jsonl",
        "ndjson",
        "zip",
        "warc",
        "gz",
    ]
)

# First bytes, as in file(1)'s magic.
_BINARY = (
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"BM", "a BMP image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"%PDF-", "a PDF file"),
    (b"{\\rtf", "an RTF file"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a Windows program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"SQLite format 3\0", "an SQLite database"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"(\xb5/\xfd", "a Zstandard archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"PAR1", "a Parquet table"),
    (b"OggS", "an Ogg recording"),
    (b"ID3", "an MP3 recording"),
    (b"fLaC", "a FLAC recording"),
)
_AT_OFFSET = (
    (4, b"ftyp", "an MP4 recording"),
    (8, b"WEBP", "a WebP image"),
    (8, b"WAVE", "a WAV recording"),
    (257, b"ustar", "a tar archive"),
)
_UNPACK = "Unpack it first, or pack it as zip."
_CONVERT = "Give the article's page or text instead."

_ODD = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_ODD_SHARE = 0.02  # control characters in text: a stray form feed, never one in fifty


def find_container(head: bytes) -> Container | None:
    """Tell an archive by its first bytes; None for anything else."""
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if head.startswith(b"\x1f\x8b"):
        return "gzip"
    return "warc" if head.startswith(b"WARC/") else None


def check_is_text(head: bytes) -> None:
    """Raise UnreadableInput, naming the kind, for bytes that start like something other than text."""
    for start, name in _BINARY:
        if head.startswith(start) and (len(start) > 2 or b"\0" in head[:64]):
            raise _not_text(name)
    for offset, mark, name in _AT_OFFSET:
        if head[offset : offset + len(mark)] == mark:
            raise _not_text(name)


def check_reads_as_text(text: str) -> None:
    """Raise UnreadableInput for decoded characters that no writer would type."""
    sample = text[:65_536]
    if len(_ODD.findall(sample)) > len(sample) * _ODD_SHARE:
        raise _not_text("binary data")


def _not_text(name: str) -> UnreadableInput:
    hint = _UNPACK if name.endswith("archive") else _CONVERT
    return UnreadableInput(f"looks like {name}, not an article", hint=hint)


# --- formats -------------------------------------------------------------------------------------

_PROLOG_PART = re.compile(r"\ufeff?\s*(?:<\?.*?\?>|<!--.*?-->)", re.DOTALL)
_ROOT = re.compile(r"\s*<(?:([\w.-]+):)?([A-Za-z_][\w.-]*)")
# Quoted parts are stepped over whole, so that a ">" in one doesn't end the declaration early.
_DOCTYPE = re.compile(r"""\s*<!DOCTYPE\b(?:[^\["'>]|"[^"]*"|'[^']*')*+(>?)""", re.IGNORECASE)
_DOCTYPE_HTML = re.compile(r"\s*<!doctype\s+html\b", re.IGNORECASE)
# What a page or a piece of one may start with.
_HTML_ROOTS = frozenset(
    [
        "html",
        "head",
        "body",
        "meta",
        "title",
        "link",
        "base",
        "style",
        "script",
        "noscript",
        "div",
        "p",
        "br",
        "hr",
        "article",
        "section",
        "main",
        "header",
        "footer",
        "nav",
        "aside",
        "span",
        "a",
        "b",
        "i",
        "em",
        "strong",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "table",
        "blockquote",
        "center",
        "font",
        "img",
        "figure",
        "form",
    ]
)
_JSON = re.compile(r"\{|\[\s*[{\]]")  # "[Updated] ..." is how some texts start
_FEEDS = frozenset({"rss", "rdf", "feed", "channel", "entry"})
_ALERTS = frozenset({"alert", "edxldistribution"})
_NEWSML = frozenset(
    ["newsitem", "newsmessage", "packageitem", "conceptitem", "knowledgeitem", "planningitem", "catalogitem"]
)
_G2_NAMESPACE = "http://iptc.org/std/nar/"
_BY_SUFFIX: dict[str, Format] = {
    "jsonl": "jsonl", "ndjson": "jsonl", "html": "html", "htm": "html", "xhtml": "html",
    "json": "json",
}  # fmt: skip
_BY_MEDIA_TYPE: dict[str, Format] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "application/x-ndjson": "jsonl",
    "application/jsonl": "jsonl",
    "application/jsonlines": "jsonl",
}
MEDIA_TYPES: dict[Format, str] = {
    "text": "text/plain",
    "html": "text/html",
    "feed": "application/rss+xml",
    "cap": "application/cap+xml",
    "newsml": "application/vnd.iptc.g2.newsitem+xml",
    "nitf": "application/nitf+xml",
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "xml": "application/xml",
}


def sniff(text: str, name: str = "", media_type: str = "") -> Format:
    """Tell the format of decoded text; "xml" means XML in no format we read."""
    start = text[:65_536].lstrip()
    named = _BY_SUFFIX.get(suffix_of(name)) or _BY_MEDIA_TYPE.get(
        media_type.partition(";")[0].strip().lower()
    )
    if start.startswith("<"):
        return _sniff_markup(text, named)
    if named:
        return named
    return "json" if _JSON.match(start) else "text"


def _sniff_markup(text: str, named: Format | None) -> Format:
    rest = text[end_of_prolog(text) :]
    if not rest.strip():
        return "xml"  # declarations and comments alone
    if _DOCTYPE_HTML.match(rest):
        return "html"
    if declares_own_type(text):
        return "xml"
    root = find_root(text)
    if root in _FEEDS:
        return "feed"
    if root in _ALERTS:
        return "cap"
    if root in _NEWSML or (root == "catalog" and _G2_NAMESPACE in text[:65_536]):
        return "newsml"
    if root == "nitf":
        return "nitf"
    if root in _HTML_ROOTS or named == "html":
        return "html"
    return "xml" if root and ("</" in text or "/>" in text) else "text"


def end_of_prolog(text: str, position: int = 0) -> int:
    """Return where the declarations and comments end that stand at a position of markup."""
    while match := _PROLOG_PART.match(text, position):
        position = match.end()
    return position


def declares_own_type(text: str) -> bool:
    """Whether markup carries a document type of its own (or one that never ends), where entities hide."""
    doctype = _DOCTYPE.match(text, end_of_prolog(text))
    return doctype is not None and not doctype.group(1)


def find_root(text: str) -> str | None:
    """Return the lower-case local name of the first element ("rdf" for rdf:RDF), past any DOCTYPE."""
    position = end_of_prolog(text)
    if doctype := _DOCTYPE.match(text, position):
        position = end_of_prolog(text, doctype.end())
    match = _ROOT.match(text, position)
    return match.group(2).lower() if match else None


def suffix_of(name: str) -> str:
    """Return the lower-case ending of a path's or address's last part, without dot; "" without one.

    A final ".gz" is looked through: what counts is what was packed.

    >>> suffix_of("https://news.example/a/feed.XML?page=2"), suffix_of("wire.jsonl.gz")
    ('xml', 'jsonl')
    """
    last = re.split(r"[/!]", re.sub(r"[?#].*", "", name, count=1, flags=re.DOTALL))[-1]
    last = re.sub(r"(?<=\w\.)(\w+)\.gz$", r"\1", last, flags=re.IGNORECASE)
    return last.rpartition(".")[2].lower() if "." in last else ""
