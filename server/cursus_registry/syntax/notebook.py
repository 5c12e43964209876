"""The code cells of a notebook (`.ipynb`, nbformat 4) in its JSON text, found without a tree of the whole.

A notebook of ten megabytes is nearly all outputs, and a tree of them takes seconds. What is broken ends the search, and
nothing is raised for it. It must not know what the code says.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cursus_registry.syntax.json import JsonBoundError
from cursus_registry.text import Span

MAX_BRACKETS = 50_000
"""So many brackets are passed one by one before a notebook is left alone; the innermost ones do not count."""

_NOTEBOOK_KEY = re.compile(rb'"([^"]*+)"[ \t\r\n]*+:[ \t\r\n]*+')
_NOTEBOOK_STRING = re.compile(rb'"([^"]*+)"')
_NOTEBOOK_BLANK = re.compile(rb"[ \t\r\n]*+")
_NOTEBOOK_WORD = re.compile(rb"[\w.+-]++")
_NOTEBOOK_FLAT = re.compile(rb"""(?:[^"\[\]{}]++|"[^"]*+"|[\[{](?:[^"\[\]{}]++|"[^"]*+")*+[\]}])*+""")


class CodeCell(NamedTuple):
    """A cell of Python code: its number among all cells, from 1, and the JSON strings of its source, without quotes."""

    number: int
    strings: tuple[Span, ...]


class NotebookCells(NamedTuple):
    """The code cells that were found, and whether the text is sound as far as it had to be read."""

    cells: tuple[CodeCell, ...]
    whole: bool


class _BrokenError(Exception):
    """The text is no JSON from here on."""


def find_code_cells(data: bytes) -> NotebookCells:
    """The Python cells of a notebook; none if its language is another. Raises JsonBoundError."""
    reader = _Reader(data)
    try:
        reader.read_notebook()
    except _BrokenError:
        return NotebookCells(tuple(reader.cells), whole=False)
    return NotebookCells(tuple(reader.cells) if reader.speaks_python else (), whole=True)


class _Reader:
    """Goes over one text once, from value to value. Of a key that is repeated the last value counts, as in Python."""

    def __init__(self, data: bytes) -> None:
        # As long as the text, and every quote in it begins or ends a string.
        self._data = data.replace(rb"\\", b"__").replace(rb"\"", b"__") if b"\\" in data else data
        self._at = 0
        self._brackets = 0
        self.cells: list[CodeCell] = []
        self.speaks_python = True

    def read_notebook(self) -> None:
        """Read the whole text."""
        languages: dict[tuple[bytes, bytes], bytes] = {}
        self._pass_blank()
        for key in self._members():
            if key == b"cells":
                self.cells = []
                self.cells.extend(self._code_cells())  # those before a broken place stay
            elif key == b"metadata":
                languages = self._strings_below()
        named = (languages.get((b"language_info", b"name")), languages.get((b"kernelspec", b"language")))
        language = next((one for one in named if one is not None), b"python")
        self.speaks_python = b"python" in language.lower()

    def _code_cells(self) -> Iterator[CodeCell]:
        for number, _ in enumerate(self._items(), 1):
            kind, source = b"", tuple[Span, ...]()
            noted: dict[tuple[bytes, bytes], bytes] = {}
            for key in self._members():
                if key == b"cell_type":
                    kind = self._text()
                elif key == b"source":
                    source = tuple(self._source())
                elif key == b"metadata":
                    noted = self._strings_below()
            # an editor notes it there if a cell speaks another language than the notebook
            if kind == b"code" and noted.get((b"vscode", b"languageId"), b"python") == b"python":
                yield CodeCell(number, source)

    def _source(self) -> Iterator[Span]:
        """The contents of a string, or of the strings in an array."""
        if self._sign != b"[":
            yield from self._string()
        for _ in self._items():
            yield from self._string()

    def _strings_below(self) -> dict[tuple[bytes, bytes], bytes]:
        """The strings in the objects that an object has, by both keys."""
        return {(outer, inner): self._text() for outer in self._members() for inner in self._members()}

    def _string(self) -> Iterator[Span]:
        found = _NOTEBOOK_STRING.match(self._data, self._at)
        if found is not None:
            yield Span(*found.span(1))

    def _text(self) -> bytes:
        return b"".join(self._data[span.start : span.end] for span in self._string())

    def _members(self) -> Iterator[bytes]:
        """The keys of an object, each while its value is next; none for anything else, which is left to be passed."""
        if self._sign != b"{":
            return
        self._pass_blank(1)
        while self._sign != b"}":
            key = _NOTEBOOK_KEY.match(self._data, self._at)
            if key is None:
                raise _BrokenError
            self._at = start = key.end()
            yield key[1]
            self._pass_value(start)
        self._at += 1

    def _items(self) -> Iterator[None]:
        """The items of an array, each while it is next; none for anything else, which is left to be passed."""
        if self._sign != b"[":
            return
        self._pass_blank(1)
        while self._sign != b"]":
            start = self._at
            yield
            self._pass_value(start)
        self._at += 1

    def _pass_value(self, start: int) -> None:
        """Go on behind a value, unless that has been done, and behind the comma that follows."""
        if self._at == start:
            self._pass_one()
        self._pass_blank()
        if self._sign == b",":
            self._pass_blank(1)
        elif self._sign not in {b"]", b"}"}:
            raise _BrokenError

    def _pass_one(self) -> None:
        if self._sign not in {b"[", b"{"}:
            self._pass_scalar()
            return
        depth = 1
        while depth:
            self._at += 1
            self._pass_flat()
            sign = self._sign
            if sign not in {b"[", b"{", b"]", b"}"}:
                raise _BrokenError
            depth += 1 if sign in {b"[", b"{"} else -1
        self._at += 1

    def _pass_flat(self) -> None:
        """Go on to the next bracket around others, or behind others."""
        self._brackets += 1
        if self._brackets > MAX_BRACKETS:
            raise JsonBoundError(f"it has more than {MAX_BRACKETS:,} brackets; clear its outputs")
        found = _NOTEBOOK_FLAT.match(self._data, self._at)
        self._at = found.end() if found else self._at

    def _pass_scalar(self) -> None:
        found = (_NOTEBOOK_STRING if self._sign == b'"' else _NOTEBOOK_WORD).match(self._data, self._at)
        if found is None:
            raise _BrokenError
        self._at = found.end()

    def _pass_blank(self, signs: int = 0) -> None:
        """Go on behind so many signs, and the blanks after them."""
        found = _NOTEBOOK_BLANK.match(self._data, self._at + signs)
        self._at = found.end() if found else self._at + signs

    @property
    def _sign(self) -> bytes:
        return self._data[self._at : self._at + 1]
