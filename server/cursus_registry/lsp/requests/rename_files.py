"""workspace/willRenameFiles and workspace/didRenameFiles: folders of workspaces that get another name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lsprotocol import types as lsp

from cursus_registry.features.moved_workspace import MovedWorkspace, find_moved_workspace
from cursus_registry.features.rename import Group, Kind
from cursus_registry.files.uris import to_path
from cursus_registry.lsp.annotated_edit import to_annotated_edit, to_plain_edit
from cursus_registry.lsp.to_lsp import ContentModifiedError, knows_annotations

if TYPE_CHECKING:
    from cursus_registry.lsp.server import Server

_FOLDERS = lsp.FileOperationRegistrationOptions(
    [
        lsp.FileOperationFilter(
            lsp.FileOperationPattern("**/*", matches=lsp.FileOperationPatternKind.Folder), scheme="file"
        )
    ]
)


def register(server: Server) -> None:
    """Register both."""

    @server.feature(lsp.WORKSPACE_WILL_RENAME_FILES, _FOLDERS)
    def will_rename(params: lsp.RenameFilesParams) -> lsp.WorkspaceEdit | None:
        groups = [group for moved in _moved(server, params) for group in _groups(moved)]
        if knows_annotations(server.session.client):
            return _edit(server, groups) if groups else None
        certain = [group for group in groups if not group.needs_confirmation]
        return _edit(server, certain) if certain else None

    @server.feature(lsp.WORKSPACE_DID_RENAME_FILES, _FOLDERS)
    def did_rename(params: lsp.RenameFilesParams) -> None:
        paths = [path for one in params.files for uri in (one.old_uri, one.new_uri) if (path := to_path(uri))]
        server.work.touched(paths)


def _moved(server: Server, params: lsp.RenameFilesParams) -> Iterator[MovedWorkspace]:
    for one in params.files:
        old, new = to_path(one.old_uri), to_path(one.new_uri)
        project = server.session.project_of(f"{old}/x") if old else None
        if old is None or new is None or project is None:
            continue
        server.work.prepare(f"{old}/x")
        found = find_moved_workspace(project.snapshot, old.rstrip("/"), new.rstrip("/"))
        if found is not None:
            yield found


def _groups(moved: MovedWorkspace) -> Iterator[Group]:
    if moved.own:
        label = f"Change developer_id to '{moved.new}'"
        yield Group(Kind.NAME, label, "The id is that of the folder", False, moved.own)
    if moved.elsewhere:
        label = f"Change '{moved.old}' to '{moved.new}' in look-ups and pins"
        yield Group(Kind.NAME, label, "Where the workspace is named by its id", True, moved.elsewhere)


def _edit(server: Server, groups: list[Group]) -> lsp.WorkspaceEdit | None:
    """The edit; none where a document has moved on: the folder moves all the same, and a finding tells the rest."""
    to_edit = to_annotated_edit if knows_annotations(server.session.client) else to_plain_edit
    try:
        return to_edit(groups, server.session)
    except ContentModifiedError:
        return None
