"""newsml: the sample documents of NewsML-G2 and of a Python library for it.

Our reader takes in news items with text and checks what it needs of them; it is no schema validator.
Items of other kinds (concepts, plans, pictures) count as accepted where they are said to hold no
article.
"""

import re
from typing import TYPE_CHECKING

from eval.sets._samples import Held, Samples

if TYPE_CHECKING:
    from lxml.etree import _Element


_PARTS = re.compile(r"<(?:\w+:)?(?:contentSet|contentMeta|groupSet)\b")
_ROOT = re.compile(r"^\s*(?:<\?.*?\?>|<!--.*?-->|\s)*(?=<\w)", re.DOTALL)


def is_valid(path: str, text: str) -> bool | None:
    """Tell a sample by its folder; those of the library's own tests are all valid.

    Some of its listings are only a part of an item, which is no sample.
    """
    root = _ROOT.match(text)
    if root and _PARTS.match(text, root.end()):
        return None
    return "/should_fail/" not in f"/{path}"


def find_held(text: str) -> Held:
    """Return headline, date and paragraphs of a news item with inline text; nothing of other files.

    The text is its paragraphs end to end; an abstract in the head of a NITF text is not part of it.
    """
    root = _parse(text)
    if root is None or not str(root.tag).endswith("}newsItem"):
        return {}
    content = root.find("{*}contentSet/{*}inlineXML")
    inside = content.find(".//{*}body.content") if content is not None else None
    text_in = content if inside is None else inside
    paragraphs = [] if text_in is None else text_in.findall(".//{*}p")
    words = "\n".join("".join(map(str, paragraph.itertext())) for paragraph in paragraphs)
    held = {
        "title": root.findtext("{*}contentMeta/{*}headline"),
        "date": root.findtext("{*}itemMeta/{*}versionCreated"),
        "text": words,
    }
    return {what: found.strip() for what, found in held.items() if found and found.strip()} if words else {}


def _parse(text: str) -> "_Element | None":
    from lxml import etree  # noqa: PLC0415 - loaded only where samples are scored

    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        return etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


TASK = Samples(
    name="newsml",
    measures="reading NewsML-G2 news items, and refusing broken ones",
    is_valid=is_valid,
    find_held=find_held,
).task()
