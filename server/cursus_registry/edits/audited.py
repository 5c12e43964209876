"""Changes that are written down before they are made: what a command or the library writes into a project.

It must not know why anything changes: that is told to it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import pairwise

from cursus_registry.edits.apply import Change, prepare
from cursus_registry.files import FileSystem
from cursus_registry.files.audit import FILE, FOLDER, Record, append_records
from cursus_registry.files.write import WriteError, replace_all
from cursus_registry.text import SourceText


def write_audited(disk: FileSystem, changes: Mapping[str, Sequence[Change]], what: str) -> None:
    """Make all changes, or none, and tell of each first in the audit file of its project, by whose root it is given.

    A change that fails after it was told of is told of a second time, with the reason. Raises WriteError, which names
    the file and the reason, and then nothing has changed: also where an audit file cannot be written.
    """
    real = {root: [one for one in some if one.is_real] for root, some in changes.items()}
    replacements = prepare(disk, [one for some in real.values() for one in some])
    if not replacements:
        return
    told: dict[str, list[Record]] = {}
    try:
        for root, some in real.items():
            records = [_record(change, what) for change in some]
            if records:
                _tell(root, records)
                told[root] = records
        replace_all(replacements)
    except BaseException as error:
        reason = getattr(error, "reason", None) or str(error) or type(error).__name__
        for root, records in told.items():
            with suppress(OSError):  # the first reason is the one that counts
                append_records(root, [replace(record, failed=reason) for record in records])
        raise


def _tell(root: str, records: Sequence[Record]) -> None:
    try:
        append_records(root, records)
    except OSError as error:
        reason = f"the change cannot be written down, so it was not made: {error.strerror or error}"
        raise WriteError(str(error.filename or f"{root.rstrip('/')}/{FOLDER}/{FILE}"), reason) from None


def _record(change: Change, what: str) -> Record:
    """What differs, from the first line to the last; a file that moves is told of by both its names."""
    if change.moved_to is not None:
        what = f"{what}; moved to {change.moved_to}"
    if change.before is None:
        return Record(what, change.path, 1, None, str(change.after))
    old, new = _lines(change.before), _lines(change.after)
    most = min(len(old), len(new))
    head = next((at for at in range(most) if old[at] != new[at]), most)
    tail = next((at for at in range(most - head) if old[-1 - at] != new[-1 - at]), most - head)
    before, after = ("".join(lines[head : len(lines) - tail]) for lines in (old, new))
    return Record(what, change.path, head + 1, before, after)


def _lines(source: SourceText) -> list[str]:
    bounds = [*source.line_starts, len(source.data)]
    return [source.data[start:end].decode("utf-8", "surrogatepass") for start, end in pairwise(bounds)]
