from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.builders import NOW, make_article, make_claim, make_count, make_judgement, make_place, make_report
from tests.ledgers import open_ledger
from tests.store.filling import keep
from twosource.errors import NoSuchRecord
from twosource.ids import ActId, ClaimId, ReportId
from twosource.model import Claim, Report, Verdict
from twosource.store import Act, Correction, Ledger
from twosource.store.corrections import apply_corrections
from twosource.text import Span
from twosource.values.count import Count

ACT = Act(
    id=ActId(""), what="merge", by="Amina", at=NOW, reason="one attack", body={"incidents": ["i_1", "i_2"]}
)
LEFT, RIGHT = ReportId("r_1"), ReportId("r_2")
ARTICLE = make_article()
KILLED = make_claim(ARTICLE, "killed", make_count(4), "Four people were killed", as_said="Four")
PLACE = make_claim(ARTICLE, "place", make_place(), "near Kisumu")
REPORT = make_report(ARTICLE, KILLED, PLACE)


def record(ledger: Ledger, **changes: Any) -> Act:
    with ledger.transaction():
        return ledger.decisions.record(replace(ACT, **changes))


def correction(claim: Claim = KILLED, **changes: Any) -> Correction:
    made = Correction(
        act=ActId("v_1"), by="Amina", at=NOW, report=claim.report, claim=claim.id, field=claim.field,
        value=make_count(7, said="7"), as_said=claim.as_said, evidence=claim.evidence, voice=claim.voice,
        certainty=claim.certainty, scope=claim.scope,
    )  # fmt: skip
    return replace(made, **changes)


# --- acts ---------------------------------------------------------------------------------------------


def test_an_act_reads_back_under_an_id_of_its_own(ledger: Ledger) -> None:
    act = record(ledger)

    assert act == replace(ACT, id=act.id)
    assert ledger.decisions.act(act.id[:8]) == act
    assert ledger.decisions.acts() == (act,)


def test_each_act_is_later_than_the_one_before_whatever_the_clock_says(ledger: Ledger) -> None:
    first, second = record(ledger), record(ledger, at=NOW - timedelta(days=1))

    assert first.id != second.id
    assert second.at == NOW + timedelta(microseconds=1)
    assert [act.id for act in ledger.decisions.acts()] == [second.id, first.id]


def test_an_unknown_act_is_told(ledger: Ledger) -> None:
    with pytest.raises(NoSuchRecord, match="no act 'v_ffff'"):
        ledger.decisions.act("v_ffff")


@settings(deadline=None, max_examples=20)
@given(times=st.integers(0, 6))
def test_what_is_taken_back_counts_again_when_that_is_taken_back(
    times: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    with open_ledger(tmp_path_factory.mktemp("acts") / "ledger.db") as ledger:
        acts = [record(ledger)]
        for _ in range(times):
            acts.append(record(ledger, what="undo", undoes=acts[-1].id))

        counting = [not ledger.decisions.act(act.id).undone for act in acts]
        assert counting == [(times - at) % 2 == 0 for at in range(times + 1)]


def test_a_judgement_of_an_act_that_was_taken_back_is_kept_and_left_out(ledger: Ledger) -> None:
    act = record(ledger)
    judgement = make_judgement(LEFT, RIGHT, decided_by="Amina", act=act.id)
    with ledger.transaction():
        ledger.save_judgements([judgement])
    assert ledger.judgements_between(LEFT, RIGHT) == (judgement,)

    record(ledger, what="undo", undoes=act.id)

    for asked in (
        ledger.judgements_between(LEFT, RIGHT), ledger.judgements_among([LEFT, RIGHT]),
        ledger.ties_among([LEFT, RIGHT]), ledger.judgements_touching([LEFT]), ledger.judgements_by_people(),
        ledger.same_neighbours([LEFT]),
    ):  # fmt: skip
        assert not asked
    assert ledger.decisions.judgements_of(act.id) == (judgement,)
    assert ledger.decisions.ever_between(RIGHT, LEFT) == (judgement,)
    assert ledger.judgements_ever_touching([LEFT]) == (judgement,)


def test_what_stays_unsure_between_two_incidents_is_open_until_judged_again(ledger: Ledger) -> None:
    one = keep(ledger)
    other_article = make_article("Gunmen fired at a bus near Kisumu on Tuesday. Four people were killed.")
    other = keep(
        ledger,
        other_article,
        make_report(
            other_article, make_claim(other_article, "killed", make_count(4), "Four people were killed")
        ),
    )
    left, right = sorted((one.reports[0], other.reports[0]))
    with ledger.transaction():
        ledger.save_judgements([make_judgement(left, right, Verdict.UNSURE)])

    assert [(pair.left, pair.right) for pair in ledger.open_pairs()] == [(left, right)]

    with ledger.transaction():
        ledger.save_judgements([make_judgement(left, right, Verdict.DIFFERENT)])
    assert list(ledger.open_pairs()) == []


# --- corrections --------------------------------------------------------------------------------------


def killed(reports: tuple[Report, ...]) -> list[object]:
    return [claim.value for report in reports for claim in report.claims if claim.field == "killed"]


def test_corrections_read_back(ledger: Ledger) -> None:
    keep(ledger, ARTICLE, REPORT)
    act = record(ledger, what="correct")
    made = correction(act=act.id)
    with ledger.transaction():
        ledger.decisions.correct([made])

    assert ledger.decisions.corrections_of([ARTICLE.id]) == (made,)
    assert ledger.decisions.corrections_in(act.id) == (made,)
    assert killed(ledger.reports([REPORT.id])) == [make_count(7, said="7")]
    assert [claim.origin for claim, _, _ in ledger.claims()] == ["person/Amina", "rules/test"]
    assert all(check.ok for check in ledger.check() if check.name in {"corrections", "values", "references"})

    record(ledger, what="undo", undoes=act.id)
    assert ledger.decisions.corrections_of([ARTICLE.id]) == ()
    assert ledger.reports([REPORT.id]) == (REPORT,)
    assert [claim.origin for claim, _, _ in ledger.claims()] == ["rules/test"] * 2


def test_a_reading_is_what_the_reader_made_of_it(ledger: Ledger) -> None:
    keep(ledger, ARTICLE, REPORT)
    act = record(ledger, what="correct")
    with ledger.transaction():
        ledger.decisions.correct([correction(act=act.id)])

    reading = ledger.reading(ARTICLE.id)
    assert reading is not None
    assert reading.reports == (REPORT,)


def test_a_correction_that_quotes_other_words_is_found(ledger: Ledger) -> None:
    keep(ledger, ARTICLE, REPORT)
    act = record(ledger, what="correct")
    with ledger.transaction():
        ledger.decisions.correct(
            [correction(act=act.id, evidence=replace(KILLED.evidence, quote="Five people were killed"))]
        )

    failed = {check.name for check in ledger.check() if not check.ok}
    assert "corrections" in failed


@pytest.mark.parametrize(
    ("made", "expected"),
    [
        pytest.param([], [4], id="none"),
        pytest.param([correction()], [7], id="one"),
        pytest.param([correction(), correction(value=make_count(9))], [9], id="the last counts"),
        pytest.param([correction(value=None)], [], id="the words say nothing"),
        pytest.param([correction(value=None), correction()], [7], id="and yet they do"),
        pytest.param([correction(field="injured")], [4], id="another field"),
        pytest.param([correction(scope="children")], [7], id="a scope that nobody reads there now"),
    ],
)
def test_corrections_are_laid_over_what_was_read(made: list[Correction], expected: list[int]) -> None:
    values = killed(apply_corrections([REPORT], made))

    assert [value.low for value in values if isinstance(value, Count)] == expected


def test_a_person_claim_keeps_words_and_voice_and_has_an_id_of_its_own() -> None:
    (report,) = apply_corrections([REPORT], [correction()])
    claim = report.claims[0]

    assert (claim.evidence, claim.voice, claim.as_said, claim.origin) == (
        KILLED.evidence, KILLED.voice, KILLED.as_said, "person/Amina",
    )  # fmt: skip
    assert claim.id not in {KILLED.id, ClaimId("")}
    assert report.claims[1] == PLACE


def test_words_that_are_read_wider_later_are_the_same_words() -> None:
    wider = make_claim(
        ARTICLE, "killed", make_count(44), "police said.\nFour people were killed", as_said="Four people"
    )
    (report,) = apply_corrections([make_report(ARTICLE, wider)], [correction()])

    assert killed((report,)) == [make_count(7, said="7")]
    assert report.claims[0].evidence == wider.evidence


def test_words_that_are_read_as_nothing_later_are_a_claim_of_the_report_that_tells_of_them() -> None:
    line = ARTICLE.text.index("Four")
    first = make_report(ARTICLE, PLACE, spans=(Span(0, line),))
    second = make_report(ARTICLE, anchor=line, main=False, spans=(Span(line, len(ARTICLE.text)),))
    gone = correction(report=ReportId("r_gone"))

    read = apply_corrections([first, second], [gone])

    assert [len(report.claims) for report in read] == [1, 1]
    assert read[1].claims[0].report == second.id


def test_a_corrected_kind_is_the_reports_kind() -> None:
    kind = make_claim(ARTICLE, "kind", "shooting", "opened fire")
    (report,) = apply_corrections([make_report(ARTICLE, kind)], [correction(kind, value="ambush")])

    assert (report.kind, report.claims[0].value) == ("ambush", "ambush")


@settings(deadline=None, max_examples=50)
@given(values=st.lists(st.one_of(st.none(), st.integers(0, 9)), max_size=4))
def test_laying_corrections_twice_is_laying_them_once(values: list[int | None]) -> None:
    made = [correction(value=None if value is None else make_count(value)) for value in values]
    once = apply_corrections([REPORT], made)

    assert apply_corrections(once, made) == once
