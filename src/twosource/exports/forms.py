"""The formats there are, each with its name, what it is and which module of this package writes it.

Nothing is imported before it is asked for, so that help can list them all at once.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final, TypeAlias, cast

from twosource.errors import Refused

if TYPE_CHECKING:
    from twosource.exports.streams import Wanted
    from twosource.lens import Lens
    from twosource.store import Ledger
    from twosource.wire.cells import Column

Pieces: TypeAlias = Iterator[str] | Iterator[bytes]


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """One format: ``says`` tells people what it holds, ``module`` writes it.

    ``ending`` is that of its files, without a dot. ``profile`` names by which profile the format takes its
    values, where that is its own affair; None where the reader may choose. ``needs`` is a module of the extra
    ``tables`` that writing it takes.
    """

    name: str
    module: str
    media_type: str
    ending: str
    says: str
    is_text: bool = True
    profile: str | None = None
    needs: str = ""

    @property
    def is_ready(self) -> bool:
        """Whether the module that it needs is installed."""
        return not self.needs or find_spec(self.needs) is not None

    def pieces(self, ledger: "Ledger", wanted: "Wanted", lens: "Lens") -> Pieces:
        """Yield the export piece by piece; raises Refused for a profile that the format does not take."""
        if self.profile is not None and lens.profile not in {None, self.profile}:
            raise Refused(
                f"{self.name} takes its values by the profile {self.profile!r} and by no other",
                hint="leave the profile out, or take the format csv, parquet or geojson",
            )
        write = cast("Callable[[Ledger, Wanted, Lens], Pieces]", self._written_by("pieces"))
        return write(ledger, wanted, lens)

    @property
    def columns(self) -> "tuple[Column, ...]":
        """Return the columns of a table; empty for a format that is none."""
        return cast("tuple[Column, ...]", self._written_by("COLUMNS"))

    def _written_by(self, name: str) -> object:
        return getattr(import_module(f"twosource.exports.{self.module}"), name)


_CSV: Final = "text/csv; charset=utf-8"
_PARQUET: Final = "application/vnd.apache.parquet"
_LINES: Final = "application/x-ndjson"

_ALL: Final = (
    Form(name="csv", module="plain", media_type=_CSV, ending="csv",
         says="Incidents for a spreadsheet, a row each, with ranges instead of single figures."),
    Form(name="acled", module="acled", media_type=_CSV, ending="csv", profile="conservative",
         says="Incidents in the columns of ACLED: the most conservative figure, disputes in the notes."),
    Form(name="ucdp-ged", module="ged", media_type=_CSV, ending="csv", profile="range",
         says="Incidents in the columns of the UCDP GED: best, low and high, precision of date and place."),
    Form(name="ibc", module="ibc", media_type=_CSV, ending="csv", profile="range",
         says="Incidents in the columns of Iraq Body Count: minimum and maximum, sources, witnesses."),
    Form(name="event-reports", module="event_reports", media_type=_CSV, ending="csv", profile="range",
         says="A row for each incident and report, as the R package eventreport reads them."),
    Form(name="incidents-jsonl", module="incidents", media_type=_LINES, ending="jsonl",
         says="Incidents with all their facts, a JSON object a line."),
    Form(name="claims-jsonl", module="claims", media_type=_LINES, ending="jsonl",
         says="Claims with their quotes and voices, a JSON object a line."),
    Form(name="claims-csv", module="claims_table", media_type=_CSV, ending="csv",
         says="Claims for a spreadsheet or R, a row each, with quote, voice and outlet."),
    Form(name="parquet", module="incidents_parquet", media_type=_PARQUET, ending="parquet", is_text=False, needs="pyarrow",
         says="Incidents in typed columns, for pandas, DuckDB and the like."),
    Form(name="claims-parquet", module="claims_parquet", media_type=_PARQUET, ending="parquet", is_text=False, needs="pyarrow",
         says="Claims in typed columns."),
    Form(name="geojson", module="maps", media_type="application/geo+json", ending="geojson",
         says="A map: a feature for each incident (RFC 7946)."),
    Form(name="ftm", module="ftm", media_type=_LINES, ending="jsonl",
         says="Entities of FollowTheMoney, a JSON object a line: events, articles, parties, places."),
    Form(name="ftm-statements", module="ftm_statements", media_type=_CSV, ending="csv",
         says="The same value by value, as followthemoney reads statements."),
    Form(name="stix", module="stix", media_type="application/stix+json;version=2.1", ending="json",
         says="A STIX 2.1 bundle: incidents, reports, places, parties, a note for each quoted claim."),
)  # fmt: skip

#: Every format by its name, in the order people are shown them.
FORMS: Final[Mapping[str, Form]] = {form.name: form for form in _ALL}


def get_form(name: str) -> Form:
    """Return a format; raises ValueError for a name that none has, and says which there are."""
    if name not in FORMS:
        raise ValueError(f"{name!r} is no format: it is one of {', '.join(FORMS)}")
    return FORMS[name]
