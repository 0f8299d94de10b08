"""From changes of a ledger to alerts: whole stories, with merges, splits and corrections by people."""

from datetime import time, timedelta
from pathlib import Path

import pytest

from tests.alerting.making import HOUR, OFFICE
from tests.alerting.newsroom import KISUMU_TOO, STEP, Desk, open_desk, told
from tests.builders import NOW
from twosource.alerting import raise_alerts, rehearse_watch
from twosource.errors import LedgerUnavailable
from twosource.review import correct, merge, split, undo
from twosource.review.correcting import Right
from twosource.store import Ledger
from twosource.watches import Quiet, Watch, alert_id

ALL = Watch(name="all", channels=("mail", "hook"))
LARGE = Watch(name="large", tells=("killed",), killed_at_least=5)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path, ALL)


def test_a_new_incident_is_told_once_with_all_that_is_known(desk: Desk) -> None:
    (alert,) = desk.come("courier/a")

    assert alert.id == alert_id("all", desk.incident("courier/a"), 1)
    assert (alert.move, alert.number, alert.killed_low, alert.voices) == ("alert", 1, 4, 1)
    assert alert.triggers == (("new incident", "New incident."),)
    assert [(known.field, known.value) for known in alert.known if known.quotes][:2] == [
        ("killed", "4"),
        ("place", "Kisumu, Kenya"),
    ]
    assert desk.look() == []
    assert desk.ledger.alerts.list() == (alert,)


def test_a_copy_in_another_outlet_raises_nothing(desk: Desk) -> None:
    desk.come("courier/a")
    desk.stages.texts = {**desk.stages.texts, "echo/copy": desk.stages.texts["courier/a"]}
    desk.wait()

    assert desk.come("echo/copy") == []


def test_an_update_tells_what_changed_and_refers_to_what_was_told(desk: Desk) -> None:
    (first,) = desk.come("courier/a")
    desk.wait()
    (second,) = desk.come("herald/b")

    assert (second.move, second.number, second.earlier) == ("update", 2, (first.id,))
    assert [one.field for one in second.differences] == ["killed"]


def test_updates_within_five_minutes_are_held_back_and_not_lost(desk: Desk) -> None:
    desk.come("courier/a")
    desk.add("herald/b")
    held = raise_alerts(desk.ledger, desk.now)

    assert held.alerts == ()
    assert held.next_at == NOW + timedelta(seconds=1) + timedelta(minutes=5)
    desk.wait()
    assert told(desk.look()) == [("all", "update", 2, "Kisumu")]
    assert raise_alerts(desk.ledger, desk.now).next_at is None


def test_what_crosses_a_threshold_is_not_held_back(tmp_path: Path) -> None:
    desk = open_desk(tmp_path, Watch(name="all", tells=("new incident", "killed"), killed_at_least=5))
    desk.come("courier/a")

    (alert,) = desk.come("herald/b")

    assert alert.move == "update"
    assert alert.triggers == (("killed", "At least 5 killed: the watch asks for 5."),)


def test_each_channel_is_due_in_the_same_transaction(desk: Desk) -> None:
    (alert,) = desk.come("courier/a")

    sent = desk.ledger.outbox.of_alert(alert.id)
    assert sorted((one.channel, one.due_at) for one in sent) == [("hook", desk.now), ("mail", desk.now)]


def test_quiet_hours_let_it_wait_in_the_outbox(tmp_path: Path) -> None:
    noon = Quiet(begins=time(11), ends=time(13))
    desk = open_desk(tmp_path, Watch(name="all", channels=("mail",), quiet=noon))
    (alert,) = desk.come("courier/a")

    (sent,) = desk.ledger.outbox.of_alert(alert.id)
    assert sent.due_at == NOW + HOUR


def test_an_incident_near_a_site_is_told_and_one_far_away_is_not(tmp_path: Path) -> None:
    desk = open_desk(tmp_path, Watch(name="office", near=OFFICE))

    assert told(desk.come("courier/a", "post/d")) == [("office", "alert", 1, "Kisumu")]


def test_words_are_looked_up_in_the_articles(tmp_path: Path) -> None:
    desk = open_desk(tmp_path, Watch(name="words", words="bomb"))

    assert told(desk.come("courier/a", "post/d")) == [("words", "alert", 1, "Mombasa")]


def test_an_older_incident_rings_nobody(desk: Desk) -> None:
    assert desk.come("echo/f") == []


# --- what people decide ---------------------------------------------------------------------------


def test_a_merge_cancels_the_one_and_updates_the_other_which_refers_to_both(desk: Desk) -> None:
    desk.come("courier/a", "wave/e")
    kisumu, garissa = desk.incident("courier/a"), desk.incident("wave/e")
    merge(desk.ledger, desk.sign(), [kisumu, garissa])
    end = desk.incident("courier/a")
    gone = garissa if end == kisumu else kisumu

    cancel, update = desk.look()

    assert (cancel.move, cancel.incident, cancel.moved_into) == ("cancel", gone, end)
    assert (update.move, update.incident) == ("update", end)
    assert update.earlier == (alert_id("all", gone, 1), alert_id("all", end, 1))
    assert update.reason == f"Incident {gone}, told of before, is the same happening: {cancel.headline}."


def test_a_merge_that_is_undone_brings_back_what_was_cancelled(desk: Desk) -> None:
    desk.come("courier/a", "wave/e")
    done = merge(desk.ledger, desk.sign(), [desk.incident("courier/a"), desk.incident("wave/e")])
    desk.look()
    assert done.act is not None
    undo(desk.ledger, desk.sign(), done.act.id)

    back = desk.look()

    assert sorted((one.move, one.number) for one in back) == [("alert", 3), ("update", 3)]
    (again,) = (one for one in back if one.move == "alert")
    assert again.reason == "It was told before, and stands again."
    assert again.earlier == tuple(alert_id("all", again.subject, number) for number in (1, 2))


def test_a_merge_and_its_undoing_between_two_looks_tell_nothing(desk: Desk) -> None:
    desk.come("courier/a", "wave/e")
    done = merge(desk.ledger, desk.sign(), [desk.incident("courier/a"), desk.incident("wave/e")])
    assert done.act is not None
    undo(desk.ledger, desk.sign(), done.act.id)

    assert desk.look() == []


def test_what_is_split_off_refers_to_what_it_was_told_as_part_of(desk: Desk) -> None:
    desk.come("courier/a", "herald/b")
    whole = desk.incident("courier/a")
    report = desk.ledger.members_of_article(
        next(one.id for one in desk.ledger.articles() if one.text == KISUMU_TOO)
    )[0].report
    split(desk.ledger, desk.sign(), whole, [report])

    found = {one.incident: one for one in desk.look()}
    part = found[desk.incident("herald/b")]

    assert desk.incident("herald/b") != whole
    assert (part.move, part.number, part.earlier[:1]) == ("update", 1, (alert_id("all", whole, 1),))
    assert f"part of incident {whole}" in part.reason


def test_a_watch_tried_as_things_came_tells_of_merges_and_splits_as_it_did(desk: Desk) -> None:
    desk.come("courier/a", "wave/e")
    done = merge(desk.ledger, desk.sign(), [desk.incident("courier/a"), desk.incident("wave/e")])
    desk.look()
    assert done.act is not None
    undo(desk.ledger, desk.sign(), done.act.id)
    desk.look()

    tried = rehearse_watch(desk.ledger, ALL, NOW, desk.now, by="arrived")

    moves = ["alert", "alert", "cancel", "update", "alert", "update"]
    assert sorted(one.move for one in desk.raised) == sorted(moves)
    assert sorted((one.id, one.move) for one in tried) == sorted((one.id, one.move) for one in desk.raised)


def test_a_correction_cancels_what_no_longer_meets_the_watch(tmp_path: Path) -> None:
    desk = open_desk(tmp_path, LARGE)
    assert told(desk.come("herald/b")) == [("large", "alert", 1, "Kisumu")]
    incident = desk.ledger.incident(desk.incident("herald/b"))
    claim = next(fact.support[0] for fact in incident.facts if fact.field == "killed")
    correct(desk.ledger, desk.sign(), claim, Right(words="2"))

    (alert,) = desk.look()

    assert alert.move == "cancel"
    assert alert.reason == "It no longer meets the watch: it no longer reaches 5 killed."
    assert [one.sentence for one in alert.differences] == ["killed: 2, before: 5"]


def test_an_article_that_is_withdrawn_takes_its_incident_with_it(desk: Desk) -> None:
    desk.come("courier/a")
    incident = desk.incident("courier/a")
    desk.wait()
    with desk.ledger.transaction():
        desk.ledger.close_incident(incident, None, desk.now)

    (alert,) = desk.look()

    assert (alert.move, alert.reason) == ("cancel", "No report tells of it any more.")
    assert alert.earlier == (alert_id("all", incident, 1),)


# --- watches come and go --------------------------------------------------------------------------


def test_a_new_watch_does_not_ring_for_the_past(desk: Desk) -> None:
    desk.come("courier/a")
    desk.wait()
    desk.ledger.watches.save(Watch(name="late"), desk.now)

    assert told(desk.come("wave/e", "times/c")) == [
        ("all", "alert", 1, "Garissa"),
        ("late", "alert", 1, "Garissa"),
    ]


def test_a_new_watch_is_told_what_becomes_of_what_was_there(desk: Desk) -> None:
    desk.come("courier/a")
    desk.wait()
    desk.ledger.watches.save(LARGE, desk.now)

    raised = [one for one in desk.come("herald/b") if one.watch == "large"]

    assert told(raised) == [("large", "alert", 1, "Kisumu")]


def test_what_was_large_before_a_watch_began_is_not_told_by_it(desk: Desk) -> None:
    desk.come("courier/a")
    desk.come("herald/b")
    desk.wait()
    desk.ledger.watches.save(LARGE, desk.now)

    assert [one for one in desk.come("times/c") if one.watch == "large"] == []


def test_a_watch_from_the_past_tells_what_is_there_and_fresh(desk: Desk) -> None:
    desk.come("courier/a", "echo/f")
    desk.wait()
    desk.ledger.watches.save(Watch(name="late"), desk.now, from_past=True)

    assert told(desk.look()) == [("late", "alert", 1, "Kisumu")]


def test_a_paused_watch_says_nothing_and_catches_up_on_what_it_told(desk: Desk) -> None:
    desk.come("courier/a")
    desk.ledger.watches.pause("all", desk.now)
    desk.wait()
    assert desk.come("herald/b", "wave/e") == []
    desk.wait()
    desk.ledger.watches.resume("all", desk.now)

    assert told(desk.look()) == [("all", "update", 2, "Kisumu")]


def test_a_watch_that_is_paused_hears_of_what_went_meanwhile(desk: Desk) -> None:
    desk.come("courier/a", "wave/e")
    desk.ledger.watches.pause("all", desk.now)
    merge(desk.ledger, desk.sign(), [desk.incident("courier/a"), desk.incident("wave/e")])
    assert desk.look() == []
    desk.ledger.watches.resume("all", desk.now)

    assert sorted(one.move for one in desk.look()) == ["cancel", "update"]


def test_what_no_longer_is_asked_for_is_let_go_without_a_word(desk: Desk) -> None:
    desk.come("courier/a")
    desk.ledger.watches.save(Watch(name="all", kinds=("bombing",)), desk.now)
    desk.wait()

    assert desk.come("herald/b") == []


def test_what_was_held_back_for_a_watch_that_is_removed_is_let_go(desk: Desk) -> None:
    desk.come("courier/a")
    desk.come("herald/b")
    desk.ledger.watches.remove("all")
    desk.ledger.watches.save(LARGE, desk.now)
    desk.wait()

    assert desk.look() == []
    assert raise_alerts(desk.ledger, desk.now).next_at is None


def test_without_watches_changes_are_passed_over(tmp_path: Path) -> None:
    desk = open_desk(tmp_path)
    desk.come("courier/a")

    assert desk.ledger.threads.cursor() == desk.ledger.threads.last()


def test_a_bounded_run_says_that_more_waits(desk: Desk) -> None:
    desk.add("courier/a", "post/d", "wave/e")

    first = raise_alerts(desk.ledger, desk.now, limit=2)
    rest = raise_alerts(desk.ledger, desk.now, limit=2)

    assert (len(first), first.behind, len(rest), rest.behind) == (2, True, 1, False)


# --- crashes --------------------------------------------------------------------------------------


class _Broken(Exception):
    """What stops a run in the middle."""


@pytest.mark.parametrize("where", ["alerts.add", "outbox.put", "threads.keep", "threads.move"])
def test_a_run_that_is_stopped_anywhere_leaves_nothing_and_comes_again(
    desk: Desk, where: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.add("courier/a", "post/d")
    part, name = where.split(".")

    with monkeypatch.context() as broken:
        broken.setattr(type(getattr(desk.ledger, part)), name, _break)
        with pytest.raises(_Broken):
            desk.look()

    assert desk.ledger.alerts.list() == ()
    assert desk.ledger.threads.cursor() == 0
    assert told(desk.look()) == [("all", "alert", 1, "Kisumu"), ("all", "alert", 1, "Mombasa")]


def _break(*_: object, **__: object) -> None:
    raise _Broken


def test_damaged_books_stop_the_run_in_one_line(desk: Desk) -> None:
    desk.come("courier/a")
    _damage(desk.ledger)
    desk.wait()

    with pytest.raises(LedgerUnavailable, match="damaged"):
        desk.come("herald/b")


def _damage(ledger: Ledger) -> None:
    ledger._database.plain("UPDATE alert_threads SET told = '{'")


def test_steps_are_longer_than_updates_wait() -> None:
    assert timedelta(minutes=5) < STEP
