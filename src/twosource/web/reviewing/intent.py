"""What a person means to do, as an address or a form says it; the same names in both.

Ids may be shortened. Nothing here decides anything: ``deeds`` hands an intent to ``review``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

from starlette.datastructures import ImmutableMultiDict

from twosource.errors import InputError
from twosource.model import Certainty

What = Literal["accept", "reject", "merge", "split", "move", "correct", "dismiss", "undo"]
_PAIR: Final = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Intent:
    """One act that is meant, with what it is about; fields an act does not take are empty.

    ``value`` is None where the words of a claim say nothing. ``words`` are other words of the
    article, those nearest to ``at`` (characters) where it has them more than once.
    """

    what: What
    reports: tuple[str, ...] = ()
    incidents: tuple[str, ...] = ()
    claim: str = ""
    value: str | None = ""
    certainty: Certainty | None = None
    words: str = ""
    at: int | None = None
    item: str = ""
    act: str = ""

    def named(self) -> tuple[tuple[str, str], ...]:
        """Return it as a form or an address says it; reading that gives the same."""
        single = (
            ("claim", self.claim),
            ("value", self.value or ""),
            ("none", "1" if self.value is None else ""),
            ("certainty", self.certainty or ""),
            ("words", self.words),
            ("at", "" if self.at is None else str(self.at)),
            ("item", self.item),
            ("act", self.act),
        )
        return (
            ("what", self.what),
            *(("report", one) for one in self.reports),
            *(("incident", one) for one in self.incidents),
            *((name, said) for name, said in single if said),
        )

    @property
    def lacks_incident(self) -> bool:
        """Whether it is yet to be said which incident is meant."""
        least = {"merge": _PAIR, "move": 1}.get(self.what, 0)
        return len(self.incidents) < least

    def into(self, incident: str) -> "Intent":
        """Return it with one more incident."""
        return replace(self, incidents=(*self.incidents, incident))


def read_intent(given: ImmutableMultiDict[str, object]) -> Intent:
    """Read what is meant; raises InputError that says what is wanting."""
    what = _text(given, "what")
    if what not in get_args(What):
        raise InputError(f"{what!r} is no act" if what else "say which act is meant")
    intent = Intent(
        what=what,  # type: ignore[arg-type]  # one of its words, as just seen
        reports=_several(given, "report"),
        incidents=_several(given, "incident"),
        claim=_text(given, "claim"),
        value=None if _text(given, "none") else _text(given, "value"),
        certainty=_certainty(_text(given, "certainty")),
        words=_text(given, "words"),
        at=_number(_text(given, "at")),
        item=_text(given, "item"),
        act=_text(given, "act"),
    )
    _check(intent)
    return intent


# --- reading ------------------------------------------------------------------------------------------


def _text(given: ImmutableMultiDict[str, object], name: str) -> str:
    found = given.get(name, "")
    return found.strip() if isinstance(found, str) else ""


def _several(given: ImmutableMultiDict[str, object], name: str) -> tuple[str, ...]:
    found = (each.strip() for each in given.getlist(name) if isinstance(each, str))
    return tuple(dict.fromkeys(filter(None, found)))


def _certainty(said: str) -> Certainty | None:
    if not said:
        return None
    try:
        return Certainty(said)
    except ValueError:
        raise InputError(f"{said!r} is no certainty", hint=f"it is one of {', '.join(Certainty)}") from None


def _number(said: str) -> int | None:
    if not said:
        return None
    if not said.isascii() or not said.isdigit() or len(said) > len("1000000"):
        raise InputError(f"{said!r} is no place in a text")
    return int(said)


_WANTING: Final[Mapping[What, tuple[Callable[[Intent], bool], str]]] = {
    "accept": (lambda one: len(one.reports) == _PAIR, "name two reports"),
    "reject": (lambda one: len(one.reports) == _PAIR, "name two reports"),
    "merge": (lambda one: bool(one.incidents), "name the incidents that are one"),
    "split": (
        lambda one: len(one.incidents) == 1 and bool(one.reports),
        "choose the reports that tell of another incident",
    ),
    "move": (
        lambda one: len(one.reports) == 1 and len(one.incidents) <= 1,
        "name one report, and the incident it tells of",
    ),
    "correct": (lambda one: bool(one.claim), "name the claim that is misread"),
    "dismiss": (lambda one: bool(one.item), "name the item that is to be laid aside"),
    "undo": (lambda one: bool(one.act), "name the act that is to be taken back"),
}


def _check(intent: Intent) -> None:
    is_whole, wanting = _WANTING[intent.what]
    if not is_whole(intent):
        raise InputError(wanting)
