"""Between the bytes of a file and its text: Python by PEP 263, YAML and JSON as UTF-8; knows no meaning."""

from __future__ import annotations

import codecs
import io
import tokenize

from cursus_registry.text.source import SourceText


class UndecodableError(ValueError):
    """The bytes are no text that the framework could read; the message says why and what to do."""


_OTHER_MARKS = {
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}


class UnencodableError(ValueError):
    """A text that the encoding of its file cannot hold; the message says why and what to do."""


def decode_python(raw: bytes) -> SourceText:
    """The text of a Python file: a byte order mark dropped, a coding line obeyed, line ends as they stand.

    Raises UndecodableError for binary data, an unknown encoding, and bytes that are not valid in theirs.
    """
    if b"\0" in raw:
        raise UndecodableError("it holds NUL bytes, so it is no Python source text; remove the file or restore it")
    if _is_plain(raw):
        return SourceText(raw)
    mark, encoding = _encoding_of(raw)
    try:
        return SourceText.from_str(raw.removeprefix(mark).decode(encoding))
    except (UnicodeError, LookupError) as error:
        raise UndecodableError(f"it is not valid {encoding} ({error}); save it as UTF-8") from None


def encode_python(text: SourceText, like: bytes) -> bytes:
    """The bytes of a Python text in the encoding, and with or without the byte order mark, of an earlier version.

    Raises UnencodableError if that encoding has no such character.
    """
    mark, encoding = (b"", "utf-8") if _is_plain(like) else _encoding_of(like)
    try:
        return mark + str(text).encode(encoding)
    except UnicodeEncodeError as error:
        character = error.object[error.start]
        raise UnencodableError(f"its encoding, {encoding}, has no {character!r}; save it as UTF-8 first") from None


def _is_plain(raw: bytes) -> bool:
    return raw.isascii() and b"coding" not in raw[:400]


def _encoding_of(raw: bytes) -> tuple[bytes, str]:
    """The byte order mark, if there is one, and the encoding of what follows."""
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(raw).readline)
    except SyntaxError as error:
        raise UndecodableError(f"its encoding is not known ({error.msg}); save it as UTF-8") from None
    if encoding not in {"utf-8", "utf-8-sig"}:
        return b"", encoding
    return (codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""), "utf-8"


def decode_yaml(raw: bytes) -> SourceText:
    """The text of a YAML file: a byte order mark dropped, line ends as they stand.

    YAML itself allows UTF-16, but the framework opens interface files as UTF-8. Raises UndecodableError for the rest.
    """
    return _decode_utf8(raw, "YAML")


def decode_json(raw: bytes) -> SourceText:
    """The text of a JSON file, which is UTF-8 by its standard: a byte order mark dropped. Raises UndecodableError."""
    return _decode_utf8(raw, "JSON")


def _decode_utf8(raw: bytes, kind: str) -> SourceText:
    for mark, encoding in _OTHER_MARKS.items():
        if raw.startswith(mark):
            raise UndecodableError(f"it is {encoding}, and the framework reads it as UTF-8; save it as UTF-8")
    if b"\0" in raw:
        raise UndecodableError(f"it holds NUL bytes, so it is no {kind} text; remove the file or restore it")
    raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UndecodableError(f"it is not valid utf-8 ({error}); save it as UTF-8") from None
    return SourceText(raw)
