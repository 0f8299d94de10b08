"""What a page must not have become by the words on it: elements, attributes, scripts, links out of the desk."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import html

#: Elements no template of ours has: they came out of a text.
_NEVER: Final = frozenset(
    (
        "hostile",
        "style",
        "iframe",
        "frame",
        "object",
        "embed",
        "base",
        "math",
        "mtext",
        "applet",
        "audio",
        "video",
    )
)
_LINKS: Final = frozenset(
    {"href", "src", "action", "formaction", "poster", "srcset", "data", "xlink:href", "cite"}
)
_NOT_OURS: Final = ("hostile", "onerror", "onmouseover", "style", "srcdoc", "http-equiv")
_REL: Final = {"noreferrer", "noopener", "nofollow"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Harm:
    """What a text has become on a page."""

    what: str
    where: str


def harms(page: str) -> list[Harm]:
    """Return what on a page came out of a text: elements, attributes, addresses, filled templates."""
    root = html.document_fromstring(page)
    found = [harm for element in root.iter() if isinstance(element.tag, str) for harm in _of(element)]
    if "49${" in page or "49#{" in page:
        found.append(Harm(what="a template was filled", where="{{7*7}}"))
    return found


def _of(element: html.HtmlElement) -> Iterator[Harm]:
    where = html.tostring(element, encoding="unicode")[:200]
    tag = str(element.tag).lower()
    if tag in _NEVER:
        yield Harm(what=f"element {tag}", where=where)
    if tag == "script" and (not (element.get("src") or "").startswith("/") or (element.text or "").strip()):
        yield Harm(what="a script of its own", where=where)
    for name, value in element.attrib.items():
        if name.lower().startswith("on") or name.lower() in _NOT_OURS:
            yield Harm(what=f"attribute {name}", where=where)
        if name.lower() in _LINKS and not _is_harmless(str(value), element):
            yield Harm(what=f"address {str(value)[:80]!r}", where=where)


def _is_harmless(address: str, element: html.HtmlElement) -> bool:
    """Whether an address is a path of ours, or one of the web in a link that tells nobody."""
    if address.lower().startswith(("http://", "https://")):
        return element.tag == "a" and set((element.get("rel") or "").split()) >= _REL
    return address.startswith(("/", "#", "?")) and not address.startswith(("//", "/\\"))
