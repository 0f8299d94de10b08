"""Which articles were made of which, as cleaners replaced them: an article and what it was, or became."""

from sqlalchemy import CTE, Select, and_, case, or_, select

from twosource.store.schema import articles

_other = articles.alias("other")


def trace(asked: Select[tuple[str]], *, forward: bool = False) -> CTE:
    """Follow articles back through what they were before, as rows of ``id``, the one asked for, and ``was``.

    With ``forward`` what became of them is followed too, and back from there: all versions of one another.
    """
    own = articles.c.id
    found = select(own.label("id"), own.label("was")).where(own.in_(asked)).cte("versions", recursive=True)
    earlier = _other.c.replaced_by == found.c.was
    if not forward:
        return found.union(select(found.c.id, _other.c.id).join(_other, earlier))
    later = and_(_other.c.id == found.c.was, _other.c.replaced_by != "")
    version = case((earlier, _other.c.id), else_=_other.c.replaced_by)
    return found.union(select(found.c.id, version).join(_other, or_(earlier, later)))
