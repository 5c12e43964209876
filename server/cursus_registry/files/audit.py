"""What was changed in the files of a project, by whom and when: a line of JSON for each, in the project's folder."""

from __future__ import annotations

import getpass
import json
import os
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

FOLDER = ".cursus-registry"
FILE = "audit.jsonl"
MOST_BYTES = 10_000_000


def append_record(root: str, what: str, path: str, before: str, after: str) -> None:
    """Write a change down before it is made. Raises OSError if that cannot be done.

    Control characters are escaped, as JSON does. A file of more than 10 MB becomes `audit.jsonl.1` first.
    """
    folder = Path(root) / FOLDER
    folder.mkdir(exist_ok=True)
    file = folder / FILE
    if file.is_symlink():
        raise OSError(0, "it is a link, and is not followed", str(file))
    with suppress(FileNotFoundError):
        if file.stat().st_size > MOST_BYTES:
            file.replace(folder / f"{FILE}.1")
    record = {
        "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "user": _user(),
        "what": what,
        "file": path,
        "before": before,
        "after": after,
    }
    line = json.dumps(record, ensure_ascii=True) + "\n"
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_NOFOLLOW", 0), 0o644)
    try:
        os.write(descriptor, line.encode("ascii"))
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no name for the number, and no variable with one
        return str(getattr(os, "getuid", lambda: "unknown")())
