"""How much a ledger holds in all."""

from dataclasses import replace
from datetime import timedelta

from tests.builders import NOW, make_article
from tests.store.crowd import invent
from twosource.store import Head, Ledger


def test_the_head_counts_what_the_ledger_holds(ledger: Ledger) -> None:
    crowd = [replace(invent(number), printed=NOW - timedelta(days=number)) for number in range(4)]
    for one in crowd:
        one.keep(ledger)
    with ledger.transaction():
        ledger.close_incident(crowd[0].id, crowd[1].id, NOW)
        ledger.save_article(make_article("Not dated.", outlet=None, published=None))
        ledger.save_article(make_article("Elsewhere.", outlet="Reef Mail", published=None))

    assert ledger.head() == Head(incidents=3, articles=6, reports=4, outlets=2, newest_at=NOW)
