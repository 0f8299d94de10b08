"""The same articles end in the same incidents, whatever order they come in, at once or one by one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import permutations
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.builders import NOW, make_judgement
from tests.deciding import decide
from tests.ledgers import open_ledger
from tests.simple_stages import SimpleStages, inputs
from twosource.copies import find_copy, sketch
from twosource.ids import ArticleId, ReportId
from twosource.model import Copy, Incident, Verdict
from twosource.pipeline import Pipe, add, reread
from twosource.store import Filter, Ledger

QUICKLY = (Phase.explicit, Phase.reuse, Phase.generate)  # what fails is small as it is drawn
SAME, DIFFERENT = Verdict.SAME, Verdict.DIFFERENT

LONG = (
    "Witnesses at the junction near the old mill said the noise was heard across the valley before dawn, and "
    "that lorries were turned back while officers searched the fields on both sides of the road until noon. "
    "The county commissioner asked drivers to wait at home, and a school that stands beside the market sent "
    "its pupils away early, as it has done after each alarm of this dry season in the eastern villages."
)
NUMBERS, TOWNS = ("One", "Two", "Three", "Five"), ("Kisumu", "Mombasa", "Garissa")
TAILS = (
    "",
    " Salim Rahal was among them.",
    " Nadia Osei and Salim Rahal were named.",
    " The Orchardia depot at Kilnworth closed.",
    " The Orchardia depot at Kilnworth in Vellmoor closed.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """What a ledger says in the end: the incidents by their reports, and whose text is whose."""

    incidents: dict[frozenset[ReportId], tuple[object, ...]]
    copies: dict[ArticleId, Copy]


def tell(incident: Incident) -> tuple[object, ...]:
    numbers = (incident.voices, incident.newsrooms, incident.outlets)
    return (incident.kind, incident.headline, incident.facts, numbers, sorted(incident.articles))


def end(ledger: Ledger) -> Ending:
    incidents = list(ledger.incidents(Filter()))
    articles = [article.id for article in ledger.articles()]
    return Ending(
        incidents={frozenset(one.reports): tell(one) for one in incidents},
        copies=dict(ledger.copies(articles)),
    )


def real_copies(stages: SimpleStages) -> Pipe:
    """Simple stages, but for copies, which are found as they are found outside of tests."""
    pipe = stages.pipe()
    return replace(pipe, stages=replace(pipe.stages, find_copy=find_copy, sketch=sketch))


def file(stages: SimpleStages, batches: Iterable[Sequence[str]]) -> Ending:
    with TemporaryDirectory() as folder, open_ledger(Path(folder) / "ledger.db") as ledger:
        for batch in batches:
            list(add(ledger, real_copies(stages), inputs(*batch)))
        return end(ledger)


@st.composite
def lines(draw: st.DrawFn) -> str:
    """Draw one line that tells of an incident, as the simple reader knows it."""
    number, town = draw(st.sampled_from(NUMBERS)), draw(st.sampled_from(TOWNS))
    deed = draw(st.sampled_from(["shot dead", "killed by a bomb", "burnt"]))
    on = draw(st.sampled_from([" on 2024-05-01", " on 2024-05-02", " on 2024-05-09", ""]))
    start = draw(st.sampled_from(["", "", "", "Earlier, "]))
    return f"{start}{number} people were {deed} in {town}{on}, police said.{draw(st.sampled_from(TAILS))}"


texts = st.lists(lines(), min_size=1, max_size=2, unique=True).map("\n".join) | lines().map(
    lambda line: f"{line} {LONG}"
)
printed = st.sampled_from([None, *(datetime(2024, 5, day, 9, tzinfo=UTC) for day in (2, 3, 20))])


@st.composite
def papers(draw: st.DrawFn) -> SimpleStages:
    """Draw what a few outlets print and when; some print the same."""
    told = draw(st.lists(texts, min_size=2, max_size=5))
    outlets = ("courier", "herald", "post")
    names = [f"{draw(st.sampled_from(outlets))}/{number}" for number in range(draw(st.integers(3, 6)))]
    return SimpleStages(
        texts={name: draw(st.sampled_from(told)) for name in names},
        published={name: when for name in names if (when := draw(printed)) is not None},
    )


@settings(deadline=None, max_examples=8, phases=QUICKLY, suppress_health_check=[HealthCheck.too_slow])
@given(papers(), st.randoms(use_true_random=False))
def test_any_order_ends_in_the_same_incidents(stages: SimpleStages, random: Random) -> None:
    names = sorted(stages.texts)
    shuffled = random.sample(names, len(names))
    assert file(stages, [[name] for name in shuffled]) == file(stages, [names])


WORDS = LONG.split()


def version(number: int) -> str:
    """Return a text of which every later version shares less with the first, and most with the one before."""
    changed = {at for step in range(number) for at in range(step, len(WORDS), 13)}
    told = "Four people were shot dead in Kisumu on 2024-05-01, police said."
    return f"{told} {' '.join(f'{word}-{at}' if at in changed else word for at, word in enumerate(WORDS))}"


#: Each is a copy of the one before it and perhaps of others; the last were printed first.
CHAIN = SimpleStages(
    texts={f"outlet{number}/a": version(number) for number in range(4)},
    published={f"outlet{number}/a": datetime(2024, 5, 9 - number, 9, tzinfo=UTC) for number in range(4)},
)


def test_a_text_is_a_copy_of_the_oldest_it_shares_most_with_whichever_came_first() -> None:
    endings = [file(CHAIN, [[name] for name in order]) for order in list(permutations(CHAIN.texts))[::4]]

    assert [ending for ending in endings if ending != endings[0]] == []
    assert [len(reports) for reports in endings[0].incidents] == [4]
    assert len(endings[0].copies) >= 2


@pytest.mark.parametrize("order", list(permutations(("courier/0", "courier/1", "herald/2"))), ids=" ".join)
def test_an_article_given_twice_bears_the_date_it_was_printed_first(order: tuple[str, ...]) -> None:
    days = {"courier/0": 20, "courier/1": 2, "herald/2": 3}
    stages = SimpleStages(
        texts=dict.fromkeys(days, "Four people were shot dead in Kisumu, police said."),
        published={name: datetime(2024, 5, day, tzinfo=UTC) for name, day in days.items()},
    )
    ending = file(stages, [[name] for name in order])

    assert ending == file(stages, [sorted(days)])
    assert len(ending.incidents) == 1


# --- people ---------------------------------------------------------------------------------------

KISUMU = "Four people were shot dead in Kisumu on 2024-05-01, police said."
KISUMU_TOO = "Gunmen shot at people in Kisumu on 2024-05-01, killing some. Four died."
KISUMU_STILL = "Four people shot in Kisumu on 2024-05-01 were mourned. Gunmen fled."
MOMBASA = "Two people were killed by a bomb in Mombasa on 2024-05-01."
MOMBASA_TOO = "A bomb killed Two people in Mombasa on 2024-05-01, police said."
TOLD = SimpleStages(
    texts={
        "courier/k": KISUMU, "herald/k": KISUMU_TOO, "post/k": KISUMU_STILL, "courier/m": MOMBASA,
        "herald/m": MOMBASA_TOO,
    }
)  # fmt: skip
LATER = NOW + timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What somebody says of the main reports of two articles."""

    one: str
    other: str
    verdict: Verdict
    at: datetime = NOW


def report_of(ledger: Ledger, address: str) -> ReportId | None:
    found = [article for article in ledger.articles() if article.address == address]
    return ledger.members_of_article(found[0].id)[0].report if found else None


def say(ledger: Ledger, word: Word) -> bool:
    """Keep what somebody says as soon as both are there."""
    left, right = report_of(ledger, word.one), report_of(ledger, word.other)
    if left is None or right is None:
        return False
    decide(ledger, make_judgement(left, right, word.verdict, decided_by="Amina", decided_at=word.at))
    return True


def gather(order: Sequence[str | Word], *, again: bool = False) -> set[frozenset[str]]:
    """File articles and keep what people say in an order; returns the addresses of each incident."""
    with TemporaryDirectory() as folder, open_ledger(Path(folder) / "ledger.db") as ledger:
        waiting: list[Word] = []
        for step in order:
            if isinstance(step, str):
                list(add(ledger, TOLD.pipe(), inputs(step)))
            waiting = [*waiting, step] if isinstance(step, Word) else waiting
            waiting = [word for word in waiting if not say(ledger, word)]
        if again:
            list(reread(ledger, replace(TOLD, origin="rules/later").pipe()))
        addresses = {article.id: article.address for article in ledger.articles()}
        return {frozenset(addresses[one] for one in each.articles) for each in ledger.incidents(Filter())}


K, M = ("courier/k", "herald/k", "post/k"), ("courier/m", "herald/m")
MERGE = (Word(one=K[0], other=M[0], verdict=SAME),)
SPLIT = tuple(Word(one=K[0], other=other, verdict=DIFFERENT) for other in K[1:])
CHANGED_MIND = (*SPLIT, *(replace(word, verdict=SAME, at=LATER) for word in SPLIT))
CASES = [
    pytest.param((), {frozenset(K), frozenset(M)}, id="machines alone"),
    pytest.param(MERGE, {frozenset((*K, *M))}, id="one word brings two incidents together"),
    pytest.param(SPLIT, {frozenset(K[:1]), frozenset(K[1:]), frozenset(M)}, id="one is split off"),
    pytest.param((*SPLIT, *MERGE), {frozenset((K[0], *M)), frozenset(K[1:])}, id="one is moved"),
    pytest.param(CHANGED_MIND, {frozenset(K), frozenset(M)}, id="the later word counts"),
]


@pytest.mark.parametrize(("words", "incidents"), CASES)
@pytest.mark.parametrize("seed", range(2))
def test_what_people_say_holds_in_any_order(
    words: tuple[Word, ...], incidents: set[frozenset[str]], seed: int
) -> None:
    order: list[str | Word] = [*TOLD.texts, *words]
    Random(seed).shuffle(order)
    assert gather(order) == incidents


@pytest.mark.parametrize(("words", "incidents"), CASES)
def test_what_people_say_outlives_a_later_reader(
    words: tuple[Word, ...], incidents: set[frozenset[str]]
) -> None:
    assert gather([*TOLD.texts, *words], again=True) == incidents
