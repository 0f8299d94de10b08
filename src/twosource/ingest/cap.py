"""CAP alerts (Common Alerting Protocol 1.0 to 1.2, OASIS) as what an authority printed.

Takes in alerts alone and those inside feeds and EDXL-DE envelopes: one draft for each language of an
alert. Only real alerts and their updates are articles; exercises, tests, cancellations and receipts
are said to hold none. Advice to the public (``instruction``) tells of no incident and is left out.
"""

import re
from collections.abc import Iterator
from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING

from twosource.errors import InputError, UnreadableInput
from twosource.ingest.cap_faults import find_faults, find_header_faults
from twosource.ingest.drafts import looks_html, make_draft
from twosource.ingest.xml_guard import parse_xml
from twosource.ingest.xml_tree import child, local_name, path_text
from twosource.model import Draft, Issue, Page

if TYPE_CHECKING:
    from lxml.etree import _Element

_NAMESPACE = re.compile(r"(?:urn:oasis:names:tc:emergency:cap:|http://www\.incident\.com/cap/)1\.\d")
_ALERT = re.compile(r"<(?:[\w.-]+:)?alert[\s>]")
_ENTRY = re.compile(r"<(?:[\w.-]+:)?(?:entry|item)[\s>]")
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_ITEM = ("*", "-", "•")  # how senders' programs start the points of a list
_WIDEST = 90  # characters; warning centres' text is broken at 65 to 80
_REAL = frozenset({"Actual"})
_TELLS = frozenset({"Alert", "Update"})


def carries_alerts(text: str) -> bool:
    """Whether XML holds whole CAP alerts, one in each entry where it is a feed.

    A feed that only lists alerts ("index") is read as any feed is.
    """
    if not _NAMESPACE.search(text):
        return False
    alerts, entries = len(_ALERT.findall(text)), len(_ENTRY.findall(text))
    return alerts > 0 and entries in {0, alerts}


def split_cap(page: Page, text: str) -> Iterator[Draft | Issue]:
    """Yield a draft for each alert and language, and an issue for what is wrong with an alert.

    Raises UnreadableInput for a lone alert that can't be told for what it is, or holds no article.
    """
    root = parse_xml(text)
    if local_name(root) == "alert":
        yield from _alert(page, page.address, root)
        return
    for number, alert in enumerate(root.iter("{*}alert"), start=1):
        address = f"{page.address}#{number}"
        try:
            yield from _alert(page, address, alert)
        except InputError as error:
            yield Issue(address=address, message=f"this entry {error}", hint=error.hint)


def _alert(page: Page, address: str, alert: "_Element") -> Iterator[Draft | Issue]:
    _check(alert)
    if faults := find_faults(alert):
        message = f"the CAP alert {'; '.join(faults[:10])}; what could be read was kept"
        yield Issue(address=address, message=message)
    languages = _by_language(alert)
    for language, infos in languages.items():
        where = address if len(languages) == 1 else f"{address}/{language or 'unnamed'}"
        yield _draft(page, where, alert, infos)


def _check(alert: "_Element") -> None:
    """Raise UnreadableInput for an alert that is none, is not real, or says nothing."""
    if faults := find_header_faults(alert):
        raise UnreadableInput(f"is no valid CAP alert: it {'; it '.join(faults)}")
    status, kind = path_text(alert, "status") or "", path_text(alert, "msgType") or ""
    if status not in _REAL:
        raise UnreadableInput(f"is a CAP alert of status {status}, which holds no article")
    if kind not in _TELLS:
        raise UnreadableInput(f"is a CAP message of type {kind}, which holds no article")
    if child(alert, "info") is None:
        raise UnreadableInput("is a CAP alert without information, which holds no article")


def _by_language(alert: "_Element") -> dict[str, list["_Element"]]:
    """Group what an alert says by language, in its order; "" where none is named."""
    languages: dict[str, list[_Element]] = {}
    for info in alert.iterfind("{*}info"):
        languages.setdefault(path_text(info, "language") or "", []).append(info)
    return languages


def _draft(page: Page, address: str, alert: "_Element", infos: list["_Element"]) -> Draft:
    first = infos[0]
    paragraphs = [words for info in infos for words in _paragraphs(info)]
    is_html = any(map(looks_html, paragraphs))
    web = path_text(first, "web") or ""
    return make_draft(
        page,
        address,
        _join(list(dict.fromkeys(paragraphs)), is_html=is_html),
        is_html=is_html,
        url=web if web.startswith(("http://", "https://")) else None,
        title=path_text(first, "headline") or path_text(first, "event"),
        published=path_text(alert, "sent"),
        outlet=path_text(first, "senderName") or path_text(alert, "sender"),
        language=path_text(first, "language"),
        external_id=path_text(alert, "identifier"),
    )


def _paragraphs(info: "_Element") -> Iterator[str]:
    """Yield what happened, paragraph by paragraph, and where."""
    description = child(info, "description")
    words = "" if description is None else "".join(map(str, description.itertext("*"))).strip()
    if words:
        yield from map(_unwrap, _BLANK_LINE.split(words))
    else:
        yield path_text(info, "headline") or path_text(info, "event") or ""
    areas = [named for area in info.iterfind("{*}area") if (named := path_text(area, "areaDesc"))]
    if areas:
        yield f"Area: {'; '.join(dict.fromkeys(areas))}"


def _unwrap(paragraph: str) -> str:
    """Join lines that were broken to a width: the next one's first word did not fit any more."""
    lines = [line.strip() for line in paragraph.splitlines() if line.strip()]
    width = max(map(len, lines), default=0)
    if width > _WIDEST or len(lines) < 2:
        return "\n".join(lines)
    joined = lines[:1]
    for before, line in pairwise(lines):
        is_full = len(before) + 1 + len(line.split()[0]) > width
        if is_full and not line.startswith(_ITEM):
            joined[-1] += f" {line}"
        else:
            joined.append(line)
    return "\n".join(joined)


def _join(paragraphs: list[str], *, is_html: bool) -> str:
    if not is_html:
        return "\n\n".join(paragraphs)
    return "\n".join(
        part if looks_html(part) else f"<p>{escape(part, quote=False)}</p>" for part in paragraphs
    )
