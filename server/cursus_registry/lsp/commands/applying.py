"""A change that the client is asked to make in its own name, so that it can be seen and taken back there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.files.uris import to_uri
from cursus_registry.lsp.failure import RequestFailedError
from cursus_registry.lsp.to_lsp import ContentModifiedError, knows_new_files, to_lsp_edit

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

_START = lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))


async def apply_edits(server: Server, edits: FileEdits, label: str, otherwise: str) -> None:
    """Have a file changed. Raises RequestFailedError if the client cannot; `otherwise` is what to do then."""
    _require(server.session.client, otherwise)
    try:
        edit = to_lsp_edit([edits], server.session)
    except ContentModifiedError:
        raise RequestFailedError(f"{edits.path} has changed in the meantime; try again") from None
    await _apply(server, edit, label)


async def create_files(server: Server, files: Mapping[str, str], label: str, otherwise: str) -> None:
    """Have files made, by absolute path, none of which may be there. Raises RequestFailedError like `apply_edits`."""
    client = server.session.client
    _require(client, otherwise)
    if not knows_new_files(client):
        raise RequestFailedError(f"this editor does not let the server make files; {otherwise}")
    await _apply(server, lsp.WorkspaceEdit(document_changes=[*_creations(files)]), label)


def _creations(files: Mapping[str, str]) -> list[lsp.CreateFile | lsp.TextDocumentEdit]:
    changes: list[lsp.CreateFile | lsp.TextDocumentEdit] = []
    for path, text in files.items():
        uri = to_uri(path)
        changes.append(lsp.CreateFile(uri, options=lsp.CreateFileOptions(overwrite=False, ignore_if_exists=False)))
        if text:
            identifier = lsp.OptionalVersionedTextDocumentIdentifier(uri, None)
            changes.append(lsp.TextDocumentEdit(identifier, [lsp.TextEdit(_START, text)]))
    return changes


def _require(client: lsp.ClientCapabilities, otherwise: str) -> None:
    if not (client.workspace and client.workspace.apply_edit):
        raise RequestFailedError(f"this editor does not let the server change anything; {otherwise}")


async def _apply(server: Server, edit: lsp.WorkspaceEdit, label: str) -> None:
    workspace = server.session.client.workspace
    known = workspace.workspace_edit if workspace else None
    metadata = lsp.WorkspaceEditMetadata(is_refactoring=True) if known and known.metadata_support else None
    answer = await server.workspace_apply_edit_async(lsp.ApplyWorkspaceEditParams(edit, label, metadata))
    if not answer.applied:
        reason = f": {answer.failure_reason}" if answer.failure_reason else ""
        raise RequestFailedError(f"the editor did not make the change{reason}")
