"""From which folder the paths are told that other tools read. It must not know the formats."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

_TOPS_OF_CHECKOUTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR")


def base_folder(environment: Mapping[str, str], folder: str) -> str:
    """The top of the checkout that CI says it works in, if the working directory `folder` lies in it; else the folder.

    A job can stand in a subfolder, but GitHub and GitLab count every path from the top of the repository.
    """
    for name in _TOPS_OF_CHECKOUTS:
        top = environment.get(name, "")
        if not Path(top).is_absolute():
            continue
        for spelling in (os.path.normpath(top), os.path.realpath(top)):
            found = spelling.replace(os.sep, "/").rstrip("/")
            if f"{folder}/".startswith(f"{found}/"):
                return found or "/"
    return folder
