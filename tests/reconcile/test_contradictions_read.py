"""The same, of sentences: two short articles of invented outlets, read by the rules and reconciled."""

from datetime import timedelta

import pytest

from tests.reconcile.samples import START, article
from twosource.ids import IncidentId, digest
from twosource.model import Article, Report, Status
from twosource.read.readers import load_reader
from twosource.reconcile import reconcile

_LEAD = "DIYALA, Iraq - Gunmen attacked a checkpoint near Baquba on Tuesday, {}."

#: Two tellings of one attack, and the fields that must be called contradicted.
PAIRS = {
    "soldiers and people": ("killing three soldiers, the interior ministry said", "killing nine people, a doctor at Baquba hospital said", ()),
    "two totals": ("killing three people, police said", "killing nine people, a doctor at Baquba hospital said", ("killed",)),
    "a bound": ("killing at least three people, police said", "killing nine people, a doctor at Baquba hospital said", ()),
    "a rounding": ("killing about 70 people, police said", "killing 68 people, a doctor at Baquba hospital said", ()),
    "the same in other words": ("killing three people, police said", "leaving 3 people dead, the mayor said", ()),
    "soldiers and civilians": (
        "killing four soldiers, police said",
        "killing nine civilians, the mayor said",
        (),
    ),
    "two counts of soldiers": (
        "killing four soldiers, police said",
        "killing nine soldiers, the mayor said",
        ("killed",),
    ),
    "dozens": ("wounding dozens of people, police said", "wounding 41 people, the mayor said", ()),
    "children among them": ("killing seven people, police said", "killing seven people including two children, the mayor said", ()),
    "soldiers among them": ("killing seven people, police said", "killing four soldiers, the defence ministry said", ()),
    "two numbers of wounded": ("wounding four people, police said", "wounding eleven people, the mayor said", ("injured",)),
    "taken to hospital": ("wounding nine people, police said", "and four people were taken to Baquba hospital, the mayor said", ()),
}  # fmt: skip


def read(name: str, hours: float, words: str) -> tuple[Article, Report]:
    text = _LEAD.format(words)
    made = article(name, hours=hours, text=text, title="", digest=digest(text, size=32))
    reading = load_reader("rules").read(made, made_at=START + timedelta(days=1))
    return made, next(report for report in reading.reports if report.main)


@pytest.mark.parametrize(("left", "right", "fields"), PAIRS.values(), ids=PAIRS.keys())
def test_what_two_articles_are_said_to_contradict_each_other_in(
    left: str, right: str, fields: tuple[str, ...]
) -> None:
    read_both = [read("Alpha", 0, left), read("Beta", 1, right)]
    made = reconcile(
        IncidentId("i_1"),
        [report for _, report in read_both],
        {one.id: one for one, _ in read_both},
        {},
    )
    found = tuple(fact.field for fact in made.facts if fact.status is Status.CONTRADICTED)
    assert found == fields
    assert any(
        fact.field in {"killed", "injured", "casualties"} and fact.value is not None for fact in made.facts
    )
