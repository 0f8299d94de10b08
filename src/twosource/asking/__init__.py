"""What an address asks for: one reading of its parameters for the desk's pages, the interface and exports.

Reads and writes parameters and says them in words; asks no ledger, decides nothing about answers.
"""

from twosource.asking.filters import (
    FILTER_NAMES,
    FILTER_PARAMS,
    LENS_NAMES,
    Asked,
    Param,
    lens_query,
    parse_filter,
    read_asked,
    read_lens,
    show_asked,
    show_parts,
    to_query,
)
from twosource.asking.params import Given, Params, read_params
from twosource.asking.questions import (
    GROUPS,
    QUESTION_NAMES,
    TOLLS,
    AskedTally,
    parse_question,
    question_query,
    read_question,
)
from twosource.asking.words import Meaningless

__all__ = [
    "FILTER_NAMES",
    "FILTER_PARAMS",
    "GROUPS",
    "LENS_NAMES",
    "QUESTION_NAMES",
    "TOLLS",
    "Asked",
    "AskedTally",
    "Given",
    "Meaningless",
    "Param",
    "Params",
    "lens_query",
    "parse_filter",
    "parse_question",
    "question_query",
    "read_asked",
    "read_lens",
    "read_params",
    "read_question",
    "show_asked",
    "show_parts",
    "to_query",
]
