"""The first stages: files to units, units to cleaned articles."""

from typing import Final

import pyarrow as pa

from twosource.archive.datasets import CLEANED, Dataset, columns
from twosource.archive.plans import Stage

#: Stretches of files, each an item of the next stage: ``body`` is JSON.
UNITS: Final = Dataset(name="units", schema=columns(body=pa.string()))

STAGES: Final = (
    Stage(name="index", says="find where articles begin in each file", gives=(UNITS,)),
    Stage(name="clean", says="take the pages apart and clean the articles", gives=(CLEANED,)),
)
