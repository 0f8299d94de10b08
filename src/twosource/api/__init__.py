"""The interface for programs: REST with JSON, described in OpenAPI 3.1 (docs/reference/api.md).

Answers from a ledger and does what people decide; knows nothing of pages, sessions or passwords. Whoever
serves it hands it ledgers and says who asks (:class:`Surroundings`).
"""

from twosource.api.about import get_description
from twosource.api.app import make_api
from twosource.api.ports import Done, Person, Role, Surroundings

__all__ = ["Done", "Person", "Role", "Surroundings", "get_description", "make_api"]
