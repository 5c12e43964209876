"""`python -m cursus_registry`: the same as the command."""

import os
import sys

# `-m` puts the working directory before everything else: a `json.py` in a checkout would be run in the place of ours.
if sys.path and not sys.flags.safe_path and sys.path[0] in {"", os.getcwd()}:  # noqa: PTH109 - as it stands there
    del sys.path[0]

from cursus_registry.cli import main

if __name__ == "__main__":
    main()
