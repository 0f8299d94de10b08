"""The parameters that several operations share, with their schemas: filters, lenses, ids."""

from typing import Any, Final

from twosource.api.operations import Parameter
from twosource.asking import FILTER_PARAMS, GROUPS, TOLLS
from twosource.asking.words import INSTANT
from twosource.knowledge.kinds import load_kinds
from twosource.model import Status
from twosource.reconcile import load_profiles

_LAT: Final = r"-?(90(\.0{1,6})?|[0-8]?\d(\.\d{1,6})?)"
_LON: Final = r"-?(180(\.0{1,6})?|(1[0-7]\d|\d{1,2})(\.\d{1,6})?)"
_KM: Final = r"([1-9]\d{0,3}(\.\d{1,6})?|1\d{4}|20000|0\.\d{0,5}[1-9])"
_WORDS: Final = {
    "type": "string",
    "minLength": 1,
    "maxLength": 300,
    "pattern": r"[^\s\u0000-\u001f\u007f-\u009f]",
}


def _named(names: Any) -> dict[str, Any]:
    return {"type": "string", "enum": [name.replace(" ", "-") for name in names]}


MOMENT: Final[dict[str, Any]] = {"type": "string", "pattern": f"^{INSTANT}$"}
CIRCLE: Final[dict[str, Any]] = {"type": "string", "pattern": f"^{_LAT},{_LON},{_KM}$"}
BOX: Final[dict[str, Any]] = {"type": "string", "pattern": f"^{_LON},{_LAT},{_LON},{_LAT}$"}
KIND: Final = _named(load_kinds())
WORDS: Final[dict[str, Any]] = _WORDS
_STATUS: Final = _named(status.value for status in Status)
_SWITCH: Final[dict[str, Any]] = {"type": "boolean"}

_FILTER_SCHEMAS: Final[dict[str, dict[str, Any]]] = {
    "since": MOMENT, "until": MOMENT, "place": WORDS, "near": CIRCLE, "box": BOX, "kind": KIND, "actor": WORDS,
    "status": _STATUS, "voices": {"type": "integer", "minimum": 1, "maximum": 1_000_000},
    "single_source": _SWITCH, "with_place": _SWITCH, "text": WORDS, "updated_since": MOMENT,
}  # fmt: skip
_EXAMPLES: Final = {
    "since": "2023-12-01", "until": "2023-12-31", "place": "Kirkuk", "near": "33.31,44.37,25",
    "box": "43,32,46,35", "text": '"green zone"', "actor": "gunmen",
    "updated_since": "2023-12-08T15:00:00+03:00",
}  # fmt: skip

#: Which incidents: as the desk's pages and the command line have it.
FILTERS: Final = tuple(
    Parameter(
        name=param.name,
        says=param.says,
        schema=_FILTER_SCHEMAS[param.name],
        many=param.many,
        example=_EXAMPLES.get(param.name),
    )
    for param in FILTER_PARAMS
)

#: As of when, and by which profile.
LENS: Final = (
    Parameter(
        name="as_of",
        says="As it stood at this moment; a bare day: at its end (UTC).",
        schema=MOMENT,
        example="2023-12-08",
    ),
    Parameter(
        name="as_of_by",
        says="What counts for as_of: what had been printed by then, or what this ledger held.",
        schema={"type": "string", "enum": ["printed", "arrived"], "default": "printed"},
    ),
    Parameter(
        name="profile",
        says="Take values by this profile of reconciling instead of the desk's.",
        schema=_named(load_profiles()),
    ),
)

#: What is counted, and how it is laid out.
QUESTION: Final = (
    Parameter(
        name="since",
        says="Happened on this day or later, by the calendar there.",
        schema=MOMENT,
        example="2023-10-07",
    ),
    Parameter(name="until", says="Happened on this day or earlier.", schema=MOMENT, example="2023-12-31"),
    Parameter(name="kind", says="Of any of these kinds, special cases too.", schema=KIND, many=True),
    Parameter(name="place", says="At any of these places, or inside one.", schema=WORDS, many=True),
    Parameter(
        name="near", says="Within so many km of a point: LAT,LON,KM.", schema=CIRCLE, example="33.31,44.37,25"
    ),
    Parameter(name="target", says="Whose target is so named.", schema=WORDS, many=True),
    Parameter(
        name="actor", says="Claimed by any of these parties, or blamed on one.", schema=WORDS, many=True
    ),
    Parameter(
        name="by", says="Count each of these by itself.", schema={"type": "string", "enum": list(GROUPS)}
    ),
    Parameter(
        name="sum",
        says="Add these up, as a range.",
        schema={"type": "string", "enum": list(TOLLS)},
        many=True,
    ),
)


def id_param(letter: str, what: str, digits: int) -> Parameter:
    """Return the parameter of a path that names one record."""
    schema = {"type": "string", "pattern": f"^{letter}_[0-9a-f]{{{digits}}}$"}
    return Parameter(name="id", says=f"Id of {what}, whole.", schema=schema, place="path")
