"""Looking into an XML tree whatever its namespaces: names, children, words."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element


def local_name(element: "_Element") -> str:
    """Return an element's name without namespace; "" for comments and instructions."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def children(element: "_Element") -> Iterator["_Element"]:
    """Yield the child elements, without comments and instructions."""
    return (inner for inner in element if isinstance(inner.tag, str))


def child(element: "_Element", name: str) -> "_Element | None":
    """Return the first child of that local name."""
    return element.find(f"{{*}}{name}")


def text_of(element: "_Element | None") -> str | None:
    """Return an element's words on one line; None for no element or no words."""
    if element is None:
        return None
    return " ".join("".join(_strings(element)).split()) or None


def _strings(element: "_Element") -> Iterator[str]:
    return (str(part) for part in element.itertext("*"))


def path_text(element: "_Element", path: str) -> str | None:
    """Return the words of the first element at a path of local names ("contentMeta/headline")."""
    return text_of(element.find("/".join(f"{{*}}{name}" for name in path.split("/"))))


def first_text(element: "_Element", paths: tuple[str, ...]) -> str | None:
    """Return the words at the first of several paths that has any."""
    return next((words for path in paths if (words := path_text(element, path))), None)
