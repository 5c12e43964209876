"""Broken JSON made whole enough to be read: the brackets that are missing, and half a string taken out.

The parser loses most of a text for one bracket. What is put in stands where there was blank space, or behind the
text, so every place stays what it was. It must not know what a file says.
"""

from __future__ import annotations

import re

from tree_sitter import Node

from cursus_registry.syntax.json import parse_json

_TOKEN = re.compile(rb'(?P<string>"(?:[^"\\\r\n]|\\[^\r\n])*")(?P<key>\s*+:)?|(?P<half>"[^\r\n]*)|[\[\]{}]')
_CLOSING = {ord("["): ord("]"), ord("{"): ord("}")}


def mended(root: Node, data: bytes) -> Node:
    """The root itself if its text is whole, else that of the mended text. Raises JsonBoundError."""
    return parse_json(bytes(_Mender(data).text())) if root.has_error else root


class _Mender:
    """One pass over the brackets, and the strings between them."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.out = bytearray(data)
        self.open: list[int] = []
        self.waiting = {ord("]"): 0, ord("}"): 0}
        self.end = 0
        self.awaits_colon = False
        self.is_value = False

    def text(self) -> bytearray:
        """The mended text."""
        for match in _TOKEN.finditer(self.data):
            self._take(match)
            self.awaits_colon = match["string"] is not None and match["key"] is None
            self.is_value = match["key"] is not None
            self.end = match.end()
        self.out += bytes(reversed(self.open))
        return self.out

    def _take(self, match: re.Match[bytes]) -> None:
        token = self.data[match.start()]
        if match["half"] is not None:
            self._blank(match.start(), match.end())
            if self.is_value and match.end() - match.start() > 1:
                self.out[match.start() : match.start() + 2] = b"0,"
        elif match["key"] is not None:
            if self.open and self.open[-1] == ord("]") and self._put(b"],", match.start()):
                self._pop()
        elif token in _CLOSING:
            if self.awaits_colon and self.open and self.open[-1] == ord("}"):
                self._put(b":", match.start())
            self.open.append(_CLOSING[token])
            self.waiting[_CLOSING[token]] += 1
        elif match["string"] is None:
            self._close(token, match.start())

    def _close(self, bracket: int, at: int) -> None:
        """A closing bracket also ends what was left open inside; one that closes nothing is taken out."""
        if not self.waiting[bracket]:
            self._blank(at, at + 1)
            return
        missing = bytearray()
        while (last := self._pop()) != bracket:
            missing.append(last)
        if missing:
            self._put(bytes(missing), at)

    def _pop(self) -> int:
        last = self.open.pop()
        self.waiting[last] -= 1
        return last

    def _put(self, text: bytes, before: int) -> bool:
        """Put brackets into the blank space before a place, if there is enough."""
        start = before - len(text)
        if start < self.end or self.out[start:before].strip():
            return False
        self.out[start:before] = text
        return True

    def _blank(self, start: int, end: int) -> None:
        self.out[start:end] = b" " * (end - start)
