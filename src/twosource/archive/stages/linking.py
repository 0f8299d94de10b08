"""The stages that judge which reports tell of one happening, and what they hand to one another.

::

    reports
      | filing     report -> a row for every key that it is filed under or looks up
      | blocks     key -> pairs that meet under it; a hot key -> slabs
      | slabs      slab -> pairs
      | pairs      what meets -> each pair once, at most MOST for a report; which outlines that takes
      | outlines   outlines, each to the buckets that ask for it
      | judging    pair -> judgement

Reports are named by numbers here (``rows``): millions of rows a task are arrays, not objects.
"""

from typing import Final

import pyarrow as pa

from twosource.archive.datasets import COPIED, JUDGEMENTS, REPORTS, Dataset, columns
from twosource.archive.plans import Source, Stage
from twosource.archive.stages import rows

#: Reports under their keys.
FILED: Final = Dataset(name="filed_reports", schema=rows.schema_of(rows.MEMBER), key="key")
#: Reports under hot keys, in the pieces that those are cut into.
SLABS: Final = Dataset(name="slabs", schema=rows.schema_of(rows.SLABBED), key="slab")
#: Pairs, found once or several times: spread by where the later report is at home.
MET: Final = Dataset(name="met_reports", schema=rows.schema_of(rows.MET), key="home")
MET_IN_SLABS: Final = Dataset(name="met_in_slabs", schema=rows.schema_of(rows.MET), key="home")
#: Pairs to judge, each once, where the later report is at home.
PAIRS: Final = Dataset(name="report_pairs", schema=columns(later=pa.uint64(), earlier=pa.uint64()))
#: Which outlines the bucket ``to`` needs of others, spread by where those are at home.
ASKED: Final = Dataset(
    name="asked_outlines", schema=columns(home=pa.int32(), report=pa.uint64(), to=pa.int32()), key="home"
)
#: Outlines, each once in a bucket that needs it.
LENT: Final = Dataset(
    name="lent_outlines", schema=columns(to=pa.int32(), report=pa.uint64(), outline=pa.string()), key="to"
)

STAGES: Final[tuple[Stage, ...]] = (
    Stage(
        name="filing",
        says="file reports under what they hold in common with others",
        sources=(Source(dataset=REPORTS, by="part"), Source(dataset=COPIED, by="bucket")),
        gives=(FILED,),
    ),
    Stage(
        name="blocks",
        says="find the reports that meet under a key",
        sources=(Source(dataset=FILED, by="bucket"),),
        gives=(MET, SLABS),
    ),
    Stage(
        name="slabs",
        says="find those that meet under keys of many reports",
        sources=(Source(dataset=SLABS, by="bucket"),),
        gives=(MET_IN_SLABS,),
    ),
    Stage(
        name="pairs",
        says="choose the pairs that are worth a look",
        sources=(Source(dataset=MET, by="bucket"), Source(dataset=MET_IN_SLABS, by="bucket")),
        gives=(PAIRS, ASKED),
    ),
    Stage(
        name="outlines",
        says="take outlines to where they are compared",
        sources=(Source(dataset=REPORTS, by="part"), Source(dataset=ASKED, by="bucket")),
        gives=(LENT,),
    ),
    Stage(
        name="judging",
        says="judge which reports tell of one happening",
        sources=(
            Source(dataset=REPORTS, by="part"),
            Source(dataset=PAIRS, by="part"),
            Source(dataset=LENT, by="bucket"),
        ),
        gives=(JUDGEMENTS,),
    ),
)
