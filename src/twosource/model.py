"""The frozen values that flow through the pipe, from page to incident.

Nothing here computes anything but checks of its own shape; nothing here touches the outside.
"""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Literal

from twosource.errors import GroundingError
from twosource.ids import ActId, ArticleId, ClaimId, IncidentId, PageId, ReportId
from twosource.text import Span
from twosource.values.count import Count
from twosource.values.party import Party
from twosource.values.place import Place
from twosource.values.when import When

# --- what comes in -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Bytes as received, kept by digest so that every stage can be run again."""

    id: PageId
    address: str  # path or URL it came from
    media_type: str  # what we took it for: "text/html", "application/rss+xml", ...
    content: bytes
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """One would-be article of a page, as its format gave it, before cleaning.

    ``address`` points into the page where it holds several ("feed.xml#3", "wire.jsonl:12").
    Fields the format did not give are None; ``published``/``updated`` are the words as printed,
    so that cleaning can tell where a time was found and how sure its zone is. ``text_from`` says where
    the body is from where it is not the article's own page ("the feed's summary").
    """

    page: PageId
    address: str
    body: str
    body_type: Literal["html", "text"]
    url: str | None = None
    title: str | None = None
    published: str | None = None
    updated: str | None = None
    outlet: str | None = None
    byline: str | None = None
    language: str | None = None
    external_id: str | None = None
    text_from: str | None = None
    fetched_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Dropped:
    """Something left out: what, why (a reason's name), and its words, so it can be had back."""

    what: Literal["article", "paragraph", "report", "candidate", "claim", "record"]
    reason: str
    text: str
    address: str = ""
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An expected failure that did not stop the run: one clear line and where it arose.

    A ``remark`` is told in the same way where nothing was lost by it; it is no failure.
    """

    address: str
    message: str
    hint: str = ""
    remark: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One published text, as printed by one outlet. ``text`` never changes once made.

    ``newsroom`` is who wrote it (an agency, or the outlet itself); None when nothing tells.
    ``found`` says where each piece of metadata was found, as (field, place) pairs.
    """

    id: ArticleId
    address: str
    url: str | None
    outlet: str | None
    newsroom: str | None
    title: str
    published: datetime | None
    updated: datetime | None
    fetched_at: datetime
    language: str | None
    text: str
    digest: str
    cleaner: str
    page: PageId | None = None
    published_precision: Literal["minute", "day"] = "minute"
    found: tuple[tuple[str, str], ...] = ()
    dropped: tuple[Dropped, ...] = ()


class CopyRelation(StrEnum):
    """How an article's text comes from another's."""

    EXACT = "exact"
    NEAR = "near"
    SYNDICATED = "syndicated"
    UPDATED = "updated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Copy:
    """An article whose text comes from another: it adds an outlet, never a voice."""

    article: ArticleId
    original: ArticleId
    relation: CopyRelation
    overlap: float  # share of the shorter text's word 4-grams found in the other, 0..1
    why: str


# --- what is said --------------------------------------------------------------------------------

VoiceKind = Literal[
    "official", "anonymous official", "armed group", "witness", "medical", "social media",
    "document", "newsroom", "organisation", "expert", "person",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who says it. ``body`` is the institution that speaks through it, the unit of independence.

    "the mission", "an embassy spokesperson" and "the US embassy" share one body. A newsroom that
    speaks for itself has kind "newsroom" and its own name, or None where that is not known.
    """

    name: str | None
    kind: VoiceKind
    body: str | None = None


class Certainty(StrEnum):
    """How surely it is said, from the words around it."""

    ASSERTED = "asserted"
    REPORTED = "reported"
    SUSPECTED = "suspected"
    CLAIMED = "claimed"
    DENIED = "denied"
    POSSIBLE = "possible"
    SO_FAR = "so far"


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words that make a claim, and where they stand in the article's kept text."""

    article: ArticleId
    span: Span
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsibility:
    """Who owns up: claimed by somebody, denied by somebody, or claimed by nobody so far."""

    stance: Literal["claimed", "denied", "none claimed"]
    by: Party | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PressTally:
    """A count made by the press: how many of what, where, since when."""

    count: Count
    what: str
    where: tuple[str, ...] = ()
    since: When | None = None
    until: When | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstSince:
    """The press says nothing of the kind happened since some time: "the first ... since ..."."""

    what: str
    since: When | None
    where: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class BackgroundFigure:
    """A figure that belongs to the setting, never to the incident ("2,500 troops in Iraq")."""

    what: str
    count: Count
    where: tuple[str, ...] = ()


Value = str | When | Count | Place | Party | Responsibility | PressTally | FirstSince | BackgroundFigure

#: Names of the fields a claim can be about; knowledge/fields.toml says what each means.
Field = Literal[
    "kind", "when", "time", "place", "impact place", "target", "weapon", "munitions", "salvos",
    "killed", "injured", "casualties", "captured", "damage", "perpetrator", "responsibility",
    "warning", "motive", "quote", "tally", "first since", "background",
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """One value of one field, in one report, with its words, voice and certainty.

    ``scope`` narrows whom or what a count is about ("embassy staff", "children"); "" means all.
    ``via`` are the news media that the text names as handing it on ("told Reuters", "quoted by state
    media"), the one nearest to the voice last; empty where the article has it from the voice itself.
    """

    id: ClaimId
    report: ReportId
    field: Field
    value: Value
    as_said: str
    evidence: Evidence
    voice: Voice
    certainty: Certainty
    origin: str
    made_at: datetime
    scope: str = ""
    via: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one article tells of one incident. An article may hold several; one is the main one.

    ``kind`` is a key of knowledge/kinds.toml. ``spans`` are the sentences it was read from.
    A ``recalled`` report tells of an older incident that the article only looks back on.
    """

    id: ReportId
    article: ArticleId
    kind: str
    main: bool
    recalled: bool = False
    spans: tuple[Span, ...] = ()
    claims: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Everything read from one article: its reports, and what was considered and let go."""

    article: ArticleId
    reports: tuple[Report, ...]
    dropped: tuple[Dropped, ...] = ()
    origin: str = ""


# --- what is made of it --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One named reason for or against, with its points and a plain sentence."""

    name: str
    points: float
    text: str


class Verdict(StrEnum):
    """Whether two reports tell of one happening."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Same, different or unsure between two reports, with reasons and who decided.

    ``left < right`` always, so that a pair has one form. ``decided_by`` is "link/<version>" for
    the machine or a person's name; a person's judgement outranks the machine's. ``act`` is what
    the person did, where the ledger has it.
    """

    left: ReportId
    right: ReportId
    verdict: Verdict
    reasons: tuple[Reason, ...]
    decided_by: str
    decided_at: datetime
    act: ActId | None = None

    def __post_init__(self) -> None:
        if self.left >= self.right:
            msg = f"a judgement needs its left report before its right: {self.left}, {self.right}"
            raise ValueError(msg)

    @property
    def score(self) -> float:
        """Sum of the points of all reasons."""
        return sum(reason.points for reason in self.reasons)


class Status(StrEnum):
    """How the claims about one field of one incident stand to each other."""

    AGREED = "agreed"
    COMPATIBLE = "compatible"
    UPDATED = "updated"
    CONTRADICTED = "contradicted"
    SINGLE_SOURCE = "single source"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """The reconciled reading of one field of an incident.

    ``value`` is None only when unknown. ``history`` lists earlier values of a moving toll, oldest
    first. ``voices``/``newsrooms``/``outlets`` count what stands behind ``support``. It is ``confirmed``
    where two independent voices say it through two newsrooms; ``confirmation`` tells why, or why not.
    """

    field: Field
    value: Value | None
    status: Status
    support: tuple[ClaimId, ...]
    against: tuple[ClaimId, ...]
    voices: int
    newsrooms: int
    outlets: int
    rule: str
    why: str
    certainty: Certainty | None = None
    scope: str = ""
    history: tuple[tuple[datetime | None, Value], ...] = ()
    confirmed: bool = False
    confirmation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Reports judged to tell of one happening, with the facts they give."""

    id: IncidentId
    kind: str
    headline: str
    reports: tuple[ReportId, ...]
    articles: tuple[ArticleId, ...]
    facts: tuple[Fact, ...]
    voices: int = 0
    newsrooms: int = 0
    outlets: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Border:
    """An incident that may belong in a tally, and why nobody can say, each reason in words."""

    incident: IncidentId
    whys: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Twins:
    """Two incidents that may be one, by a judgement that was left unsure: ``left < right``."""

    left: IncidentId
    right: IncidentId
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """A count over the ledger: the range, what was counted, and what stands at the border.

    ``low`` counts incidents of ``counted`` that may be one as one; ``twins`` are those pairs.
    ``borders`` says of each of ``borderline`` why it is. ``covered`` is False where the ledger
    starts after ``since``, so that a low count proves nothing. ``sentence`` is the filter in words.
    """

    low: int
    high: int
    counted: tuple[IncidentId, ...]
    borderline: tuple[IncidentId, ...] = ()
    covered: bool = True
    question: tuple[tuple[str, str], ...] = field(default=())
    borders: tuple[Border, ...] = ()
    twins: tuple[Twins, ...] = ()
    sentence: str = ""
    ledger_since: datetime | None = None


def make_evidence(article: Article, span: Span) -> Evidence:
    """Quote an article; raises GroundingError for a span outside its text or an empty one."""
    if span.end > len(article.text) or not span.of(article.text).strip():
        msg = f"no words at [{span.start}, {span.end}) of article {article.id}"
        raise GroundingError(msg)
    return Evidence(article=article.id, span=span, quote=span.of(article.text))
