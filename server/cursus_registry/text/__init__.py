"""Texts, the lines in them, and the places on those lines.

The only package that knows how editors count characters. Everywhere else a position is a byte offset into the
text as UTF-8, the unit of the parser. It must not know what any text means.
"""

from cursus_registry.text.decode import (
    UndecodableError,
    UnencodableError,
    decode_json,
    decode_python,
    decode_yaml,
    encode_python,
)
from cursus_registry.text.edit import Edit, apply_edits
from cursus_registry.text.fold import folded
from cursus_registry.text.position import Encoding, Position, Range
from cursus_registry.text.source import SourceText
from cursus_registry.text.span import Span

__all__ = [
    "Edit",
    "Encoding",
    "Position",
    "Range",
    "SourceText",
    "Span",
    "UndecodableError",
    "UnencodableError",
    "apply_edits",
    "decode_json",
    "decode_python",
    "decode_yaml",
    "encode_python",
    "folded",
]
