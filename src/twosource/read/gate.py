"""Whether an article is read at all: its language, and a cheap look for any sign of an incident.

The rules look for an event word near the top. Before a trained reader is asked, which costs several
times as much, triage weighs all words: most of a day's news goes no further.
"""

from functools import lru_cache

from twosource.model import Article
from twosource.read.anchors import LEAD_SENTENCES
from twosource.read.scene import may_tell
from twosource.read.triage import is_worth_reading

#: Languages that can be read; None (not told) is tried as English.
LANGUAGES = frozenset({None, "en"})


@lru_cache(maxsize=4)  # asked when an article is begun on, and when it is read
def find_refusal(article: Article, *, trained: bool) -> tuple[str, str] | None:
    """Return why an article is not read, as the name of a reason and a detail; None where it is.

    ``trained`` tells whether a trained reader is to be asked.
    """
    if article.language not in LANGUAGES:
        return "language-not-read", f"the reader knows English, this is {article.language}"
    if not trained:
        told = may_tell(article, LEAD_SENTENCES)
        return None if told else ("no-incident", "no word of its first sentences tells of an incident")
    if is_worth_reading(article.text, article.title, lambda: may_tell(article, LEAD_SENTENCES)):
        return None
    return "no-incident", "its words are not those of news of an incident"
