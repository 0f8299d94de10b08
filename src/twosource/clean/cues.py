"""Paragraphs that give themselves away as no part of the text, one at a time and by their words.

Bounded by length, so that a body paragraph that speaks of photos, cookies or subscribers stays.
"""

import re
from collections.abc import Iterator
from functools import cache

from twosource.clean.paragraphs import Paragraph, make_paragraph
from twosource.clean.stamps import find_stamps, strip_stamps
from twosource.knowledge.clutter import (
    contained_phrases,
    load_clutter,
    phrase_reasons,
    starting_phrases,
    tail_phrases,
    whole_phrases,
)
from twosource.knowledge.press import agency_pattern, mentions_agency
from twosource.text import plain

_RULE = re.compile(r"[\W_]+|#+\s?\w{0,8}\s?#+")
_BUTTONS = frozenset(
    [
        "a",
        "add",
        "and",
        "apps",
        "at",
        "by",
        "click",
        "comment",
        "comments",
        "copy",
        "email",
        "e",
        "facebook",
        "feed",
        "flipboard",
        "follow",
        "free",
        "google",
        "instagram",
        "like",
        "line",
        "link",
        "linkedin",
        "loading",
        "mail",
        "messenger",
        "more",
        "n",
        "now",
        "on",
        "open",
        "opens",
        "or",
        "our",
        "page",
        "pinterest",
        "plus",
        "pocket",
        "post",
        "print",
        "reddit",
        "rss",
        "save",
        "send",
        "share",
        "sharing",
        "skype",
        "sms",
        "telegram",
        "this",
        "threads",
        "to",
        "tumblr",
        "tweet",
        "twitter",
        "us",
        "via",
        "viber",
        "vk",
        "wechat",
        "weibo",
        "whatsapp",
        "window",
        "with",
        "x",
        "xing",
        "youtube",
        "new",
        "in",
    ]
)
_NETWORKS = frozenset(
    [
        "facebook",
        "twitter",
        "whatsapp",
        "linkedin",
        "pinterest",
        "telegram",
        "reddit",
        "tumblr",
        "email",
        "share",
        "tweet",
        "instagram",
        "youtube",
    ]
)
_FOLLOW = re.compile(
    r"(?:follow|like|find|join|watch)\b.{2,50}(?:\bon|:|\|)\W*"
    r"(?:facebook|twitter|x|instagram|youtube|telegram|whatsapp|linkedin|tiktok|threads|google news)\b"
)
_FOLLOW_WORDS = 15
_COPYRIGHT = re.compile(
    r"\W*(?:(?:copyright|©|\(c\))\W*(?:©|\(c\)|by\b)?\W*(?:(?:19|20)\d\d\b|the associated press\b|associated press\b|\w+ \w+$)"
    r"|(?:19|20)\d\d\W{0,2}(?:©|copyright)|\w[\w .]{0,30}© ?(?:19|20)\d\d)"
)
_CREDIT = re.compile(
    r"(?:\((?:ap|reuters|afp|file|getty|epa|courtesy)?\s?(?:photo|image|picture|file photo|pool photo|getty images)s?\b[^()]{0,80}\)"
    r"|\[[^\[\]]{2,60}/\s?(?:afp|reuters|ap|ap photo|epa|epa-efe|anadolu|getty|getty images|al jazeera)\b[^\[\]]{0,30}\]"
    r"|\b(?:reuters|afp|ap photo|epa)/[a-z][\w.' -]{2,40}|/(?:afp|ap|reuters|getty images|epa)(?: via [\w ]{2,30})?\)?"
    r"|\bvia getty images|\bgetty images\)?|\bfile (?:photo|image|picture)\)?)\W*$"
)
_CREDIT_WORDS, _CREDIT_LENGTH = 60, 140  # words of a caption; characters of the credit that ends it
_CREDIT_HINTS = ("/", "photo", "image", "picture", "getty")
_SECOND_SENTENCE = re.compile(r"[a-z\d][.!?][\"')]?\s+[A-Z“\"]")
_BYLINE = re.compile(
    r"(?:by|from|by:|written by|story by|report by)\s+(?:[A-Z][\w.'’-]*+,?\s?|(?:and|of|the|for|in|de|al|el|bin|van|von)\s"
    r"|[|/&·•–-]\s?){1,16}",
)
_STAFF = re.compile(
    r"[A-Z][\w ]{2,40} (?:[Ss]taff(?: [Ww]riters?| [Rr]eporters?)?|[Ww]eb [Dd]esk|[Nn]ews [Dd]esk|[Oo]nline [Dd]esk)"
)
_AUTHOR = re.compile(
    r"(?:[A-Z][\w.'’-]+ ){2,4}(?:can|may) be (?:reached|contacted)\b|(?:[A-Z][\w.'’-]+ ){2,4}(?:is|was|covers|reports|writes)\b.{0,160}"
    r"\b(?:reporter|correspondent|journalist|editor|writer|columnist|producer|bureau chief|contributor)\b"
)
_REACH = re.compile(r"\b(?:follow|reach|e-?mail|contact) (?:her|him|them|me|us)\b|@\w|\bcan be reached\b")
_TAIL_LENGTH = 600  # characters of a form or note glued to a paragraph
_LONGEST_LINE = 300  # characters of a line that is a stamp or an address
_STAMP_LINE_WORDS = 6  # a name, a desk, an agency
_LONE_ADDRESS = re.compile(
    r"(?:[\w.+-]+@[\w.-]+\.\w+|@\w{2,30})(?:[\s,;|]+(?:[\w.+-]+@[\w.-]+\.\w+|@\w{2,30}|twitter:?))*",
    re.IGNORECASE,
)


def _by_phrase(paragraph: Paragraph) -> str | None:
    key, words = paragraph.key, paragraph.count
    whole = whole_phrases().get(key) or whole_phrases().get(key.strip(" .:|•·-–—*>»[]"))
    if whole or words > 80:  # no reason's max_words is higher
        return whole
    start = starting_phrases().match(key.lstrip("*•·->» "))
    held = (start[0] if start else None, *(phrase for phrase in contained_phrases() if phrase in key))
    reasons = (phrase_reasons()[phrase] for phrase in held if phrase)
    return next((reason for reason in reasons if words <= load_clutter()[reason].max_words), None)


def _is_buttons(paragraph: Paragraph) -> bool:
    if paragraph.count > 20:
        return False
    words = set(paragraph.words.split())
    return not words.isdisjoint(_NETWORKS) and words <= _BUTTONS


def is_caption(paragraph: Paragraph) -> bool:
    """Whether a short paragraph ends in the credit of a picture."""
    end = paragraph.key[-_CREDIT_LENGTH:]
    if paragraph.count > _CREDIT_WORDS or not any(hint in end for hint in _CREDIT_HINTS):
        return False
    if not _CREDIT.search(end):
        return False
    return len(_SECOND_SENTENCE.findall(paragraph.text)) < 3


def _is_author(paragraph: Paragraph) -> bool:
    if paragraph.count > 60:
        return False
    return bool(_AUTHOR.match(paragraph.text) and _REACH.search(paragraph.key))


def _by_shape(paragraph: Paragraph) -> str | None:
    """Recognise what no list of phrases holds: rules, buttons, notices, captions, bylines."""
    key = paragraph.key
    if _RULE.fullmatch(key):
        return "end-mark"
    if _is_buttons(paragraph) or (paragraph.count <= _FOLLOW_WORDS and _FOLLOW.match(key)):
        return "share-bar"
    if paragraph.count <= 60 and _COPYRIGHT.match(key):
        return "copyright-line"
    if is_caption(paragraph):
        return "image-credit"
    if paragraph.count <= 12 and not paragraph.finished and _is_byline(paragraph.text):
        return "byline"
    is_address = "@" in key and len(key) <= _LONGEST_LINE and _LONE_ADDRESS.fullmatch(key)
    return "author-bio" if is_address or _is_author(paragraph) else None


def _is_byline(line: str) -> bool:
    return bool(
        _STAFF.fullmatch(line)
        or (mentions_agency(line) and re.fullmatch(rf"(?:By |by )?{agency_pattern()}", line))
        or _BYLINE.fullmatch(line[:1].lower() + line[1:])
    )


def find_reason(paragraph: Paragraph) -> str | None:
    """Return the reason to drop a paragraph that its own words give, or None."""
    return _by_phrase(paragraph) or _by_shape(paragraph)


def is_stamp_line(paragraph: Paragraph, *, in_head: bool) -> bool:
    """Whether a line holds a printed time and next to nothing else.

    A bare date counts only above the text: below it, it heads a section of a chronicle.
    """
    if paragraph.count > 40 or len(paragraph.text) > _LONGEST_LINE:
        return False
    stamps = find_stamps(paragraph.text)
    apart = any(stamp.apart for stamp in stamps)
    if not stamps or not (apart or (in_head and not paragraph.finished)):
        return False
    return make_paragraph(strip_stamps(paragraph.text)).count <= _STAMP_LINE_WORDS


def find_run(paragraphs: tuple[Paragraph, ...], reasons: list[str | None]) -> Iterator[tuple[int, str]]:
    """Yield the short unfinished lines that follow a heading of links, comments or tags."""
    running: str | None = None
    for number, (paragraph, reason) in enumerate(zip(paragraphs, reasons, strict=True)):
        if reason is not None:
            is_heading = load_clutter()[reason].run and not paragraph.finished
            running = reason if is_heading else running
        elif running and paragraph.count <= 20 and not paragraph.finished:
            yield number, running
        else:
            running = None


@cache
def _tail() -> re.Pattern[str]:
    phrases = "|".join(map(re.escape, sorted(tail_phrases(), key=len, reverse=True)))
    return re.compile(rf"(?<=[.!?\"')])\s+({phrases})(?!\w)", re.IGNORECASE)


def split_tail(paragraph: Paragraph) -> tuple[Paragraph, str, str] | None:
    """Cut clutter glued behind the last sentence: what stays, what goes, and why; None without any."""
    if not any(phrase in paragraph.key for phrase in tail_phrases()):
        return None
    match = _tail().search(plain(paragraph.text))
    if match is None or match.start() == 0 or len(paragraph.text) - match.start() > _TAIL_LENGTH:
        return None
    reason = phrase_reasons()[match[1].lower()]
    return make_paragraph(paragraph.text[: match.start()]), paragraph.text[match.start(1) :], reason
