"""Trying an act: what it would change is told, and the ledger is as it was."""

from pathlib import Path

from tests.review_desk import SIGNED, every, fact, incident_of, open_desk, report_of
from twosource.review import Outcome, Right, accept, correct, merge, split, undo
from twosource.review.rehearsing import Rehearsal, rehearse
from twosource.store import Ledger


def _merged(ledger: Ledger) -> Rehearsal:
    both = [incident_of(ledger, "courier/a"), incident_of(ledger, "post/d")]
    return rehearse(ledger, lambda one: merge(one, SIGNED, both))


def test_a_merge_that_is_tried_tells_which_incident_grows_and_which_ends(tmp_path: Path) -> None:
    with open_desk(tmp_path) as ledger:
        before = every(ledger)
        kept, gone = incident_of(ledger, "courier/a"), incident_of(ledger, "post/d")
        tried = {one.incident: one for one in _merged(ledger).changes}

        assert every(ledger) == before
        assert ledger.decisions.acts() == ()
        assert (tried[gone].after, tried[gone].into) == (None, kept)
        assert tried[kept].came == before[gone].reports
        assert "killed" in {one.field for one in tried[kept].facts}


def test_what_is_tried_is_what_comes_of_it(tmp_path: Path) -> None:
    with open_desk(tmp_path) as ledger:
        tried = {one.incident: one.after for one in _merged(ledger).changes if one.after is not None}
        both = [incident_of(ledger, "courier/a"), incident_of(ledger, "post/d")]
        merge(ledger, SIGNED, both)

        assert {one: every(ledger)[one] for one in tried} == tried


def test_a_split_that_is_tried_tells_of_the_new_incident(tmp_path: Path) -> None:
    with open_desk(tmp_path) as ledger:
        incident, part = incident_of(ledger, "post/d"), report_of(ledger, "wave/e")
        changes = rehearse(ledger, lambda one: split(one, SIGNED, incident, [part])).changes

        assert [(one.incident == incident, one.came, one.left) for one in changes] == [
            (True, (), (part,)),
            (False, (part,), ()),
        ]
        assert changes[1].before is None


def test_taking_an_act_back_is_what_it_did_the_other_way_round(tmp_path: Path) -> None:
    with open_desk(tmp_path) as ledger:
        incident, part = incident_of(ledger, "post/d"), report_of(ledger, "wave/e")
        tried = rehearse(ledger, lambda one: split(one, SIGNED, incident, [part])).changes
        act = split(ledger, SIGNED, incident, [part]).act
        assert act is not None
        back = rehearse(ledger, lambda one: undo(one, SIGNED, act.id)).changes

        told = {one.incident: one for one in map(type(back[0]).reversed, back)}
        assert {one: (told[one].came, told[one].left, told[one].facts) for one in told} == {
            one.incident: (one.came, one.left, one.facts) for one in tried
        }


def test_a_correction_that_is_tried_changes_the_fact_alone(tmp_path: Path) -> None:
    with open_desk(tmp_path, "courier/a") as ledger:
        claim = fact(ledger, "courier/a", "killed").support[0]
        (change,) = rehearse(ledger, lambda one: correct(one, SIGNED, claim, Right(words="7"))).changes

        assert (change.came, change.left, [one.field for one in change.facts]) == ((), (), ["killed"])


def test_what_stands_so_already_changes_nothing(tmp_path: Path) -> None:
    with open_desk(tmp_path) as ledger:
        pair = report_of(ledger, "post/d"), report_of(ledger, "wave/e")

        def deed(one: Ledger) -> Outcome:
            return accept(one, SIGNED, *pair)

        deed(ledger)
        tried = rehearse(ledger, deed)
        assert (tried.outcome.act, tried.changes) == (None, ())
