"""What is said, and what it amounts to: reports, claims with their evidence, and facts."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, get_args

from twosource.api.accepting import ANNOTATION
from twosource.api.answers import JSON, Answer, Page, answer, answer_page
from twosource.api.cursors import PAGING, take_page
from twosource.api.operations import Call, Gives, Operation, Parameter
from twosource.api.parameters import FILTERS, LENS, id_param
from twosource.api.schemas import page_of, ref, wire_schemas
from twosource.api.walking import Told, walk_parts
from twosource.asking import Asked, read_asked
from twosource.asking.words import parse_choice
from twosource.ids import ArticleId, IncidentId, ReportId
from twosource.model import Claim, Fact, Field, Report
from twosource.review import find_claim
from twosource.store import Ledger
from twosource.wire import JsonObject, claim_line, fact_to_json, report_line
from twosource.wire.annotations import annotation_line

_FIELDS: Final[dict[str, Field]] = {name: name for name in get_args(Field)}
_REPORT: Final = id_param("r", "a report", 16)
_CLAIM: Final = id_param("c", "a claim", 16)
_FIELD: Final = Parameter(
    name="field",
    says="About any of these fields only.",
    schema={"type": "string", "enum": [name.replace(" ", "-") for name in _FIELDS]},
    many=True,
)


def list_facts(call: Call) -> Answer:
    """Return a page of facts of the incidents asked for."""
    asked, fields = call.read(read_asked), _read_fields(call)
    page = take_page(call, walk_parts(call, asked, lambda told: _facts(told, asked, fields), fields))
    return answer_page(call.request, _with(page, [_fact_line(one, fact) for one, fact in page.items]))


def _facts(told: Told, asked: Asked, fields: Sequence[Field]) -> list[Fact]:
    return [
        fact
        for fact in told.incident.facts
        if (not fields or fact.field in fields) and (not asked.statuses or fact.status in asked.statuses)
    ]


def list_reports(call: Call) -> Answer:
    """Return a page of reports of the incidents asked for, with their claims."""
    page = take_page(call, walk_parts(call, call.read(read_asked), lambda told: told.load_reports()))
    addresses = _addresses(call.ledger, (report.article for _, report in page.items))
    lines = [report_line(one, address=addresses[one.article], incident=home) for home, one in page.items]
    return answer_page(call.request, _with(page, lines))


def list_claims(call: Call) -> Answer:
    """Return a page of claims of the incidents asked for."""
    asked, fields = call.read(read_asked), _read_fields(call)
    page = take_page(call, walk_parts(call, asked, lambda told: _claims(told, fields)))
    addresses = _addresses(call.ledger, (claim.evidence.article for _, claim in page.items))
    lines = [
        claim_line(one, address=addresses[one.evidence.article], incident=home) for home, one in page.items
    ]
    return answer_page(call.request, _with(page, lines))


def _claims(told: Told, fields: Sequence[Field]) -> list[Claim]:
    claims = (claim for report in told.load_reports() for claim in report.claims)
    return [claim for claim in claims if not fields or claim.field in fields]


def show_report(call: Call) -> Answer:
    """Return one report with its claims."""
    report = call.ledger.report(call.id)
    address = _addresses(call.ledger, [report.article])[report.article]
    return answer(report_line(report, address=address, incident=_home(call.ledger, report)))


def show_claim(call: Call) -> Answer:
    """Return one claim, or the annotation that it is."""
    if call.wants != JSON:
        return show_annotation(call)
    claim = find_claim(call.ledger, call.id)
    address = _addresses(call.ledger, [claim.evidence.article])[claim.evidence.article]
    return answer(claim_line(claim, address=address, incident=_home_of(call.ledger, claim.report)))


def show_annotation(call: Call) -> Answer:
    """Return a claim as a W3C Web Annotation."""
    claim = find_claim(call.ledger, call.id)
    article = call.ledger.article(claim.evidence.article)
    base = call.request.scope["path"].partition("claims/")[0]
    made = answer(annotation_line(claim, article, base=f"{_origin(call)}{base}"))
    return Answer(content=made.content, media_type=ANNOTATION)


def _origin(call: Call) -> str:
    """Return scheme and host as the asker used them: an annotation's ids are whole addresses."""
    url = call.request.url
    return f"{url.scheme}://{url.netloc}"


def _read_fields(call: Call) -> tuple[Field, ...]:
    return call.many("field", lambda words: parse_choice(words, _FIELDS, "field"))


def _addresses(ledger: Ledger, articles: Iterable[ArticleId]) -> dict[ArticleId, str]:
    """Return where articles came from, the replaced ones among them."""
    return {name: article.address for name, article in ledger.articles_by_id(set(articles)).items()}


def _home(ledger: Ledger, report: Report) -> IncidentId | None:
    return _home_of(ledger, report.id)


def _home_of(ledger: Ledger, report: ReportId) -> IncidentId | None:
    member = ledger.members([report]).get(report)
    return None if member is None else member.incident


def _with(page: Page, items: list[Any]) -> Page:
    return Page(items=items, after=page.after)


def _fact_line(incident: IncidentId, fact: Fact) -> JsonObject:
    return {"incident": incident, **fact_to_json(fact)}


# --- what is asked --------------------------------------------------------------------------------


def _fact_schema() -> dict[str, Any]:
    """Return the shape of a fact with its incident in front."""
    fact = wire_schemas()["Fact"]
    return {
        **fact,
        "title": "IncidentFact",
        "properties": {"incident": ref("IncidentId"), **fact["properties"]},
        "required": ["incident", *fact["required"]],
    }


_SELECTOR: Final = {
    "oneOf": [
        {
            "type": "object",
            "title": "TextQuoteSelector",
            "properties": {
                "type": {"const": "TextQuoteSelector"},
                "exact": {"type": "string"},
                "prefix": {"type": "string"},
                "suffix": {"type": "string"},
            },
            "required": ["type", "exact", "prefix", "suffix"],
            "additionalProperties": False,
        },
        {
            "type": "object",
            "title": "TextPositionSelector",
            "properties": {
                "type": {"const": "TextPositionSelector"},
                "start": {"type": "integer", "minimum": 0},
                "end": {"type": "integer", "minimum": 1},
            },
            "required": ["type", "start", "end"],
            "additionalProperties": False,
        },
    ]
}
#: The shapes that are this module's own.
SCHEMAS: Final = {
    "IncidentFact": _fact_schema(),
    "FactPage": page_of("IncidentFact"),
    "ReportPage": page_of("Report"),
    "ClaimPage": page_of("Claim"),
    "Annotation": {
        "type": "object",
        "title": "Annotation",
        "description": "A claim as a W3C Web Annotation (https://www.w3.org/TR/annotation-model/).",
        "properties": {
            "@context": {"type": "array"},
            "id": {"type": "string", "format": "uri"},
            "type": {"const": "Annotation"},
            "motivation": {"const": "identifying"},
            "created": {"type": "string", "format": "date-time"},
            "generator": {"type": "object"},
            "body": {"type": "object", "description": "The words of the value, and the value they make."},
            "target": {
                "type": "object",
                "properties": {
                    "type": {"const": "SpecificResource"},
                    "source": {
                        "type": "object",
                        "description": "The article's kept text, with the digest of its UTF-8.",
                        "properties": {
                            "id": {"type": "string", "format": "uri"},
                            "type": {"const": "Text"},
                            "format": {"const": "text/plain"},
                            "language": {"type": "string"},
                            "digest": {"type": "string", "pattern": "^blake2b-128:[0-9a-f]{32}$"},
                        },
                        "required": ["id", "type", "format", "language", "digest"],
                    },
                    "selector": {"type": "array", "items": _SELECTOR, "minItems": 2},
                },
                "required": ["type", "source", "selector"],
            },
        },
        "required": [
            "@context", "id", "type", "motivation", "created", "generator", "body", "target"
        ],
        "additionalProperties": False,
    },
}  # fmt: skip

_SHORT: Final = "A page may hold fewer than there are left, or none: go on as long as there is a `next`."
_OF_INCIDENTS: Final = (*FILTERS, *LENS, *PAGING)
OPERATIONS: Final = (
    Operation(
        name="list_facts",
        path="/facts",
        tag="claims",
        title="Facts",
        says=f"Facts of the incidents that pass all filters. With `status`, the facts of these only. {_SHORT}",
        params=(_FIELD, *_OF_INCIDENTS),
        gives=Gives(says="A page of facts.", schemas={JSON: ref("FactPage")}, is_paged=True),
        do=list_facts,
    ),
    Operation(
        name="list_claims",
        path="/claims",
        tag="claims",
        title="Claims",
        says=f"Claims of the incidents that pass all filters, each with its quote and voice. {_SHORT}",
        params=(_FIELD, *_OF_INCIDENTS),
        gives=Gives(says="A page of claims.", schemas={JSON: ref("ClaimPage")}, is_paged=True),
        do=list_claims,
    ),
    Operation(
        name="show_claim",
        path="/claims/{id}",
        tag="claims",
        title="One claim",
        says="A claim as it stands, as JSON or as a W3C Web Annotation of its article.",
        params=(_CLAIM,),
        gives=Gives(says="The claim.", schemas={JSON: ref("Claim"), ANNOTATION: ref("Annotation")}),
        problems=(404,),
        do=show_claim,
    ),
    Operation(
        name="show_annotation",
        path="/claims/{id}/annotation",
        tag="claims",
        title="One claim as an annotation",
        says="The same as a W3C Web Annotation, for whoever can't send Accept.",
        params=(_CLAIM,),
        gives=Gives(says="The annotation.", schemas={ANNOTATION: ref("Annotation")}),
        problems=(404,),
        do=show_annotation,
    ),
    Operation(
        name="list_reports",
        path="/reports",
        tag="claims",
        title="Reports",
        says="What single articles tell of the incidents that pass all filters, with all claims.",
        params=_OF_INCIDENTS,
        gives=Gives(says="A page of reports.", schemas={JSON: ref("ReportPage")}, is_paged=True),
        do=list_reports,
    ),
    Operation(
        name="show_report",
        path="/reports/{id}",
        tag="claims",
        title="One report",
        says="A report with its claims.",
        params=(_REPORT,),
        gives=Gives(says="The report.", schemas={JSON: ref("Report")}),
        problems=(404,),
        do=show_report,
    ),
)
