"""Whether what is counted of steps can be other in a later state of a project. Nothing is counted for that."""

from __future__ import annotations

from cursus_registry.project import Snapshot


def moves_counts(before: Snapshot, after: Snapshot) -> bool:
    """Whether declarations, mentions, or ways to the registry package have changed between two states of a project.

    Typing in the body of an entry, or above everything, changes none of these.
    """
    old, new = before.view.index, after.view.index
    if old is new:
        return False
    if (old.names, old.workspaces) != (new.names, new.workspaces):
        return True
    return any(
        (one.mentions, one.exports) != (other.mentions, other.exports)
        if (one := old.files.get(path)) and (other := new.files.get(path))
        else (one or new.files[path]).mentions
        for path in old.files.keys() | new.files.keys()
        if old.files.get(path) is not new.files.get(path)
    )
