"""Plain code line by line, as Python reads it: each statement on one line, and no line left half-typed.

It must not know what any of it means.
"""

from __future__ import annotations

import re

from cursus_registry.facts.plain_code import UnusualError

MAX_DEPTH = 100
"""Brackets in brackets; no hand writes more."""

_NO_STRUCTURE = bytes(byte for byte in range(256) if byte not in b"()[]{}\n")
_LINE_END, _INSIDE = 0x0A, 0x20
_AROUND_LINE_ENDS = re.compile(rb"\([ \n]++\)|\[[ \n]++\]|\{[ \n]++\}")
_INNERMOST = re.compile(rb"\([^()\[\]{}]*+\)|\[[^()\[\]{}]*+\]|\{[^()\[\]{}]*+\}")

_SIGNS = bytes.maketrans(b"-+*/%@&|^~<>=)]}:\n", b"+++++++++++++)))))")
"""All operators are one, and so is all that ends what stands behind one: brackets, colons and line ends."""
_SIGN_AT_END, _NOTHING_BETWEEN = b"+)", b",,"
"""What no statement has in it when blanks are left out, and signs are as above."""
_DOT_AT_END, _ELLIPSIS_AT_END = b".)", b"...)"
_LAST_LETTERS = frozenset(b"abcdefghijklmnopqrstuvwxyz:")
_WANTING = frozenset(
    keyword + behind
    for keyword in b"""and as assert async class def del elif for from global if import in is lambda nonlocal not or
    while with""".split()
    for behind in (b"", b":")
) | {b"else"}
"""The last words of lines that wait for more."""
_ODD_LINE = re.compile(
    rb"\n(?P<indent>[ ]*+)"
    rb"(?P<head>(?:if|elif|else|for|while|try|except|finally|with|def|class|async|(?<=[ ])from)\b|@)?+[^\n]*+"
    rb"(?(head)(?<!:)|(?:(?<=:)|(?=\n(?P=indent)[ ])))"
)
"""A head without a colon at its end, any other line with one, and what stands deeper without one above it."""
_SOFT = (b"match", b"case")
_DECORATED = (b"@", b"def ", b"class ", b"async ")


def join_lines(code: bytes) -> bytes:
    """The code with the line ends inside brackets blanked, each byte where it was.

    Raises UnusualError if the brackets do not match.
    """
    ends = _line_ends(code.translate(None, _NO_STRUCTURE))
    if _INSIDE not in ends:
        return code
    *lines, last = code.split(b"\n")
    return b"".join(
        [line + (b"\n" if end == _LINE_END else b" ") for line, end in zip(lines, ends, strict=True)] + [last]
    )


def check_lines(joined: bytes) -> None:
    """Raises UnusualError if a statement looks half-typed, or stands deeper than it may."""
    signs = joined.translate(_SIGNS, b" ") + b")"
    if _SIGN_AT_END in signs or _NOTHING_BETWEEN in signs:
        raise UnusualError
    dots = signs.count(_DOT_AT_END)
    if dots and dots != signs.count(_ELLIPSIS_AT_END):
        raise UnusualError
    lines = [line for line in [line.rstrip(b" ") for line in joined.split(b"\n")] if line]
    if not _WANTING.isdisjoint([line.rpartition(b" ")[2] for line in lines if line[-1] in _LAST_LETTERS]):
        raise UnusualError
    text = b"\n".join([b"", *lines, b""])
    if text.startswith(b"\n "):
        raise UnusualError
    for odd in _ODD_LINE.finditer(text):
        _check_odd(odd, text)


def outside_brackets(text: bytes) -> bytes:
    """What is left of a text without all that stands in brackets."""
    count = 1
    while count:
        text, count = _INNERMOST.subn(b"", text)
    return text


def _line_ends(structure: bytes) -> bytes:
    """The line ends of a text whose brackets and line ends these are: those inside brackets are blanks."""
    for _ in range(MAX_DEPTH):
        size = len(structure)
        structure = structure.replace(b"()", b"").replace(b"[]", b"").replace(b"{}", b"")
        if len(structure) == size:
            structure, count = _AROUND_LINE_ENDS.subn(_blanked, structure)
            if not count:
                break
    if structure.translate(None, b" \n"):
        raise UnusualError
    return structure


def _blanked(found: re.Match[bytes]) -> bytes:
    return b" " * (len(found[0]) - 2)


def _check_odd(odd: re.Match[bytes], text: bytes) -> None:
    """Some odd lines are whole: `if x: y`, a decorator, an import, `case x:`."""
    head, line, indent = odd["head"], odd[0].lstrip(), odd["indent"]
    below = odd.end() + 1
    deeper = text.startswith(indent + b" ", below)
    if head is None:
        whole = line.startswith(_SOFT) and line.endswith(b":")
        deeper = False
    elif head == b"@":
        whole = text.startswith(tuple(indent + first for first in _DECORATED), below)
    elif head == b"from":
        whole = b" import" in line
    else:
        whole = b":" in outside_brackets(line)
    if deeper or not whole:
        raise UnusualError
