"""What follows from copies for reports: which report of a copy goes with which of its original.

Comes after reading, before anything is linked by likeness.
"""

from typing import Final

import pyarrow as pa

from twosource.archive.datasets import COPIED, COPIES, COPY_JUDGEMENTS, REPORTS, Dataset, columns
from twosource.archive.plans import Source, Stage
from twosource.archive.stages.copying import ORIGINALS

#: Reports of originals, where copies of these lie: the key is the number of that bucket.
LENT: Final = Dataset(
    name="lent", schema=columns(to=pa.int64(), article=pa.string(), body=pa.string()), key="to"
)

STAGES: Final[tuple[Stage, ...]] = (
    Stage(
        name="lend",
        says="send what originals tell to their copies",
        sources=(Source(dataset=REPORTS, by="part"), Source(dataset=ORIGINALS, by="bucket")),
        gives=(LENT,),
    ),
    Stage(
        name="retold",
        says="pair what copies tell with what their originals tell",
        sources=(
            Source(dataset=REPORTS, by="part"),
            Source(dataset=COPIES, by="bucket"),
            Source(dataset=LENT, by="bucket"),
        ),
        gives=(COPIED, COPY_JUDGEMENTS),
    ),
)
