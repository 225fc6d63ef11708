"""Entry point of ``python -m daywise``."""

import sys

from daywise.cli import main

if __name__ == "__main__":
    sys.exit(main())
