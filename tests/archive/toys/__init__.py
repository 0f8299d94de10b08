"""A job of toy stages, which spawned processes find too: files of words, words in buckets, a table of them.

A file is an item {"words": "...", "folder": "..."}: each word a row. Words with a colon do things: "die:X" kills its
process, "die-once:X" kills it once (folder keeps a mark), "fail:X" raises, "hang:X" does not come back.
"""

from typing import Final

import pyarrow as pa

from twosource.archive.datasets import Dataset, columns
from twosource.archive.merging import with_merging
from twosource.archive.plans import Source, Stage
from twosource.archive.stages.intake import UNITS

PACKAGE: Final = "tests.archive.toys"
WORDS: Final = Dataset(name="words", schema=columns(word=pa.string(), file=pa.int64()), key="word")
COUNTED: Final = Dataset(name="counted", schema=columns(word=pa.string(), times=pa.int64()))
TABLE: Final = Dataset(name="found", schema=COUNTED.schema, final=True)


def all_stages() -> tuple[Stage, ...]:
    return with_merging((
        Stage(name="listing", says="list units", gives=(UNITS,)),
        Stage(name="wording", says="find words", gives=(WORDS,)),
        Stage(name="counting", says="count words", sources=(Source(dataset=WORDS, by="bucket"),), gives=(COUNTED,)),
        Stage(name="telling", says="tell them", sources=(Source(dataset=COUNTED, by="part"),), gives=(TABLE,)),
    ))  # fmt: skip
