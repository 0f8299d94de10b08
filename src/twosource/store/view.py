"""Keep the view over reports and judgements up to date: who belongs together, and what that makes.

An article's reports are filed and judged against those filed under the same keys; then the reports
that judgements tie to them, and no others, are gathered into incidents anew. What is decided is
decided in ``link`` and ``reconcile``; here it is asked for and written down, inside a transaction.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from sys import maxsize
from typing import Any, Final

from sqlalchemy import Row

from twosource import link
from twosource.ids import ArticleId, IncidentId, ReportId
from twosource.link.clusters import is_by_person
from twosource.model import Article, Copy, Judgement, Reading, Report
from twosource.reconcile import reconcile
from twosource.store.damage import stored
from twosource.store.ledger import Ledger
from twosource.store.naming import name_clusters
from twosource.store.originals import FindCopy, Originals, find_none, load_family
from twosource.store.pairing import COPY_JUDGE, find_copied, judge_copies, pair_reports
from twosource.store.reports import Member
from twosource.store.tellings import Told

_OUTLINES: Final = 2_048  # kept read, some 20 MB: those of the days and cities that the news is about
_NO_HEIRS: Final[Mapping[ReportId, ReportId]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The view of a ledger at one instant, which is stamped on what is decided.

    ``find_copy`` tells copies where an article changes or goes; people's decisions need none.
    """

    ledger: Ledger
    now: datetime
    find_copy: FindCopy = find_none
    _at_hand: dict[ReportId, tuple[Report, Article]] = field(default_factory=dict, init=False, repr=False)

    def join(
        self, article: Article, reports: Sequence[Report], originals: Originals
    ) -> tuple[IncidentId, ...]:
        """Take in a new article's reports; returns the incidents they tell of."""
        reports = self._as_corrected(article, reports, originals.nearest)
        outlines = self._file(article, reports, {})
        moved = self._keep_originals(originals)
        settled = {} if originals.nearest is None else self._find_copied(outlines.keys())
        self.ledger.save_judgements(self._judge(outlines, settled, {}))
        self.ledger.save_judgements(self._judge_again(moved, {}) if moved else [])
        return self.renew(list(outlines), beside=moved)

    def rejoin(
        self, article: Article, before: Article, reading: Reading, sketch: Sequence[int]
    ) -> tuple[IncidentId, ...]:
        """Put an article cleaned and read again in the place of what was made of it before.

        It may be one that the ledger holds already, where a cleaner finds two articles to be one.
        """
        earlier = self.ledger.reports_of([before.id])
        beside = self.ledger.reports_of([article.id]) if article.id != before.id else ()
        replaced = {report.article for report in (*earlier, *beside)}
        gone = {member.report: member for one in replaced for member in self.ledger.members_of_article(one)}
        self._replace(article, before, sketch)
        self.ledger.save_reading(reading, self.now)
        self.ledger.unfile_reports(gone.values())
        if article.id != before.id:
            self.ledger.decisions.carry_corrections(before.id, article)
        told = self.ledger.reports_of([article.id])
        heirs = {old: new for new, old in pair_reports(told, earlier).items()}
        standing = {new: gone[old] for new, old in pair_reports(told, (*beside, *earlier)).items()}
        outlines = self._file(article, told, standing)
        self._carry_over({old: new for old, new in heirs.items() if old != new})
        moved = self._keep_originals(
            load_family(self.ledger, article, sketch).find_originals(article, self.find_copy)
        )
        self.ledger.save_judgements(self._judge_again({**moved, **outlines}, {}))
        return self._renew_around(list(outlines), gone.values(), heirs, beside=moved)

    def relink(self, article: Article, *, anew: bool = False) -> tuple[IncidentId, ...]:
        """Link and reconcile an article's reports again as they are, by the rules of today.

        They are compared with what came before them, as when they came; ``anew`` with all there is.
        """
        told = self.ledger.reports_of([article.id])
        standing = {member.report: member for member in self.ledger.members_of_article(article.id)}
        self.ledger.unfile_reports(standing.values())
        outlines = self._file(article, told, standing)
        arrived = {} if anew else {report: member.seq for report, member in standing.items()}
        self.ledger.save_judgements(self._judge_again(outlines, arrived))
        return self._renew_around(list(outlines), standing.values())

    def withdraw(self, article: Article, sketch: Sequence[int]) -> None:
        """Take out an article that a later cleaner drops; its words stay in the ledger."""
        orphans = load_family(self.ledger, article, sketch).find_orphans(article, self.find_copy)
        gone = self.ledger.members_of_article(article.id)
        self.ledger.retire_reading(article.id)
        self.ledger.replace_article(article.id, None)
        self.ledger.unfile_reports(gone)
        moved = self._keep_originals(orphans)
        self.ledger.save_judgements(self._judge_again(moved, {}) if moved else [])
        self._renew_around([], gone, beside=moved)

    def renew(
        self, reports: Collection[ReportId], *, beside: Collection[ReportId] = ()
    ) -> tuple[IncidentId, ...]:
        """Gather anew the reports that judgements tie to these; returns the incidents these tell of.

        ``beside`` are others of which something new is known.
        """
        fresh = {*reports, *beside}
        members = self._tied(fresh)
        held = {member.incident for member in members.values() if member.incident is not None}
        naming = name_clusters(
            self._clusters(members),
            members,
            openers={report for report, member in members.items() if member.opens},
            is_taken=lambda name: name not in held and self.ledger.is_open(name),
        )
        for name, cluster in naming.clusters:
            if self._is_changed(name, cluster, members, fresh):
                self._settle(name, cluster)
        for old, new in naming.redirects:
            self.ledger.close_incident(old, new, self.now)
        told = (name for name, cluster in naming.clusters if {one.report for one in cluster} & set(reports))
        return tuple(name for name in told if name is not None)

    def _as_corrected(
        self, article: Article, reports: Sequence[Report], copy: Copy | None
    ) -> Sequence[Report]:
        """Return a new article's reports as people read the same words in the text it is a copy of."""
        if copy is None or not reports:
            return reports
        other = copy.original if copy.article == article.id else copy.article
        if not self.ledger.decisions.carry_corrections(other, article, ever=False):
            return reports
        return self.ledger.reports_of([article.id])

    # --- filing and judging --------------------------------------------------------------------

    def _file(
        self, article: Article, reports: Sequence[Report], heirs: Mapping[ReportId, Member]
    ) -> dict[ReportId, link.Outline]:
        self._at_hand.update((report.id, (report, article)) for report in reports)
        outlines = {report.id: link.outline(report, article) for report in reports}
        for report in reports:
            outline = outlines[report.id]
            self.ledger.file_report(
                report,
                outline=link.outline_to_json(outline).decode(),
                keys=link.keys(outline),
                successor_of=heirs.get(report.id),
            )
        return outlines

    def _judge(
        self,
        outlines: Mapping[ReportId, link.Outline],
        settled: Collection[ReportId],
        arrived: Mapping[ReportId, int],
    ) -> list[Judgement]:
        """Judge reports by likeness; those whose arrival is given, only by what came before them."""
        return [
            link.judge(outline, candidate, decided_at=self.now)
            for report, outline in outlines.items()
            if report not in settled
            for candidate in self._candidates(outline, arrived.get(report, maxsize))
        ]

    def _candidates(self, outline: link.Outline, before: int) -> Iterator[link.Outline]:
        """Yield the outlines filed under the same keys, those of its own article left out."""
        probes = link.probes(outline)
        coarse = [probe for probe in probes if link.is_coarse(probe)]
        crowded = self.ledger.crowded_keys(coarse, link.CROWDED)
        found = self.ledger.link_candidates([one for one in probes if one not in crowded], link.MOST)
        others = (one for one in found if one.seq < before and one.article != outline.article)
        yield from (other for other in map(read_outline, others) if link.is_worth_judging(outline, other))

    def _keep_originals(self, originals: Originals) -> dict[ReportId, link.Outline]:
        """Keep whose text is whose; returns the outlines of others that this tells something new of."""
        for copy in (originals.own, *originals.others):
            if copy is not None:
                self.ledger.save_copy(copy)
                ours, theirs = (self.ledger.reports_of([one]) for one in (copy.article, copy.original))
                self.ledger.save_judgements(judge_copies(pair_reports(ours, theirs), copy, self.now))
        self.ledger.drop_copies(originals.released)
        moved = {*originals.released, *(copy.article for copy in originals.others)}
        members = (member for one in sorted(moved) for member in self.ledger.members_of_article(one))
        return {member.report: read_outline(member) for member in members}

    def _find_copied(self, reports: Collection[ReportId]) -> dict[ReportId, ReportId]:
        """Return those of some reports that are judged by their originals', with these."""
        decided = self.ledger.judgements_touching(reports)
        members = self.ledger.members({one for pair in decided for one in (pair.left, pair.right)})
        copied = self._copied_among(decided, members)
        return {report: copied[report] for report in reports if report in copied}

    def _copied_among(
        self, decided: Iterable[Judgement], members: Mapping[ReportId, Member]
    ) -> dict[ReportId, ReportId]:
        article_of = {report: member.article for report, member in members.items()}
        return find_copied(decided, article_of, self.ledger.copies(set(article_of.values())))

    # --- reading again -------------------------------------------------------------------------

    def _replace(self, article: Article, before: Article, sketch: Sequence[int]) -> None:
        if article.id == before.id:
            self.ledger.alter_article(article)
            return
        if not self.ledger.has_article(article.id):
            self.ledger.save_article(article, sketch)
        self.ledger.retire_reading(before.id)
        self.ledger.replace_article(before.id, article.id)

    def _carry_over(self, heirs: Mapping[ReportId, ReportId]) -> None:
        """Let what people decided about a report, and what it was copied from, hold for its heir."""
        held = (one for one in self.ledger.judgements_ever_touching(heirs) if not _by_likeness(one))
        moved = (_about_heirs(judgement, heirs) for judgement in held)
        self.ledger.save_judgements([judgement for judgement in moved if judgement is not None])

    def _judge_again(
        self, outlines: Mapping[ReportId, link.Outline], arrived: Mapping[ReportId, int]
    ) -> list[Judgement]:
        """Judge reports by likeness again; returns what was not said before.

        Pairs that were judged before are judged too, even if they are no candidates any more.
        """
        earlier = self.ledger.judgements_touching(outlines)
        latest = {(one.left, one.right): one for one in earlier if _by_likeness(one)}
        others = {report for one in earlier for report in (one.left, one.right)} | set(outlines)
        members = self.ledger.members(others)
        judged = self._judge(outlines, self._copied_among(earlier, members), arrived)
        pairs = {(one.left, one.right): one for one in judged}
        known = {report: read_outline(member) for report, member in members.items()}
        for left, right in latest:
            if (left, right) not in pairs and left in known and right in known:
                pairs[left, right] = link.judge(known[left], known[right], decided_at=self.now)
        return [one for pair, one in pairs.items() if not _says_same(one, latest.get(pair))]

    def _renew_around(
        self,
        reports: list[ReportId],
        gone: Iterable[Member],
        heirs: Mapping[ReportId, ReportId] = _NO_HEIRS,
        *,
        beside: Collection[ReportId] = (),
    ) -> tuple[IncidentId, ...]:
        """Renew reports and what is left of the incidents of those that are gone.

        An incident of which nothing is left leads to where its report's heir stands.
        """
        heirless_first = sorted(gone, key=lambda member: member.report in heirs)
        emptied = {one.incident: heirs.get(one.report) for one in heirless_first if one.incident is not None}
        left = self.ledger.members_of_incidents(emptied)
        incidents = self.renew([*reports, *(member.report for member in left)], beside=beside)
        now = self.ledger.members([heir for heir in emptied.values() if heir is not None])
        for incident in emptied.keys() - {member.incident for member in left}:
            heir = emptied[incident]
            into = now[heir].incident if heir is not None and heir in now else None
            self.ledger.close_incident(incident, into, self.now)
        return incidents

    # --- gathering -----------------------------------------------------------------------------

    def _tied(self, reports: Collection[ReportId]) -> dict[ReportId, Member]:
        """Return the reports that can end up together with these, or have been: the rest stays."""
        members: dict[ReportId, Member] = {}
        frontier = set(reports)
        while frontier:
            found = self.ledger.members(frontier)
            members |= found
            incidents = {member.incident for member in found.values() if member.incident is not None}
            beside = {member.report for member in self.ledger.members_of_incidents(incidents)}
            frontier = (beside | self.ledger.same_neighbours(found)) - members.keys()
        return members

    def _clusters(self, members: Mapping[ReportId, Member]) -> tuple[frozenset[ReportId], ...]:
        if len(members) == 1:
            return (frozenset(members),)
        ties = self.ledger.ties_among(members)
        return link.cluster(
            members,
            [tie for tie in ties if tie.decided_by != COPY_JUDGE],
            copied=self._copied_among(ties, members),
            article_of={report: member.article for report, member in members.items()},
            recalled={report for report, member in members.items() if not member.opens},
        )

    def _is_changed(
        self,
        name: IncidentId | None,
        cluster: Sequence[Member],
        members: Mapping[ReportId, Member],
        fresh: Collection[ReportId],
    ) -> bool:
        now = {member.report for member in cluster}
        if not now.isdisjoint(fresh):
            return True
        if name is None:
            return any(member.incident is not None for member in cluster)
        return now != {report for report, member in members.items() if member.incident == name}

    def _settle(self, name: IncidentId | None, cluster: Sequence[Member]) -> None:
        """Write down what a cluster of reports makes; without a name it makes nothing."""
        moved = [member.report for member in cluster if member.incident != name]
        if name is None:
            self.ledger.move_reports(moved, None)
            return
        reports = self._reports([member.report for member in cluster])
        articles, copies = self._sources({report.article for report in reports})
        incident = reconcile(name, reports, articles, copies)
        printed_at = min(articles[one].published or articles[one].fetched_at for one in incident.articles)
        self.ledger.open_incident(name, self.now)
        self.ledger.move_reports(moved, name)
        self.ledger.save_incident(incident, printed_at, self.now)
        told = Told(incident=incident, reports=reports, articles=articles, copies=copies)
        self.ledger.tallying.keep(told)

    def _reports(self, ids: Collection[ReportId]) -> tuple[Report, ...]:
        """Return reports, the ones just read without asking the ledger for them."""
        others = [report for report in ids if report not in self._at_hand]
        loaded = self.ledger.reports(others) if others else ()
        return (*loaded, *(self._at_hand[report][0] for report in ids if report in self._at_hand))

    def _sources(
        self, ids: Collection[ArticleId]
    ) -> tuple[dict[ArticleId, Article], Mapping[ArticleId, Copy]]:
        """Return articles with the originals they are copies of, and which those are."""
        at_hand = {article.id: article for _, article in self._at_hand.values()}
        copies = self.ledger.copies(ids)
        others = {*ids, *(copy.original for copy in copies.values())} - at_hand.keys()
        return {**at_hand, **(self.ledger.articles_by_id(others) if others else {})}, copies


@stored("outline of report", "report")
def read_outline(member: Member | Row[Any]) -> link.Outline:
    """Return what linking wrote down of a report; raises LedgerUnavailable where it is damaged."""
    return _read_json(member.outline)


@lru_cache(maxsize=_OUTLINES)
def _read_json(raw: str) -> link.Outline:
    return link.outline_from_json(raw)


def _by_likeness(judgement: Judgement) -> bool:
    return not is_by_person(judgement) and judgement.decided_by != COPY_JUDGE


def _about_heirs(judgement: Judgement, heirs: Mapping[ReportId, ReportId]) -> Judgement | None:
    """Return a judgement about the reports now in place; None where the two have become one."""
    pair = sorted(heirs.get(report, report) for report in (judgement.left, judgement.right))
    return None if pair[0] == pair[1] else replace(judgement, left=pair[0], right=pair[1])


def _says_same(judgement: Judgement, earlier: Judgement | None) -> bool:
    return earlier is not None and replace(judgement, decided_at=earlier.decided_at) == earlier
