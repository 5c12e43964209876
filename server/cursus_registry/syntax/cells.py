"""The code cells of a notebook as one Python text: they run in one module, so that a name of one counts in the next.

What is no Python in them (`%magic`, `!command`, `help?`) is blanked, so that every offset stays. It must not know where
the cells come from.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from cursus_registry.syntax.lexer import Kind, tokens

_CODE_MAGICS = frozenset({b"capture", b"debug", b"prun", b"python", b"python3", b"time", b"timeit"})
_CELL_MAGIC = re.compile(rb"(?:[ \t]*+(?:\r\n|\n|\r))*+%%([\w\x80-\xff]*+)[^\r\n]*+")
_LINE_MAGIC = re.compile(
    rb"""(?:\A|(?<=[\r\n]))[ \t]*+(?:
        (?P<timed>%(?:timeit|time|prun)(?:[ \t]++-[!-~]*+(?:[ \t]++[0-9]++)?+)*+[ \t]++)(?=[^ \t\r\n])
        |(?P<line>(?:%[A-Za-z_]|!(?!=)|\?)(?:[^\\\r\n]++|\\(?:\r\n|[\s\S]|\Z))*+)
        |(?P<help>%{0,2}+[\w.*\[\]\x80-\xff]++\?\??+[ \t]*+)(?=[\r\n]|\Z)
        |(?P<kept>[\w., \t\x80-\xff]++=[ \t]*+(?:![^=\r\n]|%[A-Za-z_])(?:[^\\\r\n]++|\\(?:\r\n|[\s\S]|\Z))*+)
    )""",
    re.VERBOSE,
)
_TRIPLE_QUOTES = (b'"""', b"'''")
_PAIRS = ((b"(", b")"), (b"[", b"]"), (b"{", b"}"))
_CLOSED_BY = dict(_PAIRS)
_NOT_LINE_END = re.compile(rb"[^\r\n]")


class Joined(NamedTuple):
    """The text of all cells, and where each begins in it."""

    data: bytes
    starts: array[int]


def join_cells(cells: Iterable[bytes]) -> Joined:
    """Cells as one text. Each begins on a line of its own, and has as many lines there as alone.

    Behind each is a line that closes what it has left open, or the next one would be taken for a part of it.
    """
    pieces: list[bytes] = []
    starts = array("Q")
    at = 0
    for cell in cells:
        starts.append(at)
        code, after = _prepared(cell)
        pieces += [code, after]
        at += len(code) + len(after)
    return Joined(b"".join(pieces), starts)


@lru_cache(maxsize=1024)
def _prepared(cell: bytes) -> tuple[bytes, bytes]:
    """A cell without magics, and what comes behind it."""
    code = without_magics(cell)
    uneven = any(code.count(one) != code.count(other) for one, other in _PAIRS)
    closers = _closers(code) if uneven else b""
    if code.endswith(b"\\"):  # it takes the next line to it
        closers = closers or b"0"
    end = b" \n" if code.endswith(b"\r") else b"\n"  # or the two would end one line
    return code, end + closers + b"\n"


def _closers(code: bytes) -> bytes:
    opened: list[bytes] = []
    for token in tokens(code):
        sign = code[token.start : token.end]
        if token.kind is Kind.OPEN:
            opened.append(_CLOSED_BY[sign])
        elif token.kind is Kind.CLOSE and opened and opened[-1] == sign:
            opened.pop()
    return b"".join(reversed(opened))


def without_magics(cell: bytes) -> bytes:
    """The text of a cell as long as before, with blanks for what IPython takes for itself.

    A whole cell of another language (`%%bash`) is blank. A statement that is timed stays, and a line that is blanked
    becomes a statement that does nothing, so that the block it may be alone in stays one.
    """
    if not any(sign in cell for sign in (b"%", b"!", b"?")):
        return cell
    magic = _CELL_MAGIC.match(cell)
    if magic is None:
        return _LINE_MAGIC.sub(_blanked_line, cell)
    if magic[1] not in _CODE_MAGICS:
        return _blank(cell)
    return _blank(magic[0]) + _LINE_MAGIC.sub(_blanked_line, cell[magic.end() :])


def _blanked_line(found: re.Match[bytes]) -> bytes:
    if any(quotes in found[0] for quotes in _TRIPLE_QUOTES):
        return found[0]  # rather the end of a text of several lines
    name = str(found.lastgroup)
    start = found.start(name) - found.start()
    blank = _blank(found[name])
    mark = b"0;" if name == "timed" else b"0"
    return found[0][:start] + mark + blank[len(mark) :] + found[0][start + len(blank) :]


def _blank(text: bytes) -> bytes:
    return _NOT_LINE_END.sub(b" ", text)
