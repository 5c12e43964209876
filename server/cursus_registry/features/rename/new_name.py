"""Whether a step may have a name: its letters, who has it already, and what would be read as a job-type suffix.

What the rules call an advice (PascalCase) is none of its business.
"""

from __future__ import annotations

import keyword
from collections.abc import Set

from cursus_registry.checks.fields import ABSTRACT_STEPS
from cursus_registry.layout import RESERVED_NAMESPACES
from cursus_registry.project import Snapshot
from cursus_registry.project.renaming import CannotRenameError, Subject, place_of_row
from cursus_registry.resolution.names import VALID_CHARACTERS

LONGEST = 200


def require_possible(snapshot: Snapshot, subject: Subject, new: str) -> None:
    """Raises CannotRenameError for a name that no step may get: forbidden, reserved, taken anywhere, or misread."""
    if not new:
        raise CannotRenameError("a step needs a name")
    if not VALID_CHARACTERS.match(new):
        raise CannotRenameError(
            f"{new[:LONGEST]!r} cannot be a step's name: write it in letters, digits, '_' and '-' (ASCII)"
        )
    if len(new) > LONGEST:
        raise CannotRenameError(f"a name of {len(new)} characters is too long; {LONGEST} are the most")
    if keyword.iskeyword(new) or new in ABSTRACT_STEPS:
        raise CannotRenameError(f"'{new}' is reserved and cannot be a step's name")
    _require_free(snapshot, new)
    _require_unmistakable(_other_names(snapshot, subject), new)


def _require_free(snapshot: Snapshot, new: str) -> None:
    """No table of the project may have the name: a workspace would shadow the core, override it, or collide."""
    taken = snapshot.view.index.names.get(new, ())
    if taken:
        row = taken[0]
        owner = f"the {row.namespace}" if row.namespace in RESERVED_NAMESPACES else f"workspace '{row.namespace}'"
        where = place_of_row(snapshot, row)
        raise CannotRenameError(f"'{new}' is taken: {owner} declares it already ({where}); choose another name")


def _other_names(snapshot: Snapshot, subject: Subject) -> set[str]:
    """All names that are declared when the step has lost its old one."""
    names = snapshot.view.index.names
    left = set(names.get(subject.step.name, ())) - set(subject.rows)
    return set(names) if left else set(names) - {subject.step.name}


def _require_unmistakable(names: Set[str], new: str) -> None:
    """Neither may the name be read as another step with a suffix, nor another step's name as this one with a suffix."""
    step = next((new[:at] for at in range(len(new) - 1, 0, -1) if new[at] in "_-" and new[:at] in names), None)
    if step is not None:
        suffix = new[len(step) :]
        raise CannotRenameError(
            f"'{new}' would be read as the step '{step}' with the job-type suffix '{suffix}'; choose another name"
        )
    beginnings = (f"{new}_", f"{new}-")
    longer = min((name for name in names if name.startswith(beginnings)), default=None)
    if longer is not None:
        suffix = longer[len(new) :]
        raise CannotRenameError(
            f"the step '{longer}' could be read as '{new}' with the job-type suffix '{suffix}'; choose another name"
        )
