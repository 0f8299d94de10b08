"""``python -m twosource`` is the same as ``twosource``."""

import sys

from twosource.cli import main

if __name__ == "__main__":
    sys.exit(main())
