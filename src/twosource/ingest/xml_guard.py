"""The door for XML: declares what is refused before any parser sees it.

A document may not declare entities or carry a document type of its own, so neither entity bombs
nor references to files and addresses can be expressed. Nothing here knows a vocabulary.
"""

import re
from typing import TYPE_CHECKING

from twosource.errors import UnreadableInput
from twosource.ingest.bounds import MAX_XML_BYTES, too_large
from twosource.ingest.sniff import declares_own_type

if TYPE_CHECKING:
    from lxml.etree import _Element

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


def guard_xml(text: str) -> bytes:
    """Return XML as UTF-8 without its declaration, so that what was checked is what is parsed.

    Raises UnreadableInput for entity declarations, TooLarge over MAX_XML_BYTES.
    """
    if declares_own_type(text):
        raise UnreadableInput(
            "declares its own XML entities, which can be a trap; it was not read",
            hint="Remove the <!DOCTYPE ... [...]> part if you trust the file.",
        )
    content = _DECLARATION.sub("", text.lstrip("\ufeff \t\r\n"), count=1).encode("utf-8", "replace")
    if len(content) > MAX_XML_BYTES:
        raise too_large("this XML", len(content), MAX_XML_BYTES, hint="Split it into several files.")
    return content


def parse_xml(text: str) -> "_Element":
    """Return the root of guarded XML; raises UnreadableInput with the line where it breaks."""
    from lxml import etree  # noqa: PLC0415 - lxml is loaded only when XML comes in

    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, load_dtd=False)
    try:
        return etree.fromstring(guard_xml(text), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableInput(f"is broken XML: {_one_line(error.msg)}") from None


def _one_line(message: str | None) -> str:
    return " ".join((message or "no reason given").split())[:200]
