"""What stages hand to one another and leave behind: each dataset's columns, and by what it is spread over buckets.

A dataset with a key is shuffled: rows of one key end up in one bucket, whichever task made them. One without
stays in the parts that made it. A ``final`` one is written as Parquet for people. Ids and keys are strings;
``arrival`` says where in the inputs an article stood, and orders all articles as ``twosource add`` meets them.
``body`` columns hold values as JSON (``records``).
"""

from dataclasses import dataclass
from typing import Any, Final

import pyarrow as pa

Schema = Any  # pyarrow.Schema
Table = Any  # pyarrow.Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Dataset:
    """The columns of a dataset, and the one whose value chooses a row's bucket."""

    name: str
    schema: Schema
    key: str | None = None
    final: bool = False

    def table(self, rows: list[dict[str, Any]]) -> Table:
        """Return rows as a table of these columns."""
        return pa.Table.from_pylist(rows, schema=self.schema)

    def empty(self) -> Table:
        """Return a table without rows."""
        return self.schema.empty_table()


def columns(**types: Any) -> Schema:
    """Return a schema of named columns."""
    return pa.schema(list(types.items()))


#: Articles as they were cleaned, some of them several times: keyed by id, so that those meet.
CLEANED: Final = Dataset(
    name="cleaned",
    schema=columns(id=pa.string(), arrival=pa.int64(), body=pa.string(), sketch=pa.list_(pa.int64())),
    key="id",
)
#: Every article once. Part n is bucket n.
ARTICLES: Final = Dataset(name="unique", schema=columns(id=pa.string(), arrival=pa.int64(), body=pa.string()))
#: What was read, a row a report. Part n is bucket n of its article.
REPORTS: Final = Dataset(
    name="told",
    schema=columns(
        report=pa.string(), article=pa.string(), arrival=pa.int64(), position=pa.int32(),
        opens=pa.bool_(), body=pa.string(), outline=pa.string(),
    ),
)  # fmt: skip
#: Whose text is whose: keyed by the article that is a copy.
COPIES: Final = Dataset(
    name="copied_articles",
    schema=columns(article=pa.string(), original=pa.string(), body=pa.string()),
    key="article",
)
#: Which report of a copy goes with which of its original: keyed by the copy's article.
COPIED: Final = Dataset(
    name="copied_reports",
    schema=columns(
        article=pa.string(), report=pa.string(), original=pa.string(), original_report=pa.string()
    ),
    key="article",
)
_JUDGED: Final = columns(
    left=pa.string(), right=pa.string(), left_article=pa.string(), right_article=pa.string(),
    verdict=pa.string(), score=pa.float64(), decided_by=pa.string(), body=pa.string(),
)  # fmt: skip
#: Judgements that copies follow from, and those by likeness. A part holds each pair once; no pair is in two parts.
COPY_JUDGEMENTS: Final = Dataset(name="judged_copies", schema=_JUDGED)
JUDGEMENTS: Final = Dataset(name="judged_pairs", schema=_JUDGED)
#: The incident that each report ended up in, none where it opens none: keyed by its article.
PLACED: Final = Dataset(
    name="placed",
    schema=columns(article=pa.string(), report=pa.string(), incident=pa.string()),
    key="article",
)
#: What was left out, by every stage.
DROPS: Final = Dataset(
    name="drops",
    schema=columns(
        stage=pa.string(), what=pa.string(), reason=pa.string(), article=pa.string(), address=pa.string(),
        text=pa.string(), detail=pa.string(),
    ),
    final=True,
)  # fmt: skip
