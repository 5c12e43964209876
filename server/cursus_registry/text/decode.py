"""From the bytes of a Python file to its text (PEP 263); knows nothing of what the text says."""

from __future__ import annotations

import codecs
import io
import tokenize

from cursus_registry.text.source import SourceText


class UndecodableError(ValueError):
    """The bytes are no Python source text; the message says why and what to do."""


def decode_python(raw: bytes) -> SourceText:
    """The text of a Python file: a byte order mark dropped, a coding line obeyed, line ends as they stand.

    Raises UndecodableError for binary data, an unknown encoding, and bytes that are not valid in theirs.
    """
    if b"\0" in raw:
        raise UndecodableError("it holds NUL bytes, so it is no Python source text; remove the file or restore it")
    if raw.isascii() and b"coding" not in raw[:400]:
        return SourceText(raw)
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(raw).readline)
    except SyntaxError as error:
        raise UndecodableError(f"its encoding is not known ({error.msg}); save it as UTF-8") from None
    if encoding in {"utf-8", "utf-8-sig"}:
        raw = raw.removeprefix(codecs.BOM_UTF8)
    try:
        return SourceText.from_str(raw.decode("utf-8" if encoding == "utf-8-sig" else encoding))
    except (UnicodeError, LookupError) as error:
        raise UndecodableError(f"it is not valid {encoding} ({error}); save it as UTF-8") from None
