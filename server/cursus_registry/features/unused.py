"""The steps that are declared and never mentioned, each by the declaration that counts. It judges nothing."""

from __future__ import annotations

from collections.abc import Iterator

from cursus_registry.checks.fields import ABSTRACT_STEPS
from cursus_registry.index.declaration import Declaration, order_of
from cursus_registry.project import Snapshot
from cursus_registry.resolution.steps import is_used, step_of


def unused_steps(snapshot: Snapshot, workspace: str | None = None) -> list[Declaration]:
    """The steps of a project, or of one workspace, that no call, DAG or config file in it mentions (CUR305).

    A core that is installed elsewhere is not the project's own, so its steps are left out.
    """
    view = snapshot.view
    found = (row for row in _declared(snapshot, workspace) if row.name.strip() and row.name not in ABSTRACT_STEPS)
    own = (row for row in found if not view.index.files[row.path].place.external)
    return sorted((row for row in own if not is_used(view, step_of(view, row))), key=order_of)


def _declared(snapshot: Snapshot, workspace: str | None) -> Iterator[Declaration]:
    view = snapshot.view
    if workspace is None:
        yield from view.base.steps.values()
    for name in view.index.workspaces if workspace is None else (workspace,):
        yield from view.own(name).steps.values()
