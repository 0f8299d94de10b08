"""Sets of valid and invalid sample files of one format, taken in and told apart.

A set says which of its files are which, and what a valid one holds; the rest is the same for all.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from eval.scorers.markup_words import plain, squeeze
from eval.scorers.told_apart import Sample, find_verdict, make_figures
from eval.sets._files import load_files, read_files, shown, text_of
from eval.tasks import Comparison, Figure, Outcome, Record, Row, Task

#: What a valid file holds, in its own words: title, date, text; empty where it is no article.
Held = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Samples:
    """A set of sample files. ``is_valid`` tells by a file's path and words, None for what is no sample."""

    name: str
    measures: str
    is_valid: Callable[[str, str], bool | None]
    find_held: Callable[[str], Held]

    def task(self) -> Task:
        """Return the set as a task of the scorecard."""
        return Task(
            name=self.name,
            measures=self.measures,
            load=self._load,
            read=read_files,
            score=self._score,
            compare=self._compare,
            cost=4.0,
        )

    def _load(self, folder: Path) -> list[Record]:
        return load_files(folder, self.name)

    def _sample(self, record: Record, outcome: Outcome) -> Sample:
        valid = self.is_valid(record.id, text_of(record))
        held = self.find_held(text_of(record)) if valid else {}
        drafts = outcome["drafts"] if outcome else []
        got = {what: any(has(draft, what, words) for draft in drafts) for what, words in held.items()}
        return Sample(valid=valid, verdict=find_verdict(outcome), got=got)

    def _score(self, records: Sequence[Record], outcomes: Sequence[Outcome]) -> list[Figure]:
        pairs = zip(records, outcomes, strict=True)
        return list(make_figures(self.name, [self._sample(*pair) for pair in pairs]))

    def _compare(self, record: Record, outcome: Outcome) -> Comparison:
        sample = self._sample(record, outcome)
        kind = {True: "valid", False: "invalid", None: "no sample"}[sample.valid]
        rows = [Row(name="sample", gold=kind, ours=sample.verdict, right=sample.is_told)]
        rows.extend(Row(name="issue", gold="", ours=words) for words in (outcome or {}).get("issues", ()))
        drafts = outcome["drafts"] if outcome else []
        for what, words in (self.find_held(text_of(record)) if sample.valid else {}).items():
            ours = " | ".join(str(draft.get(_KEYS[what]) or "") for draft in drafts)
            rows.append(Row(name=what, gold=words[:500], ours=ours[:500], right=sample.got[what]))
        return Comparison(text=shown(record), rows=tuple(rows))


_KEYS = {"title": "title", "date": "published", "text": "body"}


def has(draft: Mapping[str, Any], what: str, words: str) -> bool:
    """Whether a draft has some words of a file as its title or date, or all of them in its text."""
    match what:
        case "title":
            return draft["title"] in {squeeze(words), plain(words)}
        case "date":
            return words in {draft["published"], draft["updated"]}
    return "".join(plain(words).split()) in "".join(plain(draft["body"]).split())
