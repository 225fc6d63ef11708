"""Entry point of ``python -m daywise``."""

import os
import sys

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # It would look for them in every installed package.

from daywise.cli import main  # Pydantic reads the setting when it is imported.

if __name__ == "__main__":
    sys.exit(main())
