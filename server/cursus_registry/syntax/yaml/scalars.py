"""The text of a scalar as YAML reads it: folded lines, quotes, escapes, block scalars with their chomping.

It follows PyYAML, which is what the framework reads interface files with. Raises ValueError for what it cannot tell.
"""

from __future__ import annotations

import re

_LINE_END = re.compile(r"\r\n|\r")
_BLANK = re.compile(r"[ \t]+(?:\n[ \t\n]*)?|\n[ \t\n]*")
_ESCAPE = re.compile(
    rf"\\(?:x([0-9A-Fa-f]{{2}})|u([0-9A-Fa-f]{{4}})|U([0-9A-Fa-f]{{8}})|(\n[ \t\n]*)|(.))|{_BLANK.pattern}"
)
_ESCAPES = {
    "0": "\0",
    "a": "\a",
    "b": "\b",
    "t": "\t",
    "\t": "\t",
    "n": "\n",
    "v": "\v",
    "f": "\f",
    "r": "\r",
    "e": "\x1b",
    " ": " ",
    '"': '"',
    "\\": "\\",
    "/": "/",
    "N": "\x85",
    "_": "\xa0",
    "L": "\u2028",
    "P": "\u2029",
}
_HEADER = re.compile(r"([|>])(?:([+-])?([1-9])?|([1-9])([+-]))[ ]*(?:[ ]#[^\n]*)?(?:\n|\Z)")


def plain_text(raw: str) -> str:
    """A scalar without quotes."""
    return _folded(raw) if "\n" in raw or "\r" in raw else raw


def single_quoted_text(raw: str) -> str:
    """A scalar in single quotes, quotes included in `raw`."""
    return _folded(raw[1:-1]).replace("''", "'")


def double_quoted_text(raw: str) -> str:
    """A scalar in double quotes, quotes included in `raw`. Raises ValueError for an escape that is none."""
    return _ESCAPE.sub(_unescaped, _LINE_END.sub("\n", raw[1:-1])) if "\\" in raw else _folded(raw[1:-1])


def _folded(raw: str) -> str:
    text = _LINE_END.sub("\n", raw)
    return _BLANK.sub(lambda match: _breaks(match[0]), text) if "\n" in text else text


def _breaks(blank: str) -> str:
    """Of blanks with line ends: one line end is a blank, each further one is a line end."""
    count = blank.count("\n")
    return "\n" * (count - 1) or " " if count else blank


def _unescaped(match: re.Match[str]) -> str:
    if not match[0].startswith("\\"):
        return _breaks(match[0])
    code = match[1] or match[2] or match[3]
    if code:
        return chr(int(code, 16))
    if match[4]:
        return "\n" * (match[4].count("\n") - 1)
    if match[5] not in _ESCAPES:
        raise ValueError(f"'\\{match[5]}' is no escape")
    return _ESCAPES[match[5]]


def block_text(raw: str, parent: int) -> str:
    """A block scalar with its header, and the blank lines behind it. `parent`: the column of what holds it, or -1.

    Raises ValueError if another text stands in it, indented less.
    """
    text = _LINE_END.sub("\n", raw)
    header = _HEADER.match(text)
    if header is None:
        raise ValueError("the header of a block scalar cannot be read")
    style, chomping = header[1], header[2] or header[5] or ""
    lines = text[header.end() :].split("\n")
    least = max(parent + 1, 1)
    explicit = header[3] or header[4]
    indent = least + int(explicit) - 1 if explicit else _indentation(lines, least)
    return _joined(lines, indent, folded=style == ">", chomping=chomping)


def _indentation(lines: list[str], least: int) -> int:
    widest = 0
    for line in lines:
        width = len(line) - len(line.lstrip(" "))
        if width < len(line):
            if widest > width:
                raise ValueError("a blank line is indented further than the text below it")
            return max(width, least)
        widest = max(widest, width)
    return max(widest, least)


def _joined(lines: list[str], indent: int, *, folded: bool, chomping: str) -> str:
    """The content of a block scalar. The last of the lines is what stands behind the last line end."""
    pieces: list[str] = []
    blank, end, started, foldable = 0, "", False, False
    for at, line in enumerate(lines):
        last = at == len(lines) - 1
        if len(line) <= indent and not line.strip(" "):
            blank += not last
            continue
        if line[:indent].strip(" "):
            raise ValueError("a line is indented less than the block scalar that it seems to belong to")
        content = line[indent:]
        foldable = folded and foldable and content[0] not in " \t"
        if started:
            pieces.append("" if foldable and blank else " " if foldable else end)
        pieces += ["\n" * blank, content]
        blank, end, started, foldable = 0, "" if last else "\n", True, content[0] not in " \t"
    if chomping != "-":
        pieces.append(end)
    if chomping == "+":
        pieces.append("\n" * blank)
    return "".join(pieces)
