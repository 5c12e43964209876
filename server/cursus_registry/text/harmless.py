"""A text of somebody's that is shown as it stands: without the characters that steer what shows it."""

from __future__ import annotations

import re

_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def harmless(text: str) -> str:
    """A text without characters that steer a terminal or hide what is written; each becomes a replacement."""
    return _CONTROL.sub("\ufffd", text)
