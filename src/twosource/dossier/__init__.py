"""The dossier of one incident: its brief laid out so that it can be looked at from every side.

``make_dossier`` gives what the page of an incident shows at once; the modules beside it give the rest.
Gives values for pages to show; decides nothing, writes nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from twosource.briefs import Brief, Quoted, make_brief
from twosource.dossier.course import Course, tell_course
from twosource.dossier.facts import FactsTable, make_table
from twosource.dossier.picture import Picture, draw_picture
from twosource.dossier.speakers import Line, trace_lines
from twosource.ids import ClaimId
from twosource.lens import PLAIN, Lens
from twosource.reconcile.sources import Sources
from twosource.store import Ledger

__all__ = ["Dossier", "make_dossier", "quoted_in"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """A brief with its table of facts, its course in time, and who prints, writes and says it."""

    brief: Brief
    lines: Mapping[ClaimId, Line]
    table: FactsTable
    course: Course
    picture: Picture


def make_dossier(ledger: Ledger, given: str, lens: Lens = PLAIN, *, page: int = 1) -> Dossier:
    """Return the dossier of an incident; ``page`` turns the columns of the table of facts, from 1.

    Raises NoSuchRecord, also where nobody had told of it at the moment of the lens.
    """
    brief = make_brief(ledger, given, lens)
    sources = _sources(ledger, brief)
    quoted = quoted_in(brief)
    lines = trace_lines(quoted, sources)
    written = {one.id: sources.get_newsroom_name(one.id) for one in brief.articles}
    course = tell_course(brief, lines, written)
    return Dossier(
        brief=brief,
        lines=lines,
        table=make_table(brief, lines, page),
        course=course,
        picture=draw_picture(course.tellings, quoted, lines),
    )


def quoted_in(brief: Brief) -> tuple[Quoted, ...]:
    """Return every claim of a brief with its article, each once."""
    said = [one for fact in brief.facts for one in (*fact.support, *fact.against)]
    return tuple({one.claim.id: one for one in (*said, *brief.others)}.values())


def _sources(ledger: Ledger, brief: Brief) -> Sources:
    """Return where the claims come from, the originals of copies included that tell of other incidents."""
    own = {article.id: article for article in brief.articles}
    away = {copy.original for copy in brief.copies.values()} - own.keys()
    return Sources(articles={**ledger.articles_by_id(away), **own} if away else own, copies=brief.copies)
