"""Who may use the desk, as the ledger keeps it: names, tokens, sessions, the log of writes."""

from datetime import timedelta

import pytest

from tests.builders import NOW
from twosource.errors import InputError, NoSuchRecord
from twosource.store import Ledger
from twosource.store.people import Known, RoleName, Token, Written, digest_of


def known(name: str = "Amina", role: RoleName = "reviewer", password: str | None = "kept") -> Known:
    return Known(name=name, role=role, password=password, made_at=NOW)


def token(secret: str, *, days: int | None = None, person: str = "Amina") -> Token:
    until = None if days is None else NOW + timedelta(days=days)
    return Token(name=digest_of(secret)[:8], person=person, label="mirror", made_at=NOW, expires_at=until)


def test_whoever_is_added_is_found_by_their_name_however_it_is_written(ledger: Ledger) -> None:
    assert ledger.people.is_empty()
    ledger.people.add(known())

    assert not ledger.people.is_empty()
    assert ledger.people.find(" AMINA ") == known()
    assert ledger.people.all() == (known(),)


def test_a_name_is_given_once(ledger: Ledger) -> None:
    ledger.people.add(known())
    with pytest.raises(InputError, match="there already"):
        ledger.people.add(known("amina", "admin"))


@pytest.mark.parametrize("name", ["", "  ", "a\nb", "\u202eanima", "x" * 81], ids=ascii)
def test_what_can_not_stand_in_a_line_is_no_name(ledger: Ledger, name: str) -> None:
    with pytest.raises(InputError, match="can't be a name"):
        ledger.people.add(known(name))


def test_whoever_is_removed_takes_tokens_and_sessions_with_them(ledger: Ledger) -> None:
    ledger.people.add(known())
    ledger.people.add_token(digest_of("t"), token("t"))
    ledger.people.begin(digest_of("s"), "Amina", NOW)

    ledger.people.remove("amina")

    assert ledger.people.is_empty()
    assert ledger.people.bearer(digest_of("t"), NOW) is None
    assert ledger.people.session(digest_of("s")) is None
    with pytest.raises(NoSuchRecord):
        ledger.people.remove("amina")


def test_a_token_counts_until_it_is_over_or_revoked(ledger: Ledger) -> None:
    ledger.people.add(known())
    ledger.people.add_token(digest_of("a"), token("a", days=30))
    ledger.people.add_token(digest_of("b"), token("b"))

    later = NOW + timedelta(days=30)
    assert ledger.people.bearer(digest_of("a"), NOW) == known()
    assert ledger.people.bearer(digest_of("a"), later) is None
    assert ledger.people.bearer(digest_of("b"), later) == known()
    assert ledger.people.revoke(digest_of("b")[:8]) == token("b")
    assert ledger.people.bearer(digest_of("b"), NOW) is None
    assert ledger.people.tokens("AMINA") == (token("a", days=30),)
    with pytest.raises(NoSuchRecord):
        ledger.people.revoke("%")


@pytest.mark.sqlite_file("its bytes")
def test_nothing_kept_tells_a_token(ledger: Ledger) -> None:
    ledger.people.add(known())
    ledger.people.add_token(digest_of("a secret"), token("a secret"))
    assert b"a secret" not in ledger.path.read_bytes() + ledger.path.with_name("ledger.db-wal").read_bytes()


def test_a_session_is_known_by_its_digest_until_it_is_ended(ledger: Ledger) -> None:
    ledger.people.add(known())
    ledger.people.begin(digest_of("s"), "amina", NOW)
    ledger.people.see(digest_of("s"), NOW + timedelta(hours=1))

    found = ledger.people.session(digest_of("s"))
    assert found is not None
    assert (found.person, found.started_at, found.seen_at) == (known(), NOW, NOW + timedelta(hours=1))
    ledger.people.end(digest_of("s"))
    assert ledger.people.session(digest_of("s")) is None


@pytest.mark.parametrize("what", [{"password": "other"}, {"role": "admin"}], ids=["password", "role"])
def test_whoever_is_changed_is_signed_out(ledger: Ledger, what: dict[str, str]) -> None:
    ledger.people.add(known())
    ledger.people.begin(digest_of("s"), "Amina", NOW)
    ledger.people.change("amina", **what)

    changed = ledger.people.get("Amina")
    assert {name: getattr(changed, name) for name in what} == what
    assert ledger.people.session(digest_of("s")) is None


def test_old_sessions_are_ended_together(ledger: Ledger) -> None:
    ledger.people.add(known())
    for secret, started, seen in (("idle", 2, 2), ("long", 9, 0), ("good", 2, 0)):
        ledger.people.begin(digest_of(secret), "Amina", NOW - timedelta(days=started))
        ledger.people.see(digest_of(secret), NOW - timedelta(days=seen))
    ledger.people.end_old(started_before=NOW - timedelta(days=7), seen_before=NOW - timedelta(days=1))

    assert [secret for secret in ("idle", "long", "good") if ledger.people.session(digest_of(secret))] == [
        "good"
    ]


def test_the_log_is_read_from_its_end(ledger: Ledger) -> None:
    lines = [Written(at=NOW, who="Amina", what=f"POST /review/{number}", result="303") for number in range(5)]
    for line in lines:
        ledger.people.note(line)

    newest = ledger.people.log(most=2)
    before = ledger.people.log(most=2, before=newest[-1].seq)
    assert [line.what for line in (*newest, *before)] == [f"POST /review/{number}" for number in (4, 3, 2, 1)]
    assert ledger.people.count_log() == 5
