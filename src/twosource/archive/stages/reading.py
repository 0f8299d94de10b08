"""The stage that reads articles: reports of one article know nothing of others yet."""

from typing import Final

from twosource.archive.datasets import ARTICLES, REPORTS
from twosource.archive.plans import Source, Stage

STAGES: Final[tuple[Stage, ...]] = (
    Stage(
        name="read",
        says="read what the articles tell",
        sources=(Source(dataset=ARTICLES, by="part"),),
        gives=(REPORTS,),
    ),
)
