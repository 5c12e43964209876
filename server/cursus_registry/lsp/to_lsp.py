"""From our shapes to the protocol's."""

from __future__ import annotations

from dataclasses import dataclass

from lsprotocol import types as lsp

from cursus_registry.features.diagnostics import Diagnostic
from cursus_registry.files.uris import to_uri
from cursus_registry.text import Position, Range

_TAGS = {"unnecessary": lsp.DiagnosticTag.Unnecessary, "deprecated": lsp.DiagnosticTag.Deprecated}


def to_lsp_range(span: Range) -> lsp.Range:
    """A range."""
    return lsp.Range(_position(span.start), _position(span.end))


def _position(position: Position) -> lsp.Position:
    return lsp.Position(position.line, position.character)


@dataclass(frozen=True, slots=True)
class DiagnosticShape:
    """What a client knows of diagnostics; the rest is left out."""

    related: bool = False
    tags: frozenset[lsp.DiagnosticTag] = frozenset()
    description: bool = False


def diagnostic_shape(client: lsp.ClientCapabilities) -> DiagnosticShape:
    """What a client has announced for pushed diagnostics."""
    known = client.text_document.publish_diagnostics if client.text_document else None
    if known is None:
        return DiagnosticShape()
    return DiagnosticShape(
        related=bool(known.related_information),
        tags=frozenset(known.tag_support.value_set) if known.tag_support else frozenset(),
        description=bool(known.code_description_support),
    )


def to_lsp_diagnostic(found: Diagnostic, shape: DiagnosticShape) -> lsp.Diagnostic:
    """A diagnostic with everything that the client can show."""
    related = [
        lsp.DiagnosticRelatedInformation(lsp.Location(to_uri(other.path), to_lsp_range(other.range)), other.message)
        for other in (found.related if shape.related else ())
    ]
    return lsp.Diagnostic(
        range=to_lsp_range(found.range),
        message=found.message,
        severity=lsp.DiagnosticSeverity(int(found.severity)),
        code=found.code,
        code_description=lsp.CodeDescription(found.url) if shape.description else None,
        source="cursus-registry",
        tags=[_TAGS[tag] for tag in found.tags if _TAGS[tag] in shape.tags] or None,
        related_information=related or None,
    )
