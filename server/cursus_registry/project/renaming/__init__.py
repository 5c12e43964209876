"""A step under another name: which texts change where it is declared, used and pinned, and all of it as one change.

It must not know who asks for it, why, nor whether the new name is a good one.
"""

from cursus_registry.project.renaming.declarations import (
    name_changes,
    pin_changes,
    place_of_row,
    spec_changes,
    step_pinned,
)
from cursus_registry.project.renaming.model import Kind, Piece, Subject
from cursus_registry.project.renaming.refusal import CannotRenameError
from cursus_registry.project.renaming.together import merged, renamed, row_at, stands_alone
from cursus_registry.project.renaming.uses import use_changes

__all__ = [
    "CannotRenameError",
    "Kind",
    "Piece",
    "Subject",
    "merged",
    "name_changes",
    "pin_changes",
    "place_of_row",
    "renamed",
    "row_at",
    "spec_changes",
    "stands_alone",
    "step_pinned",
    "use_changes",
]
