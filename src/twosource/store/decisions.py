"""What people decided, as the rest of the program sees it: acts, and the judgements and corrections in them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

from twosource.ids import ActId, ArticleId, ClaimId, IncidentId, ReportId, act_id
from twosource.model import Article, Fact, Judgement
from twosource.store import acts, corrections, judgements, records, search, worth
from twosource.store.acts import Act
from twosource.store.corrections import Correction
from twosource.store.database import Database
from twosource.store.worth import Weight


class Decisions:
    """The acts of a ledger. Writing is done inside a transaction of the ledger."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # --- acts ------------------------------------------------------------------------------------

    def record(self, act: Act) -> Act:
        """Keep an act under an id and a time of its own, and note what it takes back; return it so.

        An act is always later than the one before it, whatever the clock says, so that of two
        judgements of one pair the later act's counts.
        """
        latest = acts.latest_act_at(self._database)
        at = act.at if latest is None else max(act.at, latest + timedelta(microseconds=1))
        asked = (str(acts.count_acts(self._database)), act.what, act.by, at.isoformat(), act.reason)
        named = replace(act, id=act_id(*asked, records.to_json(act.body)), at=at)
        acts.save_act(self._database, named)
        return named

    def act(self, given: str) -> Act:
        """Return one act by its id, which may be shortened; raises NoSuchRecord."""
        return acts.load_acts(self._database, [ActId(search.get_id(self._database, given, "act"))])[0]

    def acts(self, most: int | None = None) -> tuple[Act, ...]:
        """Return the latest acts, newest first; all of them unless told how many."""
        return acts.newest_acts(self._database, most)

    def undoer(self, act: ActId) -> Act | None:
        """Return the act that takes this one back and counts, or None."""
        return acts.find_undoer(self._database, act)

    def judgements_of(self, act: ActId) -> tuple[Judgement, ...]:
        """Return the judgements an act is made of, whether it counts or not."""
        return judgements.judgements_of_act(self._database, act)

    def ever_between(self, left: ReportId, right: ReportId) -> tuple[Judgement, ...]:
        """Return everything ever decided about a pair, what was taken back included, oldest first."""
        return judgements.judgements_ever_between(self._database, left, right)

    # --- corrections -----------------------------------------------------------------------------

    def correct(self, made: Iterable[Correction]) -> None:
        """Keep corrections; earlier ones of the same words stay beside them."""
        corrections.save_corrections(self._database, made)

    def corrections_of(self, articles: Iterable[ArticleId]) -> tuple[Correction, ...]:
        """Return the corrections of articles' words that count, oldest first."""
        return corrections.corrections_of(self._database, articles)

    def corrections_in(self, act: ActId) -> tuple[Correction, ...]:
        """Return the corrections an act is made of, whether it counts or not."""
        return corrections.corrections_of_act(self._database, act)

    def carry_corrections(
        self, before: ArticleId, article: Article, *, ever: bool = True
    ) -> tuple[Correction, ...]:
        """Let what was corrected in one article hold for another that has the same words; return these."""
        return corrections.carry_corrections(self._database, before, article, ever=ever)

    # --- finding what is meant -------------------------------------------------------------------

    def claim(self, given: str) -> tuple[ClaimId, ArticleId]:
        """Return the id of a reader's claim, of this reading or an earlier one, and the article it quotes.

        The id may be shortened. Raises NoSuchRecord.
        """
        claim = ClaimId(search.get_id(self._database, given, "claim"))
        return claim, corrections.article_of_claim(self._database, claim)

    def corrected_articles(self) -> frozenset[ArticleId]:
        """Return the articles of which anything was ever corrected."""
        return corrections.corrected_articles(self._database)

    def family_of(self, article: ArticleId) -> frozenset[ArticleId]:
        """Return an article with the original it is a copy of and all copies of that."""
        return corrections.load_family(self._database, article)

    # --- what is worth a person's time -----------------------------------------------------------

    def weights(self, ids: Iterable[IncidentId]) -> Mapping[IncidentId, Weight]:
        """Return what hangs on incidents, by id; those that hold nothing any more are left out."""
        return worth.load_weights(self._database, ids)

    def lone_incidents(self, least: int) -> tuple[IncidentId, ...]:
        """Return the newest incidents that one newsroom alone tells of, with so many killed at least."""
        return worth.find_lone(self._database, least)

    def contradictions(self) -> Iterator[tuple[IncidentId, Fact]]:
        """Yield the contradicted facts with their incidents, the newest incidents' first."""
        return worth.find_contradictions(self._database)

    def newest_at(self) -> int:
        """Return when the newest incident happened, in seconds since 1970; 0 in an empty ledger."""
        return worth.newest_at(self._database)
