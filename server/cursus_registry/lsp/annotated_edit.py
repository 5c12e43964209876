"""A renaming for a client: its groups with an annotation each, where the client asks about them, else what is certain.

It must not know how groups come about.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lsprotocol import types as lsp

from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.features.rename import Group, edits_of
from cursus_registry.files.uris import to_uri
from cursus_registry.lsp.session import Session
from cursus_registry.lsp.to_lsp import (
    knows_annotations,
    knows_moved_files,
    require_current,
    to_lsp_edit,
    to_lsp_edits,
)

DocumentChange = lsp.TextDocumentEdit | lsp.CreateFile | lsp.RenameFile | lsp.DeleteFile


def asks_about_changes(client: lsp.ClientCapabilities) -> bool:
    """Whether a client shows the groups of a renaming, and asks before it makes those that a person should see."""
    rename = client.text_document.rename if client.text_document else None
    return knows_annotations(client) and bool(rename and rename.honors_change_annotations)


def to_annotated_edit(groups: Sequence[Group], session: Session) -> lsp.WorkspaceEdit:
    """All groups, each under its annotation; files move after their texts have changed, if the client can move files.

    Raises ContentModifiedError if a file, open or not, is not the text any more that its edits hold for.
    """
    named = {f"{group.kind.value} {number}": group for number, group in enumerate(groups, start=1)}
    if not knows_moved_files(session.client):
        named = {name: group for name, group in named.items() if not group.moves}
    documents = edits_of(named.values())
    changes: list[DocumentChange] = [part for one in documents.values() for part in _documents(one, named, session)]
    changes += [move for name, group in named.items() for move in _moves(name, group, session)]
    return lsp.WorkspaceEdit(
        document_changes=changes,
        change_annotations={
            name: lsp.ChangeAnnotation(group.label, group.needs_confirmation, group.description)
            for name, group in named.items()
        },
    )


def to_plain_edit(groups: Sequence[Group], session: Session) -> lsp.WorkspaceEdit:
    """Groups about which nobody need be asked, in the newest shape without annotations that the client knows.

    Raises ContentModifiedError if a file, open or not, is not the text any more that its edits hold for.
    """
    return to_lsp_edit(edits_of(groups).values(), session)


def _documents(one: FileEdits, named: dict[str, Group], session: Session) -> Iterator[lsp.TextDocumentEdit]:
    """The edits of a file; of a notebook that is open they are a document a cell."""
    require_current(one, session)
    document = session.documents.at(one.path)
    edits: dict[str, list[lsp.TextEdit | lsp.AnnotatedTextEdit | lsp.SnippetTextEdit]] = {}
    for name, group in named.items():
        for own in group.files:
            for uri, plain in to_lsp_edits(own, session).items() if own.path == one.path else ():
                marked = [lsp.AnnotatedTextEdit(name, edit.range, edit.new_text) for edit in plain]
                edits.setdefault(uri, []).extend(marked)
    versions = dict(document.parts()) if document else {}
    for uri, marked_edits in edits.items():
        yield lsp.TextDocumentEdit(lsp.OptionalVersionedTextDocumentIdentifier(uri, versions.get(uri)), marked_edits)


def _moves(name: str, group: Group, session: Session) -> Iterator[lsp.RenameFile]:
    for move in group.moves:
        document = session.documents.at(move.path)
        old = document.uri if document else to_uri(move.path)
        yield lsp.RenameFile(old, to_uri(move.new_path), annotation_id=name)
