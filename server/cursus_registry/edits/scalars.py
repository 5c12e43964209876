"""Scalars and lines of interface files (YAML), written in the style that is there. Knows no Python."""

from __future__ import annotations

import re

from cursus_registry.edits.escapes import escaped
from cursus_registry.edits.lines import line_end
from cursus_registry.facts.model import FileFacts
from cursus_registry.layout import FileKind
from cursus_registry.text import Edit, SourceText, Span

_INTERFACES = frozenset({FileKind.INTERFACE, FileKind.PACK})
_QUOTE = '"'
_DOUBLE = re.compile(r'"(?:[^"\\\r\n]|\\[^\r\n])*"')
_SINGLE = re.compile(r"'(?:[^'\r\n]|'')*'")
_SYNTAX = re.compile(r"[\[\]{},]|: |:\Z| #|[\r\n]|\A[-?:] |\A[-?:]\Z|\A[\s&*!|>'\"%@`#]|\s\Z|\A(?:---|\.\.\.)")
_OTHER_TYPE = re.compile(
    r"""(?:~|null|true|false|yes|no|on|off|y|n|=|<<
    |[-+]?[0-9][0-9_.:]*(?:e[-+]?[0-9]+)?|[-+]?\.[0-9_]+(?:e[-+]?[0-9]+)?|[-+]?0[xob][0-9a-f_]+
    |[-+]?\.inf|\.nan
    |[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt\ ].*)?)\Z""",
    re.IGNORECASE | re.VERBOSE,
)


def is_interface(facts: FileFacts) -> bool:
    """Whether a file is a YAML interface."""
    return facts.place.kind in _INTERFACES


def rewrite_scalar(source: SourceText, span: Span, text: str) -> Edit | None:
    """Another text in the place of a scalar on one line; None for a block, a collection, an alias or a tag."""
    old = source.slice(span)
    if _DOUBLE.fullmatch(old):
        return Edit(span, _double(text))
    if _SINGLE.fullmatch(old):
        return Edit(span, _single(text))
    return Edit(span, written(text)) if old and not _SYNTAX.search(old) else None


def written(text: str) -> str:
    """A text as a scalar: plain if it may be plain, else in single quotes, or in double ones if it needs escapes."""
    may_be_plain = text.isprintable() and not _SYNTAX.search(text) and not _OTHER_TYPE.match(text)
    return text if text and may_be_plain else _single(text)


def insert_line(source: SourceText, block: Span, name: str, value: str | int | list[str]) -> Edit | None:
    """A line `name: value` at the end of a block mapping, at its indentation; None for any other value."""
    text = source.slice(block)
    kept = len(text.rstrip().encode())
    line = source.line_at(block.start)
    indent = source.data[source.line_span(line).start : block.start]
    if not kept or indent.strip(b" ") or text[0] in "{[|>&*!\"'" or re.search(r":[ \t]+[|>][0-9]*\+", text):
        return None
    end = source.line_span(source.line_at(block.start + kept - 1)).end
    return Edit(Span(end, end), f"{line_end(source)}{indent.decode()}{written(name)}: {_value(value)}")


def _value(value: str | int | list[str]) -> str:
    if isinstance(value, list):
        return f"[{', '.join(written(item) for item in value)}]"
    return written(value) if isinstance(value, str) else str(value)


def _single(text: str) -> str:
    return "'" + text.replace("'", "''") + "'" if text.isprintable() else _double(text)


def _double(text: str) -> str:
    return f'"{escaped(text, _QUOTE)}"'
