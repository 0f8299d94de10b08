"""What must hold of every claim and every fact, whatever the articles are.

Draws on the texts of other sets and on the packaged examples. A quote that is not in its article,
or that does not give the value when read alone, is a fault; so is a fact that is called agreed
among voices when all of them stand in one newsroom's text.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from eval.product import gather
from eval.reading import Given, read_given
from eval.scorers.derivation import is_derivable, is_verbatim
from eval.scorers.oneness import count_texts
from eval.tasks import Comparison, Figure, Outcome, Record, Row, Task, load_records, sample_records, share

#: The sets whose articles are read here, and how many of each: enough to see one fault in a thousand.
SOURCES = ("gva", "gvdb", "hrdsattack", "muc4", "polnear", "re3d")
PER_SOURCE = 150

_EXAMPLES = Path(__file__).parent.parent.parent / "examples" / "wires"
_LEDGER = "examples"


def load(folder: Path) -> list[Record]:
    """Take the same articles of each other set of the folder, by lot, and the examples as one record."""
    records = [Record(id=_LEDGER, data={"files": sorted(path.name for path in _EXAMPLES.rglob("*"))})]
    for name in SOURCES:
        try:
            rows = load_records(folder.parent / name)
        except FileNotFoundError:
            continue
        picked = sample_records(rows, PER_SOURCE, seed=0)
        records += [Record(id=f"{name}:{row.id}", data={"row": _keep(row.data)}) for row in picked]
    return records


def _keep(row: dict[str, Any]) -> dict[str, Any]:
    kept = {key: row.get(key) for key in ("text", "title", "published", "url")}
    return {**kept, "published": kept["published"] or row.get("date")}


def sample(records: Sequence[Record], size: int, seed: int) -> list[Record]:
    """Pick articles by lot; the examples are always among them."""
    ledger = [record for record in records if record.id == _LEDGER]
    return ledger + sample_records([record for record in records if record.id != _LEDGER], size, seed)


def read(records: Sequence[Record]) -> list[Outcome]:
    """Return, of each article, its claims with what is wrong with them; of the examples, their facts."""
    return [_read_ledger() if record.id == _LEDGER else _read_article(record) for record in records]


def _read_article(record: Record) -> Outcome:
    given = read_given(Given(**record.data["row"]))
    if given is None:
        return {"claims": []}
    article, reading = given
    return {
        "claims": [
            {
                "field": claim.field,
                "as_said": claim.as_said,
                "quote": claim.evidence.quote,
                "verbatim": is_verbatim(claim, article),
                "derivable": is_derivable(claim, article.published),
            }
            for report in reading.reports
            for claim in report.claims
        ]
    }


@cache
def _read_ledger() -> Outcome:
    with TemporaryDirectory() as folder:
        product = gather(Path(folder) / "examples.db", [_EXAMPLES])
    texts = {line["article"]["id"]: line["article"]["text"] for line in product.articles}
    article_of = {claim["id"]: claim["article"] for claim in product.claims}
    return {
        "facts": [
            {
                "incident": incident["headline"],
                "field": fact["field"],
                "texts": count_texts([texts[article_of[claim]] for claim in fact["support"]]),
                "newsrooms": fact["newsrooms"],
            }
            for incident in product.incidents
            for fact in incident["facts"]
            if is_called_confirmed(fact)
        ]
    }


def is_called_confirmed(fact: dict[str, Any]) -> bool:
    """Whether the program says that newsrooms or voices independent of each other confirm a fact."""
    return bool(fact["status"] == "agreed" and fact["voices"] > 1)


def score(records: Sequence[Record], outcomes: Sequence[Outcome]) -> list[Figure]:
    """Return the shares of faulty claims and of facts that only seem confirmed; all should be 0."""
    claims = [claim for outcome in outcomes for claim in (outcome or {}).get("claims", ())]
    facts = [fact for outcome in outcomes for fact in (outcome or {}).get("facts", ())]
    return [
        _fault("not_verbatim", [not claim["verbatim"] for claim in claims], "claims whose quote is not in the article"),
        _fault("not_derivable", [not claim["derivable"] for claim in claims], "claims whose quote, read alone, does not give the value"),
        _fault("one_text_confirmed", [fact["texts"] < 2 for fact in facts], "facts called agreed by several voices that stand in one newsroom's text (examples)"),
        Figure(name="ledger.claims", value=len(claims), of=len(records), says="claims looked at", unit="count"),
    ]  # fmt: skip


def _fault(name: str, faults: list[bool], says: str) -> Figure:
    return Figure(
        name=f"ledger.{name}",
        value=share(sum(faults), len(faults)),
        of=len(faults),
        says=f"share of {says}",
        better="lower",
        headline=True,
    )


def compare(_record: Record, outcome: Outcome) -> Comparison:
    """Show each faulty claim, or each fact with the number of texts behind it."""
    return Comparison(text="", rows=tuple(_rows(outcome or {})))


def _rows(outcome: Outcome) -> Iterator[Row]:
    for claim in outcome.get("claims", ()):
        right = claim["verbatim"] and claim["derivable"]
        yield Row(name=claim["field"], gold=claim["quote"], ours=claim["as_said"], right=right)
    for fact in outcome.get("facts", ()):
        texts = f"{fact['texts']} texts, {fact['newsrooms']} newsrooms"
        yield Row(name=fact["field"], gold=fact["incident"], ours=texts, right=fact["texts"] > 1)


TASK = Task(
    name="ledger",
    measures="what must hold of every claim: quotes verbatim, values read again, confirmation by more than one text",
    load=load,
    read=read,
    score=score,
    compare=compare,
    sample=sample,
)
