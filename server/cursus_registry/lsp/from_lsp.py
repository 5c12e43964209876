"""From the protocol's shapes to ours."""

from __future__ import annotations

from lsprotocol import types as lsp

from cursus_registry.text import Encoding, Position, SourceText

_ENCODINGS = {encoding.value: encoding for encoding in Encoding}


def to_offset(source: SourceText, position: lsp.Position, encoding: Encoding) -> int:
    """The byte offset of a client's position."""
    return source.offset(Position(position.line, position.character), encoding)


def encoding_of(offered: lsp.ServerCapabilities) -> Encoding:
    """The encoding of columns that the client was told."""
    told = offered.position_encoding or lsp.PositionEncodingKind.Utf16
    return _ENCODINGS[told.value if isinstance(told, lsp.PositionEncodingKind) else told]
