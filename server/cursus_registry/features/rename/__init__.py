"""A step under another name: what stands at a place, whether it can have that name, and all that changes then."""

from cursus_registry.features.rename.model import Group, Move, edits_of
from cursus_registry.features.rename.plan import Plan, plan_rename, planning
from cursus_registry.features.rename.subject import find_subject, subject_named
from cursus_registry.features.rename.whole import Renaming, whole_files
from cursus_registry.project.renaming import CannotRenameError, Kind, Subject

__all__ = [
    "CannotRenameError",
    "Group",
    "Kind",
    "Move",
    "Plan",
    "Renaming",
    "Subject",
    "edits_of",
    "find_subject",
    "plan_rename",
    "planning",
    "subject_named",
    "whole_files",
]
