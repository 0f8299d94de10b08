"""``twosource tally --press``: what articles count, set against the ledger."""

from collections.abc import Iterator
from typing import Final

from twosource.briefs import FactBrief, make_brief
from twosource.cli.screen import Column, Meaning, Piece, open_screen
from twosource.cli.settings import Settings
from twosource.cli.wording import show_value
from twosource.model import PressTally
from twosource.store import Filter, Ledger

_COLUMNS: Final = (
    Column(name="verdict", whole=True), Column(name="the press counts"), Column(name="why"), Column(name="told in"),
)  # fmt: skip
_VERDICTS: Final[dict[str, Meaning]] = {"supported": "good", "contradicted": "bad", "cannot say": "unknown"}


def show_press(settings: Settings, ledger: Ledger) -> None:
    """Show every count made by an article with the ledger's verdict."""
    checked = list(_checked(ledger))
    if settings.json:
        _print_json(checked)
        return
    screen = open_screen(settings)
    if not checked:
        screen.line("No article of this ledger counts incidents.")
        return
    rows = []
    for incident, one in checked:
        assert one.check is not None
        verdict = Piece(one.check.verdict, _VERDICTS[one.check.verdict])
        rows.append((verdict, show_value(one.fact.value), one.check.why, Piece(incident, "id")))
    screen.table(_COLUMNS, rows)


def _checked(ledger: Ledger) -> Iterator[tuple[str, FactBrief]]:
    for incident in ledger.incidents(Filter()):
        if any(isinstance(fact.value, PressTally) for fact in incident.facts):
            brief = make_brief(ledger, incident.id)
            yield from ((incident.id, one) for one in brief.facts if one.check is not None)


def _print_json(checked: list[tuple[str, FactBrief]]) -> None:
    from twosource.cli.printing import print_json_list  # noqa: PLC0415
    from twosource.wire import fact_to_json  # noqa: PLC0415

    print_json_list(
        {
            "incident": incident,
            "fact": fact_to_json(one.fact),
            "verdict": one.check.verdict,
            "why": one.check.why,
            "low": one.check.low,
            "high": one.check.high,
            "counted": list(one.check.counted),
            "borderline": list(one.check.borderline),
        }
        for incident, one in checked
        if one.check is not None
    )
