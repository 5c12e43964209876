"""Python code with its strings and comments blanked: what is left can be read by patterns.

It must not know what any of it means. A text in which a string could be anything else is not read here at all.
"""

from __future__ import annotations

import re

STRING = 0x01
"""What every byte of a string is in the code; those of a comment are blanks."""

MAX_LINE = 1_000
"""No hand writes a longer line; in one, patterns may look at all that follows at each of its places."""

_USUAL_BYTES = bytes(byte for byte in range(256) if byte == 0x0A or byte >= 0x20)
_QUOTED_OR_COMMENT = re.compile(
    rb"\"\"\"[^\"\\]*+(?:(?:\\[\s\S]|\"(?!\"\"))[^\"\\]*+)*+\"\"\""
    rb"|'''[^'\\]*+(?:(?:\\[\s\S]|'(?!''))[^'\\]*+)*+'''"
    rb"|\"(?!\"\")[^\"\\\n]*+(?:\\[^\n][^\"\\\n]*+)*+\""
    rb"|'(?!'')[^'\\\n]*+(?:\\[^\n][^'\\\n]*+)*+'"
    rb"|\#[^\n]*+"
    rb"|[\"']()[\s\S]*+"
)
"""Whatever a quote opens that does not close it takes along, or the rest would be looked at again from each quote."""
_OUTSIDE_FIELDS = re.compile(rb"(?:\A|\})[^{]*+(?:\{|\Z)")
_FORMATTED = re.compile(rb"(?<![\w\x80-\xff])(?:[fFtT][rR]?|[rR][fFtT])\Z")
_INSIDE_FIELDS = bytes(0x02 if byte in b"\"'{}\n" else byte for byte in range(256))
_COMMENT = 0x23
_OPEN_STRING = b'"'


class UnusualError(Exception):
    """What stands there takes a closer look."""


def read_plain_code(data: bytes) -> bytes:
    """The code of a text, each byte where it was.

    The fields of an f-string stay, without their quotes and braces: they are code. Raises UnusualError if strings
    cannot be told by their looks.
    """
    if data.translate(None, _USUAL_BYTES) or max(map(len, data.split(b"\n"))) > MAX_LINE:
        raise UnusualError
    code = _QUOTED_OR_COMMENT.sub(_blanked, data)
    if b'"' in code or b"\\" in code or b";" in code:
        raise UnusualError
    return code


def ends_line(code: bytes, offset: int) -> bool:
    """Whether nothing but blanks follows on the line."""
    if code[offset : offset + 1] == b"\n":
        return True
    end = code.find(b"\n", offset)
    return not code[offset : len(code) if end < 0 else end].strip(b" ")


def _blanked(found: re.Match[bytes]) -> bytes:
    text = found[0]
    if text[0] == _COMMENT:
        return b" " * len(text)
    if found.lastindex:
        return _OPEN_STRING
    if b"{" not in text or not _FORMATTED.search(found.string[max(found.start() - 3, 0) : found.start()]):
        return b"\x01" * len(text)
    if text.count(b"{") != text.count(b"}") or b"{{" in text or b"#" in text:
        return _OPEN_STRING  # quotes inside may be those of a string in a field
    return _OUTSIDE_FIELDS.sub(_between_fields, text).translate(_INSIDE_FIELDS)


def _between_fields(found: re.Match[bytes]) -> bytes:
    return b"\x01" * len(found[0])
