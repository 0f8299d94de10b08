"""Articles, reports and incidents beside gold: what they say of themselves, what belongs together."""

from collections.abc import Iterator
from datetime import datetime

from eval.claims import field_of
from eval.pairing import Pairing
from eval.shapes import GoldArticle, GoldFact, GoldIncident, Line, MustNot
from eval.values import same_value
from eval.words import strings_of
from twosource.text import fold


def check_articles(pairing: Pairing) -> Iterator[str]:
    """Say what is amiss with titles, outlets, newsrooms, times, kept text and reports."""
    for article in pairing.gold.articles:
        line = pairing.lines.get(article.id)
        if line is None:
            yield f"{article.id}: the article was not found"
            continue
        yield from _check_metadata(article, line["article"])
        yield from _check_text(article, line["article"]["text"])
        yield from _check_reports(article, line)


def check_quotes(pairing: Pairing) -> Iterator[str]:
    """Name every claim of the program whose quote is not in its article at its offsets."""
    texts = {line["article"]["id"]: line["article"]["text"] for line in pairing.product.articles}
    for claim in pairing.product.claims:
        text = texts.get(claim["article"])
        if text is None:
            yield f"{claim['id']}: its article {claim['article']} was not printed"
        elif text[claim["start"] : claim["end"]] != claim["quote"] or not claim["quote"].strip():
            yield f"{claim['id']}: “{claim['quote']}” is not in {claim['address']} at {claim['start']}"


def check_must_not(pairing: Pairing) -> Iterator[str]:
    """Name every forbidden value that was read into an article's main report."""
    for ban in pairing.gold.must_not:
        for claim in _main_claims(pairing.lines.get(ban.article)):
            if field_of(claim) == ban.field and _hits(ban, claim):
                yield f"{ban.article}: {ban.field} {ban.value} ({ban.why}) read from “{claim['quote']}”"


def check_together(pairing: Pairing) -> Iterator[str]:
    """Say which articles of one incident were kept apart, and which of two were joined."""
    home = {name: find_incident(pairing, name) for name in pairing.lines}
    for incident in pairing.gold.incidents:
        homes = {name: (home.get(name) or {}).get("id") for name in incident.articles}
        if len(set(homes.values())) > 1 or None in homes.values():
            yield f"{incident.id}: told by several incidents or none: {homes}"
    for left, right in pairing.gold.apart:
        if home.get(left) is not None and home.get(left) == home.get(right):
            yield f"{left} and {right} must stay apart"
    yield from _check_also(pairing)


def check_facts(pairing: Pairing) -> Iterator[str]:
    """Say which facts of which incident are missing or differ in value, status or numbers."""
    for incident in pairing.gold.incidents:
        found = _find_told(pairing, incident)
        for fact in incident.facts:
            problem = "no incident" if found is None else _fact_problem(fact, found)
            if problem:
                yield f"{incident.id}: {fact.field}: {problem}"


def find_incident(pairing: Pairing, article: str) -> Line | None:
    """Return the incident that an article's main report belongs to, or None."""
    line = pairing.lines.get(article)
    main = next((report["id"] for report in (line or {}).get("reports", ()) if report["main"]), None)
    return next((incident for incident in pairing.product.incidents if main in incident["reports"]), None)


def _check_metadata(article: GoldArticle, printed: Line) -> Iterator[str]:
    for name in ("title", "outlet"):
        wanted, given = getattr(article, name), printed[name]
        if wanted is not None and fold(wanted) != fold(given or ""):
            yield f"{article.id}: {name} is {given!r}, not {wanted!r}"
    newsrooms = {fold(name) for name in article.newsrooms}
    if newsrooms and fold(printed["newsroom"] or "") not in newsrooms:
        yield f"{article.id}: newsroom is {printed['newsroom']!r}, not {' or '.join(sorted(article.newsrooms))!r}"
    for name in ("published", "updated"):
        wanted, given = getattr(article, name), printed[name]
        if (wanted is not None or name == "published") and not _same_instant(wanted, given):
            yield f"{article.id}: {name} is {given}, not {wanted}"


def _same_instant(wanted: str | None, given: str | None) -> bool:
    if wanted is None or given is None:
        return wanted == given
    if len(wanted) == len("2024-03-12"):
        return given.startswith(wanted)
    return len(given) > len("2024-03-12") and datetime.fromisoformat(given) == datetime.fromisoformat(wanted)


def _check_text(article: GoldArticle, text: str) -> Iterator[str]:
    for words in article.dropped_text:
        if words in text:
            yield f"{article.id}: “{words}” was kept"


def _check_reports(article: GoldArticle, line: Line) -> Iterator[str]:
    told = [report for report in line["reports"] if not report.get("recalled")]
    if not article.incident and told:
        yield f"{article.id}: tells of no incident, but {told[0]['kind']} was read"
    if article.incident and not told:
        yield f"{article.id}: no report was read"


def _check_also(pairing: Pairing) -> Iterator[str]:
    for incident in pairing.gold.incidents:
        found = _find_told(pairing, incident)
        for name in incident.also:
            if found is None or pairing.ids.get(name) not in found["articles"]:
                yield f"{incident.id}: {name} also tells of it, but was not joined to it"


def _find_told(pairing: Pairing, incident: GoldIncident) -> Line | None:
    """Return the incident of the first article; for those told only in passing, the likeliest."""
    if incident.articles:
        return next((i for name in incident.articles if (i := find_incident(pairing, name))), None)
    ids = {pairing.ids.get(name) for name in incident.also}
    near = [found for found in pairing.product.incidents if ids & set(found["articles"])]
    return next((found for found in near if not any(_fact_problem(f, found) for f in incident.facts)), None)


def _fact_problem(fact: GoldFact, incident: Line) -> str:
    given = [row for row in incident["facts"] if field_of(row) == fact.field]
    if not given:
        return "not among its facts"
    problems = [_differs(fact, row) for row in given]
    return "" if "" in problems else problems[0]


def _differs(fact: GoldFact, row: Line) -> str:
    said = " ".join([*strings_of(row["value"]), row["why"]])
    if row["value"] is None or not same_value(fact.field, fact.value, row["value"], said=said):
        return f"value {row['value']!r}, not {fact.value!r}"
    if row["status"] not in fact.statuses:
        return f"status {row['status']}, not {' or '.join(sorted(fact.statuses))}: {row['why']}"
    wrong = [f"{row[name]} {name}, not {number}" for name, number in fact.numbers if row[name] != number]
    return ", ".join(wrong)


def _main_claims(line: Line | None) -> Iterator[Line]:
    for report in (line or {}).get("reports", ()):
        if report["main"]:
            yield from (claim for claim in report["claims"] if not claim.get("scope"))


def _hits(ban: MustNot, claim: Line) -> bool:
    value = claim["value"]
    if isinstance(ban.value, int):
        return isinstance(value, dict) and value.get("low") == ban.value
    return fold(ban.value) in fold(" | ".join(strings_of(value)))
