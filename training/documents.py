"""The shared sets as training material: texts with marked stretches, links, degrees and tellings.

Only records of part "train" (eval/parts.py), or of another part when asked, are given. What a set
does not mark is said to be unknown, so that it teaches nothing about it: each document names the
labels it knows. Texts stay in memory; nothing of them is written anywhere.

Marks are found anew in the text the program would read: the strings of MUC-4's keys, all of whose
occurrences are marked where they have two words or more; those of one word ("guerrillas") where they
stand first, and in sentences that tell of the key's incidents.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from eval.parts import Part, part_of
from eval.sets.geo import LITERAL_TYPES
from eval.sets.muc4 import prepare
from eval.tasks import read_rows

from twosource.knowledge.triggers import load_triggers
from twosource.read.capitals import restore_case
from twosource.read.proposals import KINDS
from twosource.read.sentences import split_sentences
from twosource.text import Span, lower, plain

_ROLES = {
    "PerpInd": "perp_individual",
    "PerpOrg": "perp_organisation",
    "Target": "target",
    "Victim": "victim",
    "Weapon": "weapon",
}
_EFFECTS = {"DEATH": "killed", "INJURY": "injured"}
_EFFECT = re.compile(r"(?P<effect>[A-Z ]+):(?P<strings>.+)")
_STRING = re.compile(r'"([^"\n]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """One attribution: its cue, its source where one is printed, and the pieces of its content."""

    cue: Span
    source: Span | None
    contents: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One text to learn from.

    ``known`` are the labels whose absence means something here. ``tellings`` and ``kinds`` are by
    sentence (None: unknown), ``degrees`` by event word, ``incident`` whether it tells of one.
    """

    name: str
    text: str
    sentences: tuple[Span, ...]
    known: frozenset[str] = frozenset()
    marks: Mapping[str, Sequence[Span]] = field(default_factory=dict)
    links: tuple[Link, ...] | None = None
    degrees: tuple[tuple[Span, float], ...] = ()
    tellings: tuple[str, ...] | None = None
    kinds: tuple[frozenset[str], ...] | None = None
    incident: bool | None = None


def load_documents(folder: Path, name: str, part: Part) -> Iterator[Document]:
    """Yield the documents of one set's part; raises FileNotFoundError where the folder has no such set."""
    file = "targets.jsonl" if name == "factuality" else "docs.jsonl"
    rows = [row for row in read_rows(folder / name, file) if part_of(name, row) == part]
    yield from _MAKERS[name](rows)


def _sentences(text: str) -> tuple[Span, ...]:
    return tuple(sentence.span for sentence in split_sentences(restore_case(plain(text))))


# --- incidents -----------------------------------------------------------------------------------


def _muc4(rows: Iterable[dict[str, Any]]) -> Iterator[Document]:
    for row in rows:
        text = prepare(row)
        templates = row.get("templates") or []
        spans = _sentences(text)
        told = [_strings(template) for template in templates]
        tellings, kinds = _told(text, spans, templates, told)
        telling = [span for span, about in zip(spans, tellings, strict=True) if about != "background"]
        marks = _marked(text, templates, telling)
        marks.update(_harmed(text, row.get("templates_raw") or (), telling))
        marks["trigger"] = _triggers(text, spans, tellings)
        yield Document(
            name=f"muc4/{row['id']}",
            text=text,
            sentences=spans,
            known=frozenset({*_ROLES.values(), *_EFFECTS.values(), "trigger"}),
            marks=marks,
            tellings=tellings,
            kinds=kinds,
            incident=bool(templates),
        )


def _strings(template: Mapping[str, Any]) -> set[str]:
    return {mention["text"] for role in _ROLES for one in template.get(role) or () for mention in one}


def _marked(
    text: str, templates: Sequence[Mapping[str, Any]], telling: Sequence[Span]
) -> dict[str, list[Span]]:
    marks: dict[str, list[Span]] = {}
    for role, label in _ROLES.items():
        strings = {m["text"] for template in templates for one in template.get(role) or () for m in one}
        marks[label] = _find_all(text, strings, telling)
    return marks


def _find_all(text: str, strings: Iterable[str], telling: Sequence[Span]) -> list[Span]:
    """Find strings of the key: those of one word only where they stand first or in ``telling`` sentences."""
    found = []
    for string in strings:
        one_word = len(re.findall(r"\w+", string)) == 1
        for number, span in enumerate(find_string(text, string)):
            if not (one_word and number) or any(span.start in sentence for sentence in telling):
                found.append(span)
    return _longest(found)


def _harmed(text: str, keys: Iterable[Mapping[str, Any]], telling: Sequence[Span]) -> dict[str, list[Span]]:
    """Find who was killed and hurt: the strings that the key's effects name, persons and descriptions."""
    strings: dict[str, set[str]] = {label: set() for label in _EFFECTS.values()}
    for key in keys:
        for line in str(key.get("HUM TGT: EFFECT OF INCIDENT") or "").split("\n"):
            match = _EFFECT.match(line.strip("? "))
            label = _EFFECTS.get(match["effect"].strip()) if match else None
            if match and label:
                strings[label].update(_STRING.findall(match["strings"]))
    return {label: _find_all(text, found, telling) for label, found in strings.items()}


def find_string(text: str, string: str) -> Iterator[Span]:
    """Yield where a key's string stands, whatever its case and blanks."""
    words = re.findall(r"\w+", string)
    if not words:
        return
    pattern = re.compile(r"(?<!\w)" + r"\W{1,3}".join(map(re.escape, words)) + r"(?!\w)", re.IGNORECASE)
    for match in pattern.finditer(text):
        yield Span(match.start(), match.end())


def _longest(spans: Iterable[Span]) -> list[Span]:
    """Leave out spans that lie inside, or reach into, a longer one."""
    kept: list[Span] = []
    for span in sorted(set(spans), key=lambda one: (-len(one), one.start)):
        if not any(span.start < other.end and other.start < span.end for other in kept):
            kept.append(span)
    return sorted(kept, key=lambda one: one.start)


def _told(
    text: str, spans: Sequence[Span], templates: Sequence[Mapping[str, Any]], told: Sequence[set[str]]
) -> tuple[tuple[str, ...], tuple[frozenset[str], ...]]:
    """Tell what each sentence is about: the key's first incident, another of its, or neither.

    A sentence is about a template where it holds two of its strings, or one of several words, or
    the first occurrence of one.
    """
    about: list[Counter[int]] = [Counter() for _ in spans]
    for number, strings in enumerate(told):
        for string in strings:
            for place, found in enumerate(find_string(text, string)):
                at = next((n for n, span in enumerate(spans) if found.start in span), None)
                if at is not None:
                    about[at][number] += 2 if place == 0 or len(string.split()) > 1 else 1
    tellings, kinds = [], []
    for counted in about:
        numbers = [number for number, points in counted.items() if points > 1]
        tellings.append("main" if 0 in numbers else "other" if numbers else "background")
        named = {str(templates[number].get("incident_type")) for number in numbers}
        kinds.append(frozenset(named.intersection(KINDS)))
    return tuple(tellings), tuple(kinds)


def _triggers(text: str, spans: Sequence[Span], tellings: Sequence[str]) -> list[Span]:
    """Find the rules' incident words in the sentences that the key draws on."""
    low = lower(plain(text))
    return [
        Span(match.start(), match.end())
        for span, about in zip(spans, tellings, strict=True)
        if about != "background"
        for match in load_triggers().pattern.finditer(low, span.start, span.end)
        if match.end() > match.start()
    ]


def _gvdb(rows: Iterable[dict[str, Any]]) -> Iterator[Document]:
    labels = {"victim_name": "victim", "shooter_name": "perp_individual"}
    for row in rows:
        text = str(row["text"])
        marks: dict[str, list[Span]] = {}
        for name, label in labels.items():
            strings = {text[s["start"] : s["end"]] for s in row.get("spans") or () if s["label"] == name}
            marks[label] = _longest(span for string in strings for span in find_string(text, string))
        known = frozenset(label for label, spans in marks.items() if spans)
        yield Document(
            name=f"gvdb/{row['id']}",
            text=text,
            sentences=_sentences(text),
            known=known,
            marks=marks,
            incident=True,
        )


# --- who says what, how surely, where and when ---------------------------------------------------


def _polnear(rows: Iterable[dict[str, Any]]) -> Iterator[Document]:
    for row in rows:
        text = str(row["text"])
        links = tuple(
            Link(
                cue=_whole(given["cue"]),
                source=_whole(given["source"]) if given["source"] else None,
                contents=tuple(Span(*piece) for piece in given["content"] if piece[1] > piece[0]),
            )
            for given in row.get("attributions") or ()
            if given["cue"]
        )
        marks = {
            "source": _longest(link.source for link in links if link.source),
            "cue": _longest(link.cue for link in links),
            "content": _longest(piece for link in links for piece in link.contents),
        }
        yield Document(
            name=f"polnear/{row['id']}",
            text=text,
            sentences=_sentences(text),
            known=frozenset(marks),
            marks=marks,
            links=links,
        )


def _whole(pieces: Sequence[Sequence[int]]) -> Span:
    """Return the stretch from a list of pieces' first to its last, where that is short; else the first piece."""
    first, last = pieces[0], pieces[-1]
    return Span(first[0], last[1]) if last[1] - first[0] < 60 else Span(first[0], first[1])


def _factuality(rows: Iterable[dict[str, Any]]) -> Iterator[Document]:
    by_text: dict[str, list[tuple[Span, float]]] = {}
    for row in rows:
        by_text.setdefault(str(row["text"]), []).append(
            (Span(int(row["start"]), int(row["end"])), float(row["label"]))
        )
    for number, (text, degrees) in enumerate(by_text.items()):
        whole = (Span(0, len(text)),)
        yield Document(name=f"factuality/{number}", text=text, sentences=whole, degrees=tuple(degrees))


def _geo(rows: Iterable[dict[str, Any]]) -> Iterator[Document]:
    for row in rows:
        spans = [
            Span(one["start"], one["end"])
            for one in row.get("toponyms") or ()
            if one.get("type") in {None, *LITERAL_TYPES}
        ]
        yield _spotted(f"geo/{row['id']}", str(row["text"]), {"place": spans})


def _ner_worldwide(rows: Iterable[dict[str, Any]]) -> Iterator[Document]:
    labels = {"Location": "place", "Facility": "place", "Date": "time"}
    for row in rows:
        marks: dict[str, list[Span]] = {"place": [], "time": []}
        for one in row.get("entities") or ():
            if one["type"] in labels:
                marks[labels[one["type"]]].append(Span(one["start"], one["end"]))
        yield _spotted(f"ner_worldwide/{row['id']}", str(row["text"]), marks)


def _timex(rows: Iterable[dict[str, Any]]) -> Iterator[Document]:
    for row in rows:
        spans = [
            Span(one["start"], one["end"]) for one in row.get("timexes") or () if one["end"] > one["start"]
        ]
        yield _spotted(f"timex/{row['id']}", str(row["text"]), {"time": spans})


def _spotted(name: str, text: str, marks: dict[str, list[Span]]) -> Document:
    return Document(
        name=name,
        text=text,
        sentences=_sentences(text),
        known=frozenset(marks),
        marks={label: _longest(spans) for label, spans in marks.items()},
    )


_MAKERS = {
    "muc4": _muc4,
    "gvdb": _gvdb,
    "polnear": _polnear,
    "factuality": _factuality,
    "geo": _geo,
    "ner_worldwide": _ner_worldwide,
    "timex": _timex,
}
