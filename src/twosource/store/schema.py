"""The tables of a ledger, readable as a document: each says what it holds, each column what it means.

What was said (pages, articles, readings, reports, claims, judgements, dropped) is only ever added
to, and so is what people decide (acts, corrections). What is made of it (members, report_keys,
incidents' summaries and cards, place_names, facts, undone, search) is a view kept at hand for speed,
and can be made again from the rest; the log of its changes (changes) is only ever added to. Instants
are ISO 8601 with offset, except where a column says seconds or microseconds. The index of words
``search`` stands in words.py and in the migrations, and so do the triggers; on PostgreSQL words are
compared byte by byte (COLLATE "C"), as SQLite does, and incidents, intakes and dropped have the number
of a row that SQLite gives by itself (``rowid``).
"""

from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from twosource.store.dialect import Number

metadata: Final = MetaData()


def _text(name: str, doc: str, *, null: bool = False, **options: Any) -> Column[Any]:
    return Column(name, Text, nullable=null, doc=doc, **options)


def _number(name: str, doc: str, *, null: bool = False, **options: Any) -> Column[Any]:
    return Column(name, Number, nullable=null, doc=doc, **options)


def _flag(name: str, doc: str, **options: Any) -> Column[Any]:
    return Column(name, Boolean, nullable=False, doc=doc, **options)


def _degrees(name: str, doc: str) -> Column[Any]:
    return Column(name, Float, doc=doc)


def _only(condition: str) -> dict[str, Any]:
    """Return what makes an index hold only some rows."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


def _to(table: str, name: str, doc: str, target: str, *, null: bool = False) -> Column[Any]:
    return Column(name, ForeignKey(f"{table}.{target}"), nullable=null, doc=doc)


pages = Table(
    "pages", metadata,
    _text("id", "sha256 of the bytes as received", primary_key=True),
    Column("content", LargeBinary, nullable=False, doc="the bytes, deflated (zlib)"),
    comment="bytes as received, once however often they came",
)  # fmt: skip

intakes = Table(
    "intakes", metadata,
    _to("pages", "page", "the bytes that came", "id"),
    _text("address", "path or URL they came from"),
    _text("outlet", "outlet the user named, or empty"),
    _text("published", "publication time the user gave, or empty"),
    _text("media_type", "what the bytes were taken for"),
    _text("fetched_at", "when they came first"),
    _flag("finished", "whether everything in it was added"),
    PrimaryKeyConstraint("page", "address", "outlet", "published"),
    comment="each way in which a page was given, so that all stages can be run again on it",
)  # fmt: skip

articles = Table(
    "articles", metadata,
    _number("seq", "order of arrival", primary_key=True),
    _text("id", "a_ and 16 hex: what was printed and where", unique=True),
    _to("pages", "page", "page it came in", "id", null=True),
    _text("address", "path or URL, with its place in the page where that holds several"),
    _text("url", "its own address on the web", null=True),
    _text("outlet", "who printed it", null=True),
    _text("newsroom", "who wrote it", null=True),
    _text("title", "title as printed"),
    _text("published", "when it was published", null=True),
    _text("published_precision", '"minute" or "day"'),
    _text("updated", "when it was last changed", null=True),
    _text("fetched_at", "when we got it"),
    _text("language", "ISO 639 code", null=True),
    _text("text", "the kept text; spans count its characters; never changed"),
    _text("digest", "digest of the kept text"),
    _text("cleaner", "cleaner and version that kept it"),
    _text("found", "where each piece of metadata was found: JSON list of [field, place]"),
    _text("replaced_by", "article a later cleaner made of the same words; empty where it drops them", null=True),
    Index("articles_page", "page"),
    Index("articles_url", "url"),
    Index("articles_newsroom", "newsroom", "outlet"),
    Index("articles_outlet", "outlet"),
    Index("articles_published", "published"),
    Index("articles_replaced", "replaced_by", **_only("replaced_by IS NOT NULL")),
    comment="one published text each, as printed by one outlet",
)  # fmt: skip

dropped = Table(
    "dropped", metadata,
    _text("id", "digest of all that follows, so that the same is dropped once", primary_key=True),
    _text("article", "article it was left out of, where it was part of one", null=True),
    _text("page", "page it came in", null=True),
    _text("what", "article, paragraph, report, candidate, claim or record"),
    _text("reason", "name of the reason"),
    _text("text", "its words"),
    _text("address", "where it stood"),
    _text("detail", "more about why"),
    Index("dropped_article", "article"),
    comment="everything left out, with why and its words",
)  # fmt: skip

bands = Table(
    "bands", metadata,
    Column("band", BigInteger, nullable=False, doc="one hash of an article's sketch"),
    _number("article", "order of arrival of the article"),
    PrimaryKeyConstraint("band", "article"),
    comment="index by which copies are found",
    sqlite_with_rowid=False,
)  # fmt: skip

copies = Table(
    "copies", metadata,
    _to("articles", "article", "the copy", "id"),
    _to("articles", "original", "the article it was taken from", "id"),
    _text("relation", "exact, near, syndicated or updated"),
    Column("overlap", Float, nullable=False, doc="share of word 4-grams, 0 to 1"),
    _text("why", "one sentence"),
    PrimaryKeyConstraint("article"),
    Index("copies_original", "original"),
    comment="articles whose text comes from another's",
)  # fmt: skip

readings = Table(
    "readings", metadata,
    _number("id", "order of reading", primary_key=True),
    _to("articles", "article", "what was read", "id"),
    _text("origin", "reader and version"),
    _text("made_at", "when it was read"),
    _flag("current", "whether it is the latest of its article"),
    Index("readings_article", "article", unique=True, sqlite_where=text("current = 1"), postgresql_where=text("current")),
    Index("readings_ever", "article"),
    comment="one act of reading an article each; a later one stands in for the earlier",
)  # fmt: skip

reports = Table(
    "reports", metadata,
    _to("readings", "reading", "reading that found it", "id"),
    _text("id", "r_ and 16 hex: article and first character"),
    _number("position", "order in the reading"),
    _text("article", "article that tells it"),
    _text("kind", "key of knowledge/kinds.toml"),
    _flag("main", "whether the article is mainly about it"),
    _flag("recalled", "whether the article only looks back on it"),
    _text("spans", "JSON list of [start, end]"),
    PrimaryKeyConstraint("reading", "position"),
    Index("reports_id", "id"),
    comment="what an article tells of one incident",
)  # fmt: skip

claims = Table(
    "claims", metadata,
    _to("readings", "reading", "reading that found it", "id"),
    _text("id", "c_ and 16 hex: everything it says"),
    _number("position", "order in the reading"),
    _text("report", "report it belongs to"),
    _text("article", "article whose words it quotes"),
    _text("field", "what it is about"),
    _text("value", "its value as JSON, in the shape of wire/schema/values.schema.json"),
    _text("as_said", "the words of the value"),
    _number("start", "first character of the quote in the kept text"),
    _number("end", "character after its last"),
    _text("quote", "the words that make the claim"),
    _text("voice", "name of who says it", null=True),
    _text("voice_kind", "what kind of speaker"),
    _text("voice_body", "institution that speaks", null=True),
    _text("certainty", "how surely"),
    _text("scope", "whom a count is about, or empty"),
    _text("origin", "reader and version"),
    _text("made_at", "when it was read"),
    _text("via", "JSON list of the news media that handed it on, as the text names them", null=True),
    PrimaryKeyConstraint("reading", "position"),
    Index("claims_id", "id"),
    Index("claims_press", "field", **_only("field IN ('tally', 'first since')")),
    comment="one value of one field in one report, with its words; never changed or deleted",
)  # fmt: skip

acts = Table(
    "acts", metadata,
    _number("seq", "order of acting", primary_key=True),
    _text("id", "v_ and 12 hex: who did what, when and why", unique=True),
    _text("what", "accept, reject, merge, split, move, correct, dismiss or undo"),
    _text("by", "the person who decided"),
    _text("at", "when; always later than the act before"),
    _text("reason", "why, in the person's words"),
    _to("acts", "undoes", "the act it takes back", "id", null=True),
    _text("body", "what was asked, as JSON: ids of incidents, reports, claims, articles"),
    comment="what people decided, each with a name and a reason; never changed or deleted",
)  # fmt: skip

undone = Table(
    "undone", metadata,
    _to("acts", "act", "an act that was taken back", "id"),
    PrimaryKeyConstraint("act"),
    comment="acts that do not count now, since one that counts takes them back",
)  # fmt: skip

corrections = Table(
    "corrections", metadata,
    _number("seq", "order of correcting", primary_key=True),
    _to("acts", "act", "the act it is part of", "id"),
    _to("articles", "article", "article whose words they are", "id"),
    _text("report", "report they were read for"),
    _text("claim", "id of the claim that is now made"),
    _text("field", "what it is about"),
    _number("start", "first character of the quote in the kept text"),
    _number("end", "character after its last"),
    _text("quote", "the words that make the claim"),
    _text("as_said", "the words of the value"),
    _text("value", "the right value as JSON; null where the words say nothing on it", null=True),
    _text("voice", "name of who says it", null=True),
    _text("voice_kind", "what kind of speaker"),
    _text("voice_body", "institution that speaks", null=True),
    _text("certainty", "how surely"),
    _text("scope", "whom a count is about, or empty"),
    Index("corrections_article", "article"),
    Index("corrections_act", "act"),
    comment="what words of an article say according to a person, whatever a reader makes of them",
)  # fmt: skip

judgements = Table(
    "judgements", metadata,
    _number("id", "order of deciding", primary_key=True),
    _text("left", "the report whose id sorts first"),
    _text("right", "the other"),
    _text("verdict", "same, different or unsure"),
    Column("score", Float, nullable=False, doc="sum of the points of all reasons"),
    _text("reasons", "JSON list of [name, points, sentence]"),
    _text("decided_by", '"link/" and version, or a person\'s name'),
    _text("decided_at", "when"),
    _to("acts", "act", "the act of a person that it is part of", "id", null=True),
    Index("judgements_left", "left", "right"),
    Index("judgements_right", "right"),
    Index("judgements_act", "act", **_only("act IS NOT NULL")),
    Index("judgements_unsure", "id", **_only("verdict = 'unsure'")),
    comment="whether two reports tell of one happening; never changed or deleted",
)  # fmt: skip

incidents = Table(
    "incidents", metadata,
    _text("id", "i_ and 10 hex, given once", primary_key=True),
    _text("opened_at", "when its first report came"),
    _text("redirect_to", "incident it was merged into", null=True),
    _number("reports", "how many reports tell of it; 0 once merged or emptied"),
    _text("kind", "key of knowledge/kinds.toml"),
    _text("headline", "one line"),
    _number("earliest", "first second it can have happened (seconds since 1970, UTC)", null=True),
    _number("latest", "last second", null=True),
    _number("sort_at", "earliest, else publication of its first article, else its arrival: seconds"),
    _text("place", "the place's names in full, folded, for looking up"),
    _text("country", "ISO 3166-1 alpha-2", null=True),
    _degrees("lat", "WGS84"),
    _degrees("lon", "WGS84"),
    _degrees("radius_km", "how far off the point the words allow"),
    _number("voices", "independent voices"),
    _number("newsrooms", "newsrooms"),
    _number("outlets", "outlets"),
    _number("changed", "number of its latest change; 0 before the first"),
    _number("changed_at", "when that was (microseconds since 1970)"),
    _text("digest", "digest of all that readers see of it; empty once merged or emptied"),
    _number("statuses", "which statuses its facts have: a bit each, in the order of the model"),
    _number("confirmed", "how many of its facts are confirmed"),
    _text("actors", "names of who did it and of who owns up to it, folded, a line each"),
    _text("card", "what else a row of a list shows of it, as JSON: see cards.py"),
    Index("incidents_sort", "sort_at", "id"),
    Index("incidents_lat", "lat", "lon"),
    Index("incidents_kind", "kind"),
    Index("incidents_place", "place"),
    Index("incidents_country", "country"),
    Index("incidents_earliest", "earliest"),
    Index("incidents_latest", "latest", "sort_at"),
    Index("incidents_changed", "changed"),
    comment="reports judged to tell of one happening, in summary",
)  # fmt: skip

changes = Table(
    "changes", metadata,
    _number("seq", "order of changing", primary_key=True),
    _to("incidents", "incident", "what changed", "id"),
    _text("what", "changed, merged or removed"),
    _text("redirect_to", "incident it was merged into", null=True),
    _number("at", "when (microseconds since 1970)"),
    Index("changes_at", "at"),
    comment="every change of what readers see of an incident; only ever added to",
)  # fmt: skip

place_names = Table(
    "place_names", metadata,
    _text("place", "the names in full that incidents have or had, folded, each once", primary_key=True),
    comment="names of places to look through, which are few beside the incidents",
    sqlite_with_rowid=False,
)  # fmt: skip

facts = Table(
    "facts", metadata,
    _to("incidents", "incident", "whose", "id"),
    _number("position", "order in the brief"),
    _text("field", "what it is about"),
    _text("scope", "whom a count is about, or empty"),
    _text("status", "agreed, compatible, updated, contradicted, single source or unknown"),
    _text("body", "the fact as JSON, in the shape of wire/schema/incident.schema.json"),
    PrimaryKeyConstraint("incident", "position"),
    Index("facts_status", "status", "incident"),
    comment="the reconciled reading of one field of an incident each",
)  # fmt: skip

members = Table(
    "members", metadata,
    _number("seq", "order of arrival", primary_key=True),
    _text("report", "a report of a current reading", unique=True),
    _text("article", "its article"),
    _to("incidents", "incident", "incident it tells of; null while it opens none", "id", null=True),
    _flag("opens", "whether it may open an incident: it does not only look back"),
    _text("outline", "what linking needs of it, as JSON"),
    Index("members_incident", "incident"),
    Index("members_article", "article"),
    comment="which incident each current report tells of",
)  # fmt: skip

report_keys = Table(
    "report_keys", metadata,
    _text("key", "blocking key it is filed under"),
    _number("member", "order of arrival of the report"),
    PrimaryKeyConstraint("key", "member"),
    Index("report_keys_member", "member"),
    comment="index by which reports to compare are found",
    sqlite_with_rowid=False,
)  # fmt: skip

ratings = Table(
    "ratings", metadata,
    _number("seq", "order of rating", primary_key=True),
    _text("id", "g_ and 12 hex: who rated what, how, when and why", unique=True),
    _text("subject_kind", "outlet, newsroom or voice (rated A to F), or claim (rated 1 to 6)"),
    _text("subject", "name of the source, or id of the claim"),
    _text("grade", "A to F, 1 to 6, or empty where it takes another rating back"),
    _text("by", "the person who rates"),
    _text("at", "when; always later than the rating before"),
    _text("reason", "why, in the person's words"),
    _to("ratings", "undoes", "the rating it takes back", "id", null=True),
    Index("ratings_subject", "subject_kind", "subject"),
    comment="how far people trust sources and believe claims; never changed or deleted, mixed with no number",
)  # fmt: skip

traits = Table(
    "traits", metadata,
    _number("id", "number", primary_key=True),
    _text("sort", "kind, place, target, actor or time"),
    _text("body", "what some incidents tell of it, as JSON: see countables.py"),
    UniqueConstraint("sort", "body"),
    comment="what a tally asks of incidents, each way of telling it once; many incidents share one",
)  # fmt: skip

countables = Table(
    "countables", metadata,
    _to("incidents", "incident", "whose", "id"),
    _number("sort_at", "as of the incident"),
    _number("kind", "trait; null while it is not yet made of the facts", null=True),
    _number("place", "trait", null=True),
    _number("target", "trait", null=True),
    _number("actor", "trait", null=True),
    _number("time", "trait, where the time is no single undisputed stretch", null=True),
    _number("begins", "when that stretch begins (microseconds since 1970)", null=True),
    _number("ends", "when it ends", null=True),
    _number("begins_offset", "seconds by which the clock there is ahead of UTC at the first", null=True),
    _number("ends_offset", "and at the last", null=True),
    _flag("disputed", "whether any fact is contradicted"),
    _number("killed_low", "least told; null where nothing is", null=True),
    _number("killed_high", "most told; null where that is open", null=True),
    _number("injured_low", "least told; null where nothing is", null=True),
    _number("injured_high", "most told; null where that is open", null=True),
    _number("captured_low", "least told; null where nothing is", null=True),
    _number("captured_high", "most told; null where that is open", null=True),
    PrimaryKeyConstraint("incident"),
    Index("countables_sort", "sort_at", "incident"),
    Index("countables_place", "place"),
    Index("countables_unmade", "incident", **_only("kind IS NULL")),
    comment="what a tally asks of an incident, in a row: a view of its facts, by which many are counted at once",
)  # fmt: skip

sources = Table(
    "sources", metadata,
    _number("id", "number", primary_key=True),
    _text("kind", "outlet, newsroom or voice"),
    _text("name", "its name; of a voice folded and in one spelling"),
    _text("label", "its name as it was first met"),
    *(
        _number(name, doc, server_default=text("0"))
        for name, doc in (
            ("articles", "articles that it printed or wrote and that stand; 0 for voices"),
            ("copies", "how many of these are copies"),
            ("incidents", "incidents it tells of"),
            ("reports", "its reports in these"),
            ("claims", "its claims in these"),
            ("firsts", "of the timed ones, those it told first"),
            ("timed", "those that others tell of too, with hours known"),
            ("checkable", "facts that it and others speak on"),
            ("contradicted", "of these, those of which others later said otherwise"),
            ("updated", "of these, those where its word was later overtaken"),
        )
    ),
    UniqueConstraint("kind", "name"),
    comment="outlets, newsrooms and voices with what they amount to; triggers keep the numbers",
)  # fmt: skip

tellings = Table(
    "tellings", metadata,
    _to("incidents", "incident", "what is told of", "id"),
    _to("sources", "source", "who tells", "id"),
    _number("first_at", "when first (seconds since 1970)", null=True),
    _number("delay_s", "seconds after the first of all; null where nobody else tells or hours are not known",
            null=True),
    _number("reports", "its reports"),
    _number("claims", "its claims"),
    _number("checkable", "facts that it and others speak on"),
    _number("contradicted", "of these, those of which others later said otherwise"),
    _number("updated", "of these, those where its word was later overtaken"),
    PrimaryKeyConstraint("incident", "source"),
    Index("tellings_delay", "source", "delay_s"),
    Index("tellings_first", "source", "first_at", "incident"),
    comment="what one source tells of one incident: a view of its reports",
    sqlite_with_rowid=False,
)  # fmt: skip
