"""What is not taken as it stands: aliases, tags and merge keys, and plain scalars that may be no value at all."""

from __future__ import annotations

import re

from cursus_registry.syntax.yaml.nodes import Fault
from cursus_registry.text import Span

LIST_KEY = "a list or a mapping cannot be a key"
_SHOWN = 40
_DOUBTFUL = re.compile(r"(?:=|<<)\Z|[-+]?0[bx]_+|[0-9]{4}-[0-9]|[-+]?[0-9][0-9_:.]{300}")
# each begins with one character or set, which is what makes searching quick
_DOUBTFUL_PARTS = (
    re.compile(rb"=(?=[\s,\]}:]|\Z)"),
    re.compile(rb"<<"),
    re.compile(rb"0[bx]_"),
    re.compile(rb"[0-9][0-9]{3}-[0-9]"),
    re.compile(rb"[0-9][0-9_:.]{300}"),
)
_BEFORE_SCALAR = frozenset(b" \t\r\n[{,:?-+")


def is_doubtful(text: str) -> bool:
    """Whether a plain scalar is like one that YAML takes for a value it cannot make, such as the 99th of May."""
    return _DOUBTFUL.match(text) is not None


def doubtful_starts(data: bytes) -> set[int]:
    """Where a plain scalar could begin that `is_doubtful`, and other places; a sign may stand before it."""
    found = (match.start() for pattern in _DOUBTFUL_PARTS for match in pattern.finditer(data))
    starts = {at for at in found if at == 0 or data[at - 1] in _BEFORE_SCALAR}
    return starts | {at - 1 for at in starts}


def unsafe_alias(data: bytes, span: Span) -> Fault:
    """What is said of `*name`."""
    return Fault(span, f"the alias '{_shown(data, span)}' is not followed: write the value out")


def unsafe_tag(data: bytes, span: Span) -> Fault:
    """What is said of `!name`."""
    return Fault(span, f"the tag '{_shown(data, span)}' is not obeyed: remove it")


def unsafe_merge(span: Span) -> Fault:
    """What is said of the key `<<`."""
    return Fault(span, "the merge key '<<' is not followed: write the fields out")


def _shown(data: bytes, span: Span) -> str:
    text = data[span.start : span.end].decode("utf-8", "replace")
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
