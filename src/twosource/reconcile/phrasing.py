"""Small grammar for headlines: articles before nouns, and the word between a kind and its target.

Works on the words as they were read, in English; decides nothing about what happened.
"""

import re
from typing import Final

from twosource.values.count_nouns import PERSONS, word_set

_DETERMINERS: Final = word_set(
    """
    a an the this that these those his her its their our my some several many most all both no one two
    three four five six seven eight nine ten eleven twelve dozens scores hundreds thousands
    """
)
_PEOPLE: Final = word_set("people police personnel children staff crowd teens")
_SPEAKERS: Final = word_set(
    """
    officials officers witnesses eyewitnesses residents villagers neighbours neighbors survivors locals
    authorities doctors medics rescuers firefighters investigators prosecutors soldiers militants rebels
    insurgents separatists gunmen fighters spokesmen spokespeople workers sources relatives videos images
    deputies paramedics detectives police people
    """
)
_WITHOUT: Final = (_PEOPLE | word_set("infrastructure property livestock cattle traffic shipping")) - {
    "crowd"
}
_SINGULAR: Final = re.compile(r"(?:ss|us|is|gas)$")
_TAIL: Final = re.compile(
    r"\s(?:of|in|at|on|near|for|from|to|with|by|outside|inside|that|who|waiting|carrying|belonging|travelling)\s"
)
_AN: Final = re.compile(r"(?!uni|use|usu|eu|one\b)[aeiou]|hour|hono|8|1[18]\b", re.IGNORECASE)

#: The word between a kind and what it struck, by the last word of the kind's name; "on" elsewhere.
_BETWEEN: Final = {
    "bombing": "of", "shelling": "of", "assassination": "of", "ambush": "of", "ramming": "of",
    "kidnapping": "of", "hijacking": "of", "explosion": "at", "shooting": "at", "stabbing": "at", "arson": "at", "clash": "with",
}  # fmt: skip
_OF_PEOPLE: Final = frozenset({"shooting", "stabbing"})  # "of" where it struck a person


def name_target(kind: str, target: str) -> str:
    """Return what follows the name of a kind: "of a police van", "on the Erbil airport"."""
    last = kind.rpartition(" ")[2]
    between = "of" if last in _OF_PEOPLE and is_person(target) else _BETWEEN.get(last, "on")
    return f"{between} {with_article(target)}"


def with_article(noun: str) -> str:
    """Put "a", "an" or "the" before a noun that needs one to stand in a sentence.

    Names, plurals, numbers and what has a determiner stay: "the US embassy", "two homes", "Al Asad".
    """
    head = find_head(noun)
    first = noun.partition(" ")[0]
    if not head.islower() or first.lower() in _DETERMINERS or first.isdigit() or _is_plural(head):
        return noun
    has_name = any(word[:1].isupper() for word in noun.split())
    if (has_name and not is_person(noun)) or first.endswith("est"):
        return noun if first.endswith(("'s", "’s")) and first[:1].isupper() else f"the {noun}"
    return f"{'an' if _AN.match(noun) else 'a'} {noun}"


def find_head(noun: str) -> str:
    """Return the word a noun phrase is about: "van" of "police van at the gate"."""
    return _TAIL.split(noun, maxsplit=1)[0].rpartition(" ")[2].rstrip(".,")


def is_person(noun: str) -> bool:
    """Whether a noun phrase is about a person or persons."""
    head = find_head(noun).lower()
    return head in PERSONS or head.removesuffix("s") in PERSONS or head in _PEOPLE or head.endswith("men")


def is_people(name: str) -> bool:
    """Whether a speaker's name stands for several people, who say rather than says: "local police"."""
    head = find_head(name)
    return head.lower() in _SPEAKERS


def _is_plural(head: str) -> bool:
    if head in _WITHOUT or head.endswith("men"):
        return True
    return head.endswith("s") and _SINGULAR.search(head) is None
