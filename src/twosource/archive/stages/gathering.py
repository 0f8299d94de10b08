"""The last stages: reports that judgements tie together, incidents of these, and the tables for people.

::

    judgements, copied reports
      | ties, nodes      who is tied to whom; each part by itself
      | star1 ... star6  components: every report led to the smallest of those it is tied to
      | label, loose     what the rounds left over, which is nothing but for very long chains
      | belonging        reports and judgements of a component brought together
      | clusters, names  who tells of one incident, as ``link`` gathers them; the incident's id
      | tables           articles, reports, claims and copies for people
      | sources          originals, to the incidents that tell their copies
      | incidents        facts, as ``reconcile`` makes them

No task holds more than a bucket; one that holds a component holds its judgements too.
"""

from typing import Final

import pyarrow as pa

from twosource.archive.datasets import (
    ARTICLES,
    COPIED,
    COPIES,
    COPY_JUDGEMENTS,
    JUDGEMENTS,
    PLACED,
    REPORTS,
    Dataset,
    columns,
)
from twosource.archive.plans import Source, Stage
from twosource.archive.tables import FINAL

_EDGE: Final = columns(node=pa.int64(), other=pa.int64())
#: Reports that tell of the same by likeness, each tie from both ends: keyed by the end it is told from.
LIKE_TIES: Final = Dataset(name="like_ties", schema=_EDGE, key="node")
#: Reports of copies and those of their originals, likewise.
COPY_TIES: Final = Dataset(name="copy_ties", schema=_EDGE, key="node")
#: What clustering must know of judgements: ``weight`` is 1 where hard evidence holds apart, 2 where it is doubtful.
_BOND: Final = columns(
    root=pa.int64(),
    left=pa.int64(),
    right=pa.int64(),
    verdict=pa.int8(),
    weight=pa.int8(),
    score=pa.float64(),
)
BONDS: Final = Dataset(name="bonds", schema=_BOND, key="left")
#: The same, of reports that are tied to others: keyed by component.
OWN_BONDS: Final = Dataset(name="own_bonds", schema=_BOND, key="root")
_NODE: Final = columns(
    root=pa.int64(), node=pa.int64(), original=pa.int64(), article=pa.string(), arrival=pa.int64(),
    position=pa.int32(), opens=pa.bool_(),
)  # fmt: skip
#: Every report without its words; ``original`` is the report it is one text with.
NODES: Final = Dataset(name="nodes", schema=_NODE, key="node")
#: The same with its component, which is called by the smallest of its reports: keyed by that.
BELONGING: Final = Dataset(name="belonging", schema=_NODE, key="root")
#: The smallest report that each tied one was led to, and what ties those to others still.
LABELS: Final = Dataset(name="labels", schema=_EDGE, key="node")
LOOSE: Final = Dataset(name="loose_ties", schema=_EDGE)
ROOTS: Final = Dataset(name="loose_roots", schema=_EDGE)
#: Reports with the incident they tell of, if any: keyed by that, so that two of one name meet, else by themselves.
NAMED: Final = Dataset(
    name="named",
    schema=columns(
        key=pa.string(), incident=pa.string(), founder=pa.string(), arrival=pa.int64(), article=pa.string(),
        report=pa.string(),
    ),
    key="key",
)  # fmt: skip
#: Reports with their article, without its text, and the copy that is: keyed by incident.
TOLD: Final = Dataset(
    name="told_incidents",
    schema=columns(
        incident=pa.string(), arrival=pa.int64(), position=pa.int32(), body=pa.string(),
        article=pa.string(), copy=pa.string(),
    ),
    key="incident",
)  # fmt: skip
#: Articles that incidents need the outlet and newsroom of, since a copy of theirs tells there.
LACKED: Final = Dataset(
    name="lacked_originals", schema=columns(article=pa.string(), incident=pa.string()), key="article"
)
#: These articles, without text: keyed by incident.
ORIGINALS: Final = Dataset(
    name="lent_originals", schema=columns(incident=pa.string(), body=pa.string()), key="incident"
)
#: Incidents with all their facts, for a ledger: ``arrival`` is that of the first report.
RECONCILED: Final = Dataset(
    name="reconciled", schema=columns(incident=pa.string(), arrival=pa.int64(), body=pa.string())
)
#: Rounds of large-star and small-star: three settle every chain of eight ties, four of sixteen (tests/archive/
#: test_stars.py). Who tells of one incident is tied more closely; ``loose`` holds the rest in one task.
_ROUNDS: Final = 3
_STARS: Final = tuple(
    Dataset(name=f"star{step}", schema=_EDGE, key="node") for step in range(1, 2 * _ROUNDS + 1)
)


def _make_rounds() -> tuple[Stage, ...]:
    """Return the stages that lead reports to the smallest of their component."""
    before = ((LIKE_TIES, COPY_TIES), *((star,) for star in _STARS))
    says = ("lead reports to the first of those they are tied to", "lead these to the first of all")
    return tuple(
        Stage(
            name=star.name,
            module=("large_star", "small_star")[step % 2],
            says=says[step % 2],
            sources=tuple(Source(dataset=one, by="bucket") for one in given),
            gives=(star,),
        )
        for step, (given, star) in enumerate(zip(before, _STARS, strict=False))
    )


STAGES: Final[tuple[Stage, ...]] = (
    Stage(
        name="ties",
        says="find who is tied to whom by likeness",
        sources=(Source(dataset=JUDGEMENTS, by="part"),),
        gives=(LIKE_TIES, BONDS, FINAL["judgements"]),
    ),
    Stage(
        name="copy_ties",
        says="write down the judgements on copies",
        sources=(Source(dataset=COPY_JUDGEMENTS, by="part"),),
        gives=(FINAL["judgements"],),
    ),
    Stage(
        name="nodes",
        says="find who is tied to whom as a copy",
        sources=(Source(dataset=REPORTS, by="part"), Source(dataset=COPIED, by="bucket")),
        gives=(NODES, COPY_TIES),
    ),
    *_make_rounds(),
    Stage(
        name="label",
        says="find what is tied in long chains",
        sources=(Source(dataset=_STARS[-1], by="bucket"),),
        gives=(LABELS, LOOSE),
    ),
    Stage(
        name="loose",
        says="follow the long chains",
        sources=(Source(dataset=LOOSE, by="all"),),
        gives=(ROOTS,),
    ),
    Stage(
        name="belonging",
        says="bring together what is tied",
        sources=(
            Source(dataset=NODES, by="bucket"),
            Source(dataset=LABELS, by="bucket"),
            Source(dataset=ROOTS, by="all"),
            Source(dataset=BONDS, by="bucket"),
        ),
        gives=(BELONGING, OWN_BONDS),
    ),
    Stage(
        name="clusters",
        says="gather reports into incidents",
        sources=(Source(dataset=BELONGING, by="bucket"), Source(dataset=OWN_BONDS, by="bucket")),
        gives=(NAMED,),
    ),
    Stage(
        name="names",
        says="see that no two incidents bear one id",
        sources=(Source(dataset=NAMED, by="bucket"),),
        gives=(PLACED,),
    ),
    Stage(
        name="tables",
        says="write the tables of articles, reports and claims",
        sources=(
            Source(dataset=ARTICLES, by="part"),
            Source(dataset=REPORTS, by="part"),
            Source(dataset=PLACED, by="bucket"),
            Source(dataset=COPIES, by="bucket"),
        ),
        gives=(TOLD, LACKED, *(FINAL[name] for name in ("articles", "reports", "claims", "copies"))),
    ),
    Stage(
        name="sources",
        says="tell incidents of the originals of their copies",
        sources=(Source(dataset=ARTICLES, by="part"), Source(dataset=LACKED, by="bucket")),
        gives=(ORIGINALS,),
    ),
    Stage(
        name="incidents",
        says="reconcile what is said of each incident",
        sources=(Source(dataset=TOLD, by="bucket"), Source(dataset=ORIGINALS, by="bucket")),
        gives=(RECONCILED, FINAL["incidents"], FINAL["facts"]),
    ),
)
