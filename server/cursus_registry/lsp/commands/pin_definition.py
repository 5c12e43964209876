"""cursusRegistry.pinDefinition: which of several definitions is meant, kept in the project's settings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcInvalidParams

from cursus_registry.edits.pinning import CannotPinError, pin_change
from cursus_registry.edits.rewriting import edit_between
from cursus_registry.lsp.commands.answering import answer_with
from cursus_registry.lsp.commands.applying import apply_edits, create_files
from cursus_registry.lsp.commands.subject import project_asked
from cursus_registry.lsp.failure import RequestFailedError
from cursus_registry.project import Snapshot
from cursus_registry.resolution.definitions import candidate_rows
from cursus_registry.resolution.names import listed

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

NAME = "cursusRegistry.pinDefinition"


@dataclass(frozen=True, slots=True)
class _Arguments:
    name: str
    namespace: str
    uri: str | None = None


def register(server: Server) -> None:
    """Register the command."""
    answer_with(server, NAME, _Arguments, _answer)


async def _answer(server: Server, asked: _Arguments) -> dict[str, Any]:
    project = await project_asked(server, asked.uri)
    _check(project.snapshot, asked)
    path = await _pin(server, project.root, asked)
    return {"name": asked.name, "namespace": asked.namespace, "uri": server.publisher.uri(path)}


def _check(snapshot: Snapshot, asked: _Arguments) -> None:
    """Raises JsonRpcInvalidParams for a pin to what there is not."""
    namespaces = [row.namespace for row in candidate_rows(snapshot.view, asked.name)]
    if not namespaces:
        raise JsonRpcInvalidParams(f"{snapshot.root} has no step '{asked.name}'")
    if asked.namespace not in namespaces:
        raise JsonRpcInvalidParams(
            f"'{asked.name}' has no definition in '{asked.namespace}', but in {listed(namespaces)}"
        )


async def _pin(server: Server, root: str, asked: _Arguments) -> str:
    """The settings file, when the client has changed it."""
    label = f"Pin {asked.name} to {asked.namespace}"
    try:
        change = pin_change(server.session.files, root, asked.name, asked.namespace)
    except CannotPinError as error:
        raise RequestFailedError(f"{error.path}: {error.reason}; nothing was pinned") from None
    otherwise = f'write {asked.name} = "{asked.namespace}" into the table of pins in {change.path}'
    if change.before is None:
        await create_files(server, {change.path: str(change.after)}, label, otherwise)
    else:
        edits = edit_between(change.path, change.before, change.after)
        if edits.edits:
            await apply_edits(server, edits, label, otherwise)
    return change.path
