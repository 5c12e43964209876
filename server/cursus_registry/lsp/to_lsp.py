"""From our shapes to the protocol's."""

from __future__ import annotations

from lsprotocol import types as lsp

from cursus_registry.features.diagnostics import Diagnostic
from cursus_registry.lsp.uris import to_uri
from cursus_registry.text import Position, Range

_TAGS = {"unnecessary": lsp.DiagnosticTag.Unnecessary, "deprecated": lsp.DiagnosticTag.Deprecated}


def to_lsp_range(span: Range) -> lsp.Range:
    """A range."""
    return lsp.Range(_position(span.start), _position(span.end))


def _position(position: Position) -> lsp.Position:
    return lsp.Position(position.line, position.character)


def to_lsp_diagnostic(found: Diagnostic) -> lsp.Diagnostic:
    """A diagnostic with everything a client can show; what it cannot, it leaves out."""
    related = [
        lsp.DiagnosticRelatedInformation(lsp.Location(to_uri(other.path), to_lsp_range(other.range)), other.message)
        for other in found.related
    ]
    return lsp.Diagnostic(
        range=to_lsp_range(found.range),
        message=found.message,
        severity=lsp.DiagnosticSeverity(int(found.severity)),
        code=found.code,
        code_description=lsp.CodeDescription(found.url),
        source="cursus-registry",
        tags=[_TAGS[tag] for tag in found.tags] or None,
        related_information=related or None,
    )
