"""cursusRegistry.graph: the DAGs of a file, or what is around a step in all of them, to be drawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcInvalidParams

from cursus_registry.features.graph import Drawing, DrawnEdge, DrawnNode, file_drawings, step_drawing
from cursus_registry.index.declaration import Declaration
from cursus_registry.lsp.commands.answering import answer_with
from cursus_registry.lsp.commands.location import declaration_json, place_json
from cursus_registry.lsp.commands.subject import path_asked, project_asked
from cursus_registry.lsp.turns import between_messages
from cursus_registry.project import Snapshot
from cursus_registry.resolution.names import nearest
from cursus_registry.resolution.view import View

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

NAME = "cursusRegistry.graph"


@dataclass(frozen=True, slots=True)
class _Arguments:
    uri: str
    step: str | None = None


def register(server: Server) -> None:
    """Register the command."""

    answer_with(server, NAME, _Arguments, _answer)


async def _answer(server: Server, asked: _Arguments) -> dict[str, Any]:
    project = await project_asked(server, asked.uri)
    snapshot = project.snapshot
    path = path_asked(server, asked.uri)
    if asked.step is not None:
        around = step_drawing(snapshot, _row(snapshot.view, asked.step))
        drawings: tuple[Drawing, ...] = (await between_messages(around),)
    else:
        drawings = file_drawings(snapshot, path) if path else ()
    return {
        "root": project.root,
        "path": snapshot.relative(path) if path and asked.step is None else None,
        "step": asked.step,
        "drawings": [_drawing(server, snapshot, one) for one in drawings],
    }


def _row(view: View, qualified_name: str) -> Declaration:
    """The declaration of a qualified name. Raises JsonRpcInvalidParams."""
    namespace, _, name = qualified_name.partition(".")
    own = view.own(namespace)
    base = view.base.steps.get(name)
    row = own.steps.get(name) or own.overrides.get(name) or (base if base and base.namespace == namespace else None)
    if row is None:
        near = nearest(name, list(view.visible_names(namespace)))
        hint = f"; did you mean '{near}'?" if near and near != name else ""
        raise JsonRpcInvalidParams(f"there is no step '{qualified_name[:100]}'{hint}")
    return row


def _drawing(server: Server, snapshot: Snapshot, one: Drawing) -> dict[str, Any]:
    return {
        "location": place_json(server, snapshot, one.path, one.span),
        "complete": one.complete,
        "focus": one.focus,
        "nodes": [_node(server, snapshot, node) for node in one.nodes],
        "edges": [_edge(server, snapshot, edge) for edge in one.edges],
    }


def _node(server: Server, snapshot: Snapshot, node: DrawnNode) -> dict[str, Any]:
    return {
        "key": node.key,
        "name": node.name,
        "status": node.status.value,
        "added": node.is_added,
        "step": declaration_json(server, snapshot, node.row) if node.row else None,
        "location": place_json(server, snapshot, node.path, node.span),
    }


def _edge(server: Server, snapshot: Snapshot, edge: DrawnEdge) -> dict[str, Any]:
    return {
        "from": edge.source,
        "to": edge.target,
        "location": place_json(server, snapshot, edge.path, edge.span),
    }
