"""Frames: a header that tells the length of a body, and the body. Bytes in, bodies out, whatever the bytes are.

A header is read as clients write it: names in any case, with or without blanks, lines ended by LF alone. Where a
length is wrong, the next header is looked for: a line break cannot stand in a JSON string, so none is found inside a
text. It must not know what a body says.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

HEADER_LIMIT = 8 << 10
"""Bytes that a header may have."""
MESSAGE_LIMIT = 256 << 20
"""Bytes that a body may have, and that are passed over in search of a header before the input is given up."""

_LENGTH = re.compile(rb"content-length[ \t]*:", re.IGNORECASE)
_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_END = re.compile(rb"\n[ \t]*\r?\n")
_BLANK = b" \t\r\n"
_KEPT = 64  # of what is passed over: the beginning of a header may be among it


class InputLostError(Exception):
    """Too much has come without a header that can be read."""


@dataclass(frozen=True, slots=True)
class Misframed:
    """Something that is no frame has come; `reason` is for the client."""

    reason: str


class Frames:
    """Takes bytes as they come, and gives bodies."""

    def __init__(self, *, header_limit: int = HEADER_LIMIT, message_limit: int = MESSAGE_LIMIT) -> None:
        self._buffer = bytearray()
        self._length: int | None = None
        self._searching = False
        self._skipped = 0
        self._header_limit = header_limit
        self._message_limit = message_limit

    @property
    def incomplete(self) -> bool:
        """Whether a part of a frame has come whose rest has not."""
        return self._length is not None or bool(self._buffer.strip(_BLANK))

    def feed(self, data: bytes) -> None:
        """Take what has come."""
        self._buffer += data

    def give_back(self, data: bytes) -> None:
        """Put the rest of a body that said more than one value before what comes next."""
        self._buffer[:0] = data

    def take(self) -> bytes | Misframed | None:
        """The next body, once for each stretch that is none what is wrong with it, or None if more must come.

        Raises `InputLostError` where no header comes any more.
        """
        while self._length is None:
            if self._searching and not self._find_header():
                return None
            fault = self._read_header()
            if fault is not None:
                return fault
            if self._length is None and not self._searching:
                return None
        if len(self._buffer) < self._length:
            return None
        body = bytes(self._buffer[: self._length])
        del self._buffer[: self._length]
        self._length = None
        self._skipped = 0
        return body

    def _read_header(self) -> Misframed | None:
        del self._buffer[: len(self._buffer) - len(self._buffer.lstrip(_BLANK))]
        end = _END.search(self._buffer)
        head = bytes(self._buffer[: end.start() if end else self._header_limit + 1])
        if len(head) > self._header_limit:
            return self._lose(f"a header of more than {self._header_limit} bytes")
        lines = head.split(b"\n")
        if end is None and head and not _NAME.match(head):
            return self._lose("no header")
        fields = [_field(line) for line in (lines if end else lines[:-1])]
        if None in fields:
            return self._lose("a line in a header that is no field")
        if end is None:
            return None
        lengths = {value for name, value in filter(None, fields) if name == b"content-length"}
        if len(lengths) > 1:
            return self._lose("a header with several Content-Length", end.end())
        length = self._read_length(lengths.pop() if lengths else b"")
        if isinstance(length, str):
            return self._lose(length)
        self._length = length
        del self._buffer[: end.end()]
        return None

    def _read_length(self, value: bytes) -> int | str:
        """The length, or what is wrong with it."""
        if not value:
            return "a header without Content-Length"
        if not value.isdigit() or len(value) > 1000:
            return "a Content-Length that is no number"
        if int(value) > self._message_limit:
            return f"a Content-Length of more than {self._message_limit} bytes"
        return int(value)

    def _lose(self, reason: str, count: int = 1) -> Misframed | None:
        """Pass over some bytes and go in search of the next header; the first fault of a stretch is told."""
        first = self._skipped == 0
        self._searching = True
        self._skip(count)
        return Misframed(reason) if first else None

    def _find_header(self) -> bool:
        match = _LENGTH.search(self._buffer)
        self._searching = match is None
        self._skip(match.start() if match else max(0, len(self._buffer) - _KEPT))
        return match is not None

    def _skip(self, count: int) -> None:
        del self._buffer[:count]
        self._skipped += count
        if self._skipped > self._message_limit:
            raise InputLostError(f"{self._skipped} bytes without a header that can be read")


def frame(body: bytes) -> bytes:
    """A body with its header."""
    return b"Content-Length: %d\r\n\r\n%b" % (len(body), body)


def _field(line: bytes) -> tuple[bytes, bytes] | None:
    name, colon, value = line.partition(b":")
    name = name.rstrip(b" \t")
    return (name.lower(), value.strip(_BLANK)) if colon and _NAME.fullmatch(name) else None
