"""Reports as whole numbers: what gathering hands round in place of ids, a third of their size.

A report's id is sixteen hex digits; the number has the same 64 bits, so that nothing is lost and no table of
numbers is needed on any machine.
"""

from typing import Final

from twosource.ids import ReportId

_BITS: Final = 64
_ALL: Final = (1 << _BITS) - 1
_PREFIX: Final = "r_"


def number_report(report: str) -> int:
    """Return a report's number, a signed one of 64 bits; raises ValueError for what is no report's id."""
    if not report.startswith(_PREFIX):
        raise ValueError(f"{report!r} is no report")
    number = int(report.removeprefix(_PREFIX), 16)
    return number - (_ALL + 1) if number >> (_BITS - 1) else number


def name_report(number: int) -> ReportId:
    """Return the report that a number stands for."""
    return ReportId(f"{_PREFIX}{number & _ALL:016x}")
