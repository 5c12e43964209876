"""cursusRegistry.registryEntries: one part of a project's tree: its workspaces, or steps or overrides with places."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcInvalidParams

from cursus_registry.features.registry_tree import Group, TreeStep, TreeWorkspace, tree_steps, tree_workspaces
from cursus_registry.lsp.commands.answering import answer_with
from cursus_registry.lsp.commands.location import declaration_json
from cursus_registry.lsp.commands.subject import CORE, project_asked, workspace_asked
from cursus_registry.lsp.pauses import with_pauses
from cursus_registry.project import Snapshot

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

NAME = "cursusRegistry.registryEntries"
_WORKSPACES = "workspaces"
_GROUPS = (*(group.value for group in Group), _WORKSPACES)
_OWN = frozenset({Group.STEPS.value, Group.OVERRIDES.value})


@dataclass(frozen=True, slots=True)
class _Arguments:
    group: str
    workspace: str | None = None
    uri: str | None = None


def register(server: Server) -> None:
    """Register the command."""

    answer_with(server, NAME, _Arguments, _answer)


async def _answer(server: Server, asked: _Arguments) -> dict[str, Any]:
    if asked.group not in _GROUPS:
        raise JsonRpcInvalidParams(f"there is no part '{asked.group}'"[:100] + f", but {', '.join(_GROUPS)}")
    if asked.workspace is not None and asked.group not in _OWN:
        raise JsonRpcInvalidParams(f"'{asked.group}' is no part of a workspace; {' and '.join(sorted(_OWN))} are")
    project = await project_asked(server, asked.uri)
    snapshot = project.snapshot
    workspace = _workspace(snapshot, asked.workspace) or workspace_asked(project, asked.workspace or CORE, None)
    if asked.group == _WORKSPACES:
        found = [_workspace_json(server, one) async for one in with_pauses(tree_workspaces(snapshot))]
    else:
        steps = tree_steps(snapshot, Group(asked.group), workspace)
        found = [_step_json(server, snapshot, one) async for one in with_pauses(steps)]
    return {"root": project.root, "group": asked.group, "workspace": workspace, "entries": found}


def _workspace(snapshot: Snapshot, workspace: str | None) -> str | None:
    """A workspace of that very id: also one that is called like what stands for none elsewhere."""
    return workspace if workspace in snapshot.view.index.workspaces else None


def _workspace_json(server: Server, one: TreeWorkspace) -> dict[str, Any]:
    start = {"line": 0, "character": 0}
    return {
        "workspace": one.workspace,
        "steps": one.steps,
        "overrides": one.overrides,
        "conflicts": one.conflicts,
        "location": {"uri": server.publisher.uri(one.path), "range": {"start": start, "end": start}},
    }


def _step_json(server: Server, snapshot: Snapshot, one: TreeStep) -> dict[str, Any]:
    return {
        **declaration_json(server, snapshot, one.row),
        "stepType": one.step_type,
        "description": one.description,
        "below": one.below.qualified_name if one.below else None,
        "others": {"count": one.other_count, "first": list(one.others)},
        "collides": one.collides,
    }
