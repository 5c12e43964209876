"""Replacing stretches of a text; knows neither files nor versions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cursus_registry.text.span import Span


class Edit(NamedTuple):
    """Put `new_text` in the place of a stretch."""

    span: Span
    new_text: str


def apply_edits(data: bytes, edits: Iterable[Edit]) -> bytes:
    """The text with all edits made at once; every span speaks of the text before.

    Raises ValueError if two edits overlap, since their order would decide what comes out.
    """
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        if edit.span.start < at:
            raise ValueError(f"two edits overlap at byte {edit.span.start}")
        pieces += [data[at : edit.span.start], edit.new_text.encode("utf-8", "surrogatepass")]
        at = edit.span.end
    return b"".join([*pieces, data[at:]])
