"""The words of one article of a synthetic archive: those of its text, as its outlet prints them."""

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from io import StringIO
from random import Random
from typing import Any, Final

from benchmarks.archive.everyday import Written, write_everyday, write_foreign
from benchmarks.archive.year import Printing, Slot, Story, load_year, tell_story, text_chance
from benchmarks.synthetic import surname, tell_once

_FIRST: Final = (
    "Frontier", "Harbour", "Plateau", "Eastern", "Valley", "Capital", "Meridian", "Coast", "River", "Border", "Union", "Hill",
    "Lakeside", "Desert", "Northern", "Delta", "Steppe", "Island", "Canal", "Orchard", "Summit", "Mesa", "Savanna", "Forest",
)  # fmt: skip
_LAST: Final = (
    "Desk", "Post", "Mail", "Ledger", "Observer", "Wire", "News", "Tribune", "Times", "Chronicle", "Dispatch", "Gazette",
    "Herald", "Star", "Echo", "Courier", "Review", "Monitor", "Examiner", "Bulletin", "Daily", "Standard", "Voice", "Record",
)  # fmt: skip
_FEWEST: Final = 4  # paragraphs of a text that another outlet shortens


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """One article as an archive has it, and the truth about it.

    ``incident`` is "" where it tells of none, ``original`` the id of the article whose text it prints, "" for its own.
    """

    id: str
    title: str
    outlet: str
    url: str
    published: str
    language: str
    paragraphs: tuple[str, ...]
    sort: str
    incident: str
    original: str

    def record(self) -> str:
        """Return it as one line of JSON, as a wire's archive has it."""
        known = {
            name: getattr(self, name) for name in ("id", "title", "outlet", "url", "published", "language")
        }
        return json.dumps({**known, "text": "\n\n".join(self.paragraphs)}, ensure_ascii=False)


def print_article(slot: Slot, seed: int = 1) -> Printed:
    """Return the article of a place in an archive."""
    story = _story(slot.story, seed)
    printing = story.printings[slot.printing]
    first = story.first_of(printing.text)
    written = _change(_write(story, printing.text), printing, story)
    same_page = printing.way in {"met_again", "rewritten"}
    name = _name(story, first if same_page else printing)
    outlet = name_outlet(printing.outlet)
    where = first if same_page else printing
    return Printed(
        id=name,
        title=written.title,
        outlet=outlet,
        url=f"https://{outlet.lower().replace(' ', '-')}.example/{where.at:%Y/%m/%d}/{name}",
        published=printing.at.isoformat(),
        language="",
        paragraphs=written.paragraphs,
        sort=story.sort,
        incident=str(story.number) if story.sort == "incident" else "",
        original="" if printing is first else _name(story, first),
    )


def name_outlet(number: int) -> str:
    """Return the name of an outlet."""
    return f"{_FIRST[number % len(_FIRST)]} {_LAST[number // len(_FIRST) % len(_LAST)]}"


def write_truth(articles: Iterable[Printed]) -> str:
    """Return the truth about articles as CSV: where each is printed, when, its incident, its original."""
    made = StringIO()
    rows = csv.writer(made, lineterminator="\n")
    rows.writerow(["id", "url", "published", "sort", "incident", "original"])
    rows.writerows([one.id, one.url, one.published, one.sort, one.incident, one.original] for one in articles)
    return made.getvalue()


@lru_cache(maxsize=64)
def _story(number: int, seed: int) -> Story:
    return tell_story(number, seed)


def _name(story: Story, printing: Printing) -> str:
    return f"{story.number}-{story.printings.index(printing)}"


@lru_cache(maxsize=64)
def _write(story: Story, text: int) -> Written:
    """Return a text of a story as its first outlet prints it."""
    chance = text_chance(story.seed, story.number, text)
    if story.sort == "incident":
        told = tell_once("", story.happening(), chance)
        return Written(title=told.title, paragraphs=tuple(told.text.split("\n\n")))
    write = write_everyday if story.sort == "everyday" else write_foreign
    return write(story.chance("subject"), chance)


def _change(written: Written, printing: Printing, story: Story) -> Written:
    """Return a text as one outlet prints it."""
    chance = Random(f"{story.seed} printing {_name(story, printing)}")
    title, told = written.title, list(written.paragraphs)
    match printing.way:
        case "other_title":
            title = f"{told[0].partition(',')[0][:90]}"
        case "shortened" if len(told) >= _FEWEST:
            del told[-chance.choice((1, 2)) :]
        case "cut" if len(told) >= _FEWEST:
            del told[(len(told) + 1) // 2 :]
        case "with_a_line":
            told.append(
                f"{name_outlet(printing.outlet)} spoke to {surname(chance)} House, which had no comment to make."
            )
        case "rewritten":
            told.insert(
                1, f"This story was changed after {surname(chance)} Street was named in it by mistake."
            )
        case _:
            pass
    if _is_boilerplated(printing, story):
        told.append(_boilerplate(printing.outlet))
    return Written(title=title, paragraphs=tuple(told))


def _is_boilerplated(printing: Printing, story: Story) -> bool:
    share: Any = load_year()["boilerplate"]["share"]
    return bool(story.chance(f"foot {printing.outlet}").random() < share)


@cache
def _boilerplate(outlet: int) -> str:
    name, chance = name_outlet(outlet), Random(f"foot of {outlet}")
    ends = (
        f"{name} is published by {surname(chance)} Press and is a member of the {surname(chance)} Press Council.",
        f"Sign up for the {name} newsletter to get the day's {surname(chance)} briefing every morning.",
        f"Reporting by the {name} newsroom in {surname(chance)}; editing by {surname(chance)} and {surname(chance)}.",
    )
    return chance.choice(ends)
