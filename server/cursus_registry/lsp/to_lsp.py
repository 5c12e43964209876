"""From our shapes to the protocol's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lsprotocol import types as lsp

from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.facts.read import read_python
from cursus_registry.features.diagnostics import Diagnostic
from cursus_registry.files.uris import to_uri
from cursus_registry.lsp.session import Session
from cursus_registry.text import Position, Range, SourceText

_TAGS = {"unnecessary": lsp.DiagnosticTag.Unnecessary, "deprecated": lsp.DiagnosticTag.Deprecated}


class ContentModifiedError(Exception):
    """A text is not the one any more that an answer was worked out from."""


def to_lsp_range(span: Range) -> lsp.Range:
    """A range."""
    return lsp.Range(_position(span.start), _position(span.end))


def to_lsp_location(path: str, place: Range, session: Session) -> lsp.Location:
    """A range in a file, of a notebook that is open in its cell; the URI as the client spells it, if it is open."""
    document = session.documents.at(path)
    if document is None:
        return lsp.Location(to_uri(path), to_lsp_range(place))
    shown = document.shown(place)
    return lsp.Location(shown.uri, to_lsp_range(shown.range))


def _position(position: Position) -> lsp.Position:
    return lsp.Position(position.line, position.character)


@dataclass(frozen=True, slots=True)
class DiagnosticShape:
    """What a client knows of diagnostics; the rest is left out."""

    related: bool = False
    tags: frozenset[lsp.DiagnosticTag] = frozenset()
    description: bool = False
    data: bool = False


def diagnostic_shape(client: lsp.ClientCapabilities) -> DiagnosticShape:
    """What a client has announced. It draws those it pulls as those it is pushed, and may say so for one way only."""
    documents = client.text_document
    ways = (documents.publish_diagnostics, documents.diagnostic) if documents else ()
    known = [way for way in ways if way is not None]
    return DiagnosticShape(
        related=any(way.related_information for way in known),
        tags=frozenset(tag for way in known if way.tag_support for tag in way.tag_support.value_set),
        description=any(way.code_description_support for way in known),
        data=any(way.data_support for way in known),
    )


def to_lsp_diagnostic(found: Diagnostic, shape: DiagnosticShape, session: Session) -> lsp.Diagnostic:
    """A diagnostic with everything that the client can show."""
    related = [
        lsp.DiagnosticRelatedInformation(to_lsp_location(other.path, other.range, session), other.message)
        for other in (found.related if shape.related else ())
    ]
    return lsp.Diagnostic(
        range=to_lsp_location(found.path, found.range, session).range,
        message=found.message,
        severity=lsp.DiagnosticSeverity(int(found.severity)),
        code=found.code,
        code_description=lsp.CodeDescription(found.url) if shape.description else None,
        source="cursus-registry",
        tags=[_TAGS[tag] for tag in found.tags if _TAGS[tag] in shape.tags] or None,
        related_information=related or None,
        data=found.fingerprint if shape.data else None,
    )


def to_lsp_edit(files: Iterable[FileEdits], session: Session) -> lsp.WorkspaceEdit:
    """Changes of files in the newest shape that the client knows; those of open documents with their versions.

    New files come first, and only a client that can make them may be given any (`knows_new_files`). Raises
    ContentModifiedError if a file, open or not, is not the text any more that its edits hold for.
    """
    changes: dict[str, list[lsp.TextEdit]] = {}
    documents: list[lsp.CreateFile | lsp.TextDocumentEdit] = []
    labels: dict[str, lsp.ChangeAnnotation] = {}
    for one in files:
        require_current(one, session)
        document = session.documents.at(one.path)
        label = one.confirm if knows_annotations(session.client) else ""
        if label:
            labels[label] = lsp.ChangeAnnotation(label, needs_confirmation=True)
        parts = to_lsp_edits(one, session)
        changes |= parts
        if one.is_new:
            documents.append(lsp.CreateFile(to_uri(one.path), annotation_id=label or None))
        versions = dict(document.parts()) if document else {}
        for uri, plain in parts.items():
            marked = [lsp.AnnotatedTextEdit(label, edit.range, edit.new_text) for edit in plain] if label else plain
            identifier = lsp.OptionalVersionedTextDocumentIdentifier(uri, versions.get(uri))
            documents.append(lsp.TextDocumentEdit(identifier, list(marked)))
    if knows_versioned_edits(session.client):
        return lsp.WorkspaceEdit(document_changes=documents, change_annotations=labels or None)
    return lsp.WorkspaceEdit(changes=changes)


def require_current(one: FileEdits, session: Session) -> None:
    """Raises ContentModifiedError if a file says anything else by now than its edits were worked out from.

    Only the edits of an open document are held to its version by the client.
    """
    now = _text_now(one.path, session)
    if now is not None and now != one.source:
        raise ContentModifiedError(one.path)


def _text_now(path: str, session: Session) -> SourceText | None:
    """The text of a file as it counts at present; None where nobody looks at it."""
    document = session.documents.at(path)
    if document is not None:
        return document.source
    project = session.project_of(path)
    facts = project.snapshot.facts(path) if project else None
    if facts is not None and facts.source.data:
        return facts.source
    if path.endswith(".py"):  # most of these say nothing to us, and their text is not kept
        return read_python(session.files, path) or SourceText(b"")
    return facts.source if facts else None


def to_lsp_edits(one: FileEdits, session: Session) -> dict[str, list[lsp.TextEdit]]:
    """The edits of a file by the documents that the client has of it: one, but of a notebook its cells."""
    document = session.documents.at(one.path)
    found: dict[str, list[lsp.TextEdit]] = {} if one.edits or document else {to_uri(one.path): []}
    for edit in one.edits:
        place = to_lsp_location(one.path, one.source.range(edit.span, session.encoding), session)
        found.setdefault(place.uri, []).append(lsp.TextEdit(place.range, edit.new_text))
    return found


def knows_versioned_edits(client: lsp.ClientCapabilities) -> bool:
    """Whether a client takes the edits of several files as one whole, each held to its version."""
    return bool(_known(client).document_changes)


def knows_new_files(client: lsp.ClientCapabilities) -> bool:
    """Whether a client can make files among other changes."""
    return _knows_operation(client, lsp.ResourceOperationKind.Create)


def knows_moved_files(client: lsp.ClientCapabilities) -> bool:
    """Whether a client can move files among other changes."""
    return _knows_operation(client, lsp.ResourceOperationKind.Rename)


def knows_annotations(client: lsp.ClientCapabilities) -> bool:
    """Whether a client can ask a person before it makes an edit."""
    return knows_versioned_edits(client) and _known(client).change_annotation_support is not None


def _knows_operation(client: lsp.ClientCapabilities, kind: lsp.ResourceOperationKind) -> bool:
    return knows_versioned_edits(client) and kind in (_known(client).resource_operations or ())


def _known(client: lsp.ClientCapabilities) -> lsp.WorkspaceEditClientCapabilities:
    """What a client has announced of edits."""
    known = client.workspace.workspace_edit if client.workspace else None
    return known or lsp.WorkspaceEditClientCapabilities()
