"""The statements at the left margin of plain code, and the imports among them: what a module binds, by its looks.

It must not know step names. Where a name could be bound twice, or led on under another name, the code is left to the
tree.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

from cursus_registry.facts.import_names import FileNames, usual_import
from cursus_registry.facts.plain_code import UnusualError, ends_line
from cursus_registry.facts.plain_lines import outside_brackets

NAME = rb"(?![0-9])[\w\x80-\xff]++"

_AT_MARGIN = re.compile(
    rb"\n(?=[^ \n])(?:(?P<imports>from|import)\b"
    rb"|(?P<compound>if|elif|else|for|while|try|except|finally|with|async[ ]++(?:for|with))\b"
    rb"|(?P<defines>(?:async[ ]++)?(?:def|class))[ ]++(?P<defined>%b)"
    rb"|(?P<assigned>%b)[ ]*+(?::[^=(\n]*+)?=(?!=)"
    rb"|(?P<declared>%b)[ ]*+:[^=\n]*+(?=\n|\Z)"
    rb"|(?P<free>[@\x01]|(?!match\b)%b(?:\.%b)*+\()"
    rb"|(?P<other>))" % (NAME, NAME, NAME, NAME, NAME)
)
"""Begins with the end of the line before, which is found many times faster than the beginning of a line."""
_ALIAS = re.compile(rb"[( \n]*+(%b)(?:\.%b)*+[ ]*+(?=[)=\n.]|\Z)" % (NAME, NAME))
_AS = re.compile(rb"(?<![\w.\x80-\xff])(%b)(?:\.%b)*+[) \n]*+\bas\b" % (NAME, NAME))
_SPACED_DOT = re.compile(rb"[ \n]\.|\.[ \n]")
_ASSIGNS = re.compile(rb"(?<![=!<>])=(?!=)")
_INNER_IMPORT = re.compile(rb"(?:^|:)[ ]*+(from|import)\b", re.MULTILINE)
_BARE_NAME = re.compile(rb"(?<![\w.\x80-\xff])(%b)(?![ ]*+[.(])" % NAME)
_INNER_ASSIGNMENT = re.compile(rb"(?:^|:)[ ]*+%b[ ]*+(?::[^=\n]*+)?=(?!=)" % NAME, re.MULTILINE)
_OTHER_SCOPES = re.compile(rb"\b(?:def|class|lambda|case)\b")


class Statement(NamedTuple):
    """A statement at the left margin; `inside` is where what follows its first word begins."""

    kind: str
    start: int
    inside: int
    end: int


class Outline(NamedTuple):
    """The statements in order, where each begins, and what imports bind: absolute paths, None if none can be told."""

    statements: list[Statement]
    starts: list[int]
    imports: dict[str, str | None]

    def statement_at(self, offset: int) -> Statement | None:
        """The statement that a place is in."""
        at = bisect_right(self.starts, offset) - 1
        return self.statements[at] if at >= 0 else None


def read_outline(code: bytes, joined: bytes, file: FileNames) -> Outline:
    """The outline of plain code, as it stands and each statement on one line.

    Raises UnusualError if it binds names in a way that takes a closer look.
    """
    if b":=" in code:
        raise UnusualError
    return _Reader(code, joined, file).outline()


class _Reader:
    def __init__(self, code: bytes, joined: bytes, file: FileNames) -> None:
        self.code, self.joined, self.file = code, joined, file
        self.imports: dict[str, str | None] = {}
        self.own: set[bytes] = set()
        self.aliases: set[bytes] = set()

    def outline(self) -> Outline:
        found = [*_AT_MARGIN.finditer(b"\n" + self.joined)]
        starts = [match.start() for match in found]  # behind that first byte, a statement begins where the match does
        ends = [*starts[1:], len(self.code)]
        for match, end in zip(found, ends, strict=False):
            self.read_statement(match, end)
        names = {name.encode() for name in self.imports}
        if not (names.isdisjoint(self.own) and names.isdisjoint(self.aliases)):
            raise UnusualError
        statements = [
            Statement(match.lastgroup or "", match.start(), match.end() - 1, end)
            for match, end in zip(found, ends, strict=False)
        ]
        return Outline(statements, starts, self.imports)

    def read_statement(self, match: re.Match[bytes], end: int) -> None:
        """Notes what a statement binds."""
        kind = match.lastgroup
        if kind == "imports":
            self.read_import(match.start())
        elif kind == "compound":
            self.read_compound(match.end() - 1, end)
        elif kind in {"defined", "declared"}:
            self.own.add(match[kind])
        elif kind == "assigned":
            self.own.add(match[kind])
            self.read_alias(match.end() - 1)
        elif kind == "other":
            raise UnusualError

    def read_import(self, start: int) -> int:
        """The end of an import that is bound only once."""
        found = usual_import(self.code, start, self.file)
        if found is None or not ends_line(self.code, found.end):
            raise UnusualError
        for name, path in found.names:
            if name in self.imports:
                raise UnusualError
            self.imports[name] = path
        return found.end

    def read_alias(self, start: int) -> None:
        """`X = other.name` may lead an import on; `X = Y[0] = other.name` takes a closer look."""
        end = self.joined.find(b"\n", start)
        value = self.joined[start : end if end >= 0 else len(self.joined)]
        if b"=" in value and _ASSIGNS.search(outside_brackets(value)):
            raise UnusualError
        match = _ALIAS.match(self.code, start)
        if match is None:
            return
        if self.code[match.end() : match.end() + 1] == b".":
            raise UnusualError
        self.aliases.add(match[1])

    def read_compound(self, start: int, end: int) -> None:
        """What a block at the margin could bind belongs to the module."""
        if _OTHER_SCOPES.search(self.code, start, end):
            raise UnusualError
        at = start
        for match in _INNER_IMPORT.finditer(self.code, start, end):
            self.read_bare(at, match.start(1))
            at = self.read_import(match.start(1))
        self.read_bare(at, end)

    def read_bare(self, start: int, end: int) -> None:
        """A name that is neither called nor looked into could be bound there."""
        self.own.update(_BARE_NAME.findall(self.code, start, end))
        if renamed := _AS.findall(self.code, start, end):
            if _SPACED_DOT.search(self.code, start, end):
                raise UnusualError
            self.aliases.update(renamed)
        for match in _INNER_ASSIGNMENT.finditer(self.code, start, end):
            self.read_alias(match.end())
