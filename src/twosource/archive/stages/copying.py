"""How copies are found: one of each article, the keys at which alike ones meet, and each pair compared by its words.

A pair is settled where its younger article lies; the texts that it needs are sent there, each once.
``copied`` has the stages that come when articles are read.
"""

from typing import Final

import pyarrow as pa

from twosource.archive.datasets import ARTICLES, CLEANED, COPIES, Dataset, columns
from twosource.archive.plans import Source, Stage

#: The keys of each article: those of its sketch, all of it at once, and its address. ``age`` orders articles,
#: oldest first (``ages``); ``shares`` is how much of a sketch a key stands for, none where it is an address.
BANDS: Final = Dataset(
    name="bands",
    schema=columns(band=pa.int64(), article=pa.string(), age=pa.int64(), shares=pa.int8()),
    key="band",
)
#: Pairs that met, some several times: how much of their sketches they share, and whether they have one address.
#: Keyed by the younger one. Of one age, each is a younger one.
MEETINGS: Final = Dataset(
    name="meetings",
    schema=columns(
        article=pa.string(), other=pa.string(), age=pa.int64(), shares=pa.int32(), at_url=pa.bool_()
    ),
    key="article",
)
#: With whom each article is compared. Part n is bucket n of the article.
SHORTLIST: Final = Dataset(name="shortlist", schema=columns(article=pa.string(), other=pa.string()))
#: Which texts are asked for, and by which bucket: keyed by the article asked for.
WANTED: Final = Dataset(name="wanted", schema=columns(article=pa.string(), to=pa.int64()), key="article")
#: The texts, where they were asked for: the key is the number of that bucket.
SHIPPED: Final = Dataset(
    name="shipped", schema=columns(to=pa.int64(), article=pa.string(), body=pa.string()), key="to"
)
#: Who has copies, keyed by the original: its reports are asked for by the copies' buckets.
ORIGINALS: Final = Dataset(
    name="originals", schema=columns(original=pa.string(), to=pa.int64()), key="original"
)

STAGES: Final[tuple[Stage, ...]] = (
    Stage(
        name="unique",
        says="keep one of each article",
        sources=(Source(dataset=CLEANED, by="bucket"),),
        gives=(ARTICLES, BANDS),
    ),
    Stage(
        name="meet",
        says="find articles that share parts of their texts",
        sources=(Source(dataset=BANDS, by="bucket"),),
        gives=(MEETINGS,),
    ),
    Stage(
        name="shortlist",
        says="choose whom each article is compared with",
        sources=(Source(dataset=MEETINGS, by="bucket"),),
        gives=(SHORTLIST, WANTED),
    ),
    Stage(
        name="ship",
        says="send texts to where they are compared",
        sources=(Source(dataset=ARTICLES, by="part"), Source(dataset=WANTED, by="bucket")),
        gives=(SHIPPED,),
    ),
    Stage(
        name="verify",
        says="compare texts word by word",
        sources=(
            Source(dataset=ARTICLES, by="part"),
            Source(dataset=SHORTLIST, by="part"),
            Source(dataset=SHIPPED, by="bucket"),
        ),
        gives=(COPIES, ORIGINALS),
    ),
)
