"""Where this process stands: its working directory and the variables of its environment that are ours."""

from __future__ import annotations

import os

PROJECT_VARIABLE = "CURSUS_PROJECT_ROOT"
WORKSPACE_VARIABLE = "CURSUS_WORKSPACE_ID"


def absolute_path(path: str | os.PathLike[str]) -> str:
    """A path from the root of the file system on, with `/`; links are followed no further than the folders above."""
    return os.path.abspath(path).replace(os.sep, "/")  # noqa: PTH100 - `Path.absolute` keeps `..`, and costs more


def project_root() -> str:
    """Where to look for the project: the environment says, else the working directory."""
    return absolute_path(os.environ.get(PROJECT_VARIABLE) or ".")


def workspace_variable() -> str | None:
    """The workspace that the environment names."""
    return os.environ.get(WORKSPACE_VARIABLE) or None


def working_directory() -> str | None:
    """The working directory; None if it is gone."""
    try:
        return absolute_path(".")
    except OSError:
        return None


def real_path(path: str) -> str:
    """Where a path leads once every link on the way is followed."""
    return os.path.realpath(path).replace(os.sep, "/")
