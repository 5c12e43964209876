"""JSON that every reader takes: ASCII only, and no half of a surrogate pair. It must not know what is written."""

from __future__ import annotations

import json
import re
from typing import Any

_ESCAPED = re.compile(r"[^\x00-\x7e]")
_SURROGATES = range(0xD800, 0xE000)


def json_text(value: Any) -> str:
    """A value as indented JSON. A lone surrogate (a name on the disk that is not UTF-8) becomes U+FFFD.

    RFC 8259 lets such a half stand as an escape, but many readers refuse the whole text for it.
    """
    return _ESCAPED.sub(_escape, json.dumps(value, indent=2, ensure_ascii=False)) + "\n"


def _escape(match: re.Match[str]) -> str:
    character = ord(match[0])
    if character in _SURROGATES:
        return "\\ufffd"
    if character < 0x10000:
        return f"\\u{character:04x}"
    character -= 0x10000
    return f"\\u{0xD800 | character >> 10:04x}\\u{0xDC00 | character & 0x3FF:04x}"
