"""The exports of the sample ledger as they are kept in tests/golden: one file a text format.

After a change that is meant, write them anew with ``python -m tests.exports.golden`` and read the difference.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.exports.sample import fill
from tests.ledgers import open_ledger
from twosource.exports import FORMS, export
from twosource.store import Ledger

FOLDER = Path(__file__).parents[1] / "golden"
KEPT = tuple(form for form in FORMS.values() if form.is_text)


def path_of(name: str) -> Path:
    """Return where the export of a format is kept."""
    return FOLDER / f"{name}.{FORMS[name].ending}"


def exported(ledger: Ledger, name: str) -> bytes:
    """Return a whole export."""
    return b"".join(export(ledger, name))


def main() -> None:
    """Write all of them anew."""
    with TemporaryDirectory() as folder, open_ledger(Path(folder) / "sample.db") as ledger:
        fill(ledger)
        for form in KEPT:
            path_of(form.name).write_bytes(exported(ledger, form.name))
            sys.stdout.write(f"{path_of(form.name)}\n")


if __name__ == "__main__":
    main()
