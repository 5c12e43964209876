"""From the protocol's shapes to ours."""

from __future__ import annotations

from lsprotocol import types as lsp

from cursus_registry.text import Encoding, Position, SourceText

_ENCODINGS = {encoding.value: encoding for encoding in Encoding}


def to_offset(source: SourceText, position: lsp.Position, encoding: Encoding) -> int:
    """The byte offset of a client's position."""
    return source.offset(Position(position.line, position.character), encoding)


def negotiated_encoding(capabilities: lsp.ClientCapabilities) -> Encoding:
    """The encoding of columns: the first that the client offers and we know; UTF-16 if it offers none."""
    offered = (capabilities.general.position_encodings if capabilities.general else None) or ()
    for name in offered:
        value = name.value if isinstance(name, lsp.PositionEncodingKind) else str(name)
        if value in _ENCODINGS:
            return _ENCODINGS[value]
    return Encoding.UTF16
