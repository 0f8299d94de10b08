"""Everything that brings articles in: inputs to pages, pages to drafts.

:func:`read_pages` turns what a person gives into pages, :func:`split_page` a page into would-be
articles. Neither cleans, judges or stores anything; what can't be read becomes an Issue.
"""

from twosource.ingest.inputs import read_pages
from twosource.ingest.split import split_page

__all__ = ["read_pages", "split_page"]
