"""Bytes to characters: which encoding, and whether the result can be trusted.

Order: byte order mark, the charset of the HTTP header, the one declared in the XML declaration or
HTML head, UTF-8, then Windows-1252, which the web standard takes for unlabelled Western pages.
Nothing here looks at what the characters mean.
"""

import codecs
import re

from twosource.errors import UnreadableInput

_HEAD = 4_096  # browsers look at 1,024 bytes for a declaration; crowded heads put it later
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16-LE, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SHAPES = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0?\0", "utf-16-le"),
    (b"\0<\0?", "utf-16-be"),
    (b"Lo\xa7\x94", "cp037"),  # "<?xm" in EBCDIC
)

# What pages label wrongly, as browsers read it (WHATWG Encoding Standard, "names and labels").
_WIDER = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "euc_kr": "cp949", "shift_jis": "cp932", "iso8859-11": "cp874",
}  # fmt: skip
# Only these are obeyed: Python also knows codecs that are no charset, and some that are slow.
_KNOWN = frozenset(
    [
        "utf-8",
        "utf-16",
        "utf-16-le",
        "utf-16-be",
        "utf-32",
        "utf-32-le",
        "utf-32-be",
        "cp037",
        "cp500",
        "cp1140",
        "cp866",
        "cp874",
        "cp932",
        "cp949",
        "big5",
        "big5hkscs",
        "euc_jp",
        "iso2022_jp",
        "johab",
        "gb18030",
        "hz",
        "koi8-r",
        "koi8-u",
        "mac-roman",
        "mac-cyrillic",
        "iso8859-2",
        "iso8859-3",
        "iso8859-4",
        "iso8859-5",
        "iso8859-6",
        "iso8859-7",
        "iso8859-8",
        "iso8859-10",
        "iso8859-13",
        "iso8859-14",
        "iso8859-15",
        "iso8859-16",
        "cp1250",
        "cp1251",
        "cp1252",
        "cp1253",
        "cp1254",
        "cp1255",
        "cp1256",
        "cp1257",
        "cp1258",
    ]
)

_HEADER_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_XML_CHARSET = re.compile(rb"^\s{0,64}<\?xml[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]{1,40})[\"']")
_META_CHARSET = re.compile(rb"<meta\b[^>]{0,400}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)

_FEW_BROKEN = 0.001  # share of characters: a cut multi-byte letter here and there, not another encoding
_WESTERN_MARKS = 0.3  # share of non-ASCII letters; Czech and Vietnamese prose stay below it
_CONTROLS = re.compile(r"[\x80-\x9f\ufffd]")
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]")


def decode(content: bytes, media_type: str = "") -> str:
    """Return the characters of a page, without byte order mark.

    ``media_type`` may carry a charset parameter. Raises UnreadableInput where no encoding gives
    text: too many characters would have to be replaced.
    """
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _marked(content[len(mark) :], encoding)
    for encoding in _candidates(content, media_type):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return _guess(content)


def _marked(content: bytes, encoding: str) -> str:
    text = content.decode(encoding, "replace")
    if text.count("\ufffd") > max(2, len(text) * _FEW_BROKEN):
        raise UnreadableInput(f"starts with a {encoding} mark but is not in that encoding", hint=_HINT)
    return text


def _candidates(content: bytes, media_type: str) -> list[str]:
    head = content[:_HEAD]
    names = [_HEADER_CHARSET.search(media_type), _XML_CHARSET.match(head), _META_CHARSET.search(head)]
    found = [_find_codec(name.group(1)) for name in names if name]
    shape = next((codec for start, codec in _SHAPES if head.startswith(start)), None) or _wide(head)
    # Bytes that are plainly two or four per letter outrank what a header says of them.
    ordered = [shape, *found] if shape else [*found, "utf-8"]
    return [codec for codec in ordered if codec]


def _find_codec(label: str | bytes) -> str | None:
    """Return the codec for a label, widened as browsers do; None for what is no charset."""
    name = label.decode("ascii", "replace") if isinstance(label, bytes) else label
    try:
        codec = codecs.lookup(name).name
    except (LookupError, ValueError):
        return None
    codec = _WIDER.get(codec, codec)
    return codec if codec in _KNOWN else None


def _wide(head: bytes) -> str | None:
    """Tell unmarked UTF-16 prose by its empty half-bytes."""
    half = len(head) // 2
    if half < 8 or b"\0" not in head:
        return None
    even, odd = head[0::2].count(0) / half, head[1::2].count(0) / half
    if odd > 0.4 and even < 0.05:
        return "utf-16-le"
    return "utf-16-be" if even > 0.4 and odd < 0.05 else None


def _guess(content: bytes) -> str:
    """Read bytes that fit no declared encoding: nearly UTF-8, else Western, else not at all."""
    text = content.decode("utf-8", "replace")
    if text.count("\ufffd") <= len(text) * _FEW_BROKEN:
        return text
    text = content.decode("cp1252", "replace")
    marks = len(_BEYOND_ASCII.findall(text))
    if len(_CONTROLS.findall(text)) > max(2, len(text) * _FEW_BROKEN) or marks > len(text) * _WESTERN_MARKS:
        raise UnreadableInput("is in an encoding that is neither declared nor UTF-8", hint=_HINT)
    return text


_HINT = "Convert it first: iconv -f ENCODING -t UTF-8 FILE"
