"""A comment more that silences a code, where one can stand. Knows no codes of its own."""

from __future__ import annotations

from itertools import takewhile

from cursus_registry.facts.interface import YamlBoundError, read_interface
from cursus_registry.facts.model import FileFacts
from cursus_registry.facts.registry import INTERFACE
from cursus_registry.layout import FileKind
from cursus_registry.syntax.lexer import Kind, tokens
from cursus_registry.syntax.yaml.comments import find_comments
from cursus_registry.text import Edit, SourceText, Span, apply_edits

_WITHOUT_COMMENTS = frozenset({FileKind.DAG, FileKind.CONFIG})


def add_code(facts: FileFacts, at: int, code: str) -> Edit | None:
    """A comment that silences a code on the line of a place: one that is there goes on, else a new one ends the line.

    None where no comment can stand at the end of that line: in a text of several lines, before a continued line, in
    the JSON text of a notebook.
    """
    source = facts.source
    number = facts.line_at(at)
    there = next((one for one in facts.suppressions if one.line == number and not one.whole_file), None)
    if there is not None:
        end = there.all_codes[-1].end
        return Edit(Span(end, end), f", {code}")
    if facts.code is not None:
        return None
    line = source.line_span(number)
    end = line.start + len(source.data[line.start : line.end].rstrip())
    blank = "" if end == line.start else "  "
    edit = Edit(Span(end, line.end), f"{blank}# cursus: ignore[{code}]")
    allowed = _is_free_in_yaml(facts, edit) if INTERFACE in facts.tables else _is_free_in_python(facts, at, line)
    return edit if allowed else None


def _is_free_in_python(facts: FileFacts, at: int, line: Span) -> bool:
    """Whether a line ends in code or in a comment; in TOML, too, whose texts and comments look the same."""
    if facts.place.kind in _WITHOUT_COMMENTS:
        return False
    data = facts.source.data
    if data.startswith(b"#!") and line.start == 0:
        return False
    begun = takewhile(lambda token: token.start < line.end, tokens(data, _token_before(facts, min(at, line.start))))
    last = max(begun, key=lambda token: token.start, default=None)
    if last is None or last.kind is Kind.COMMENT:
        return True
    inside = last.end > line.end and last.kind is not Kind.NEWLINE
    continued = data[line.start : line.end].endswith(b"\\")
    return not (inside or continued or last.kind is Kind.UNCLOSED)


def _token_before(facts: FileFacts, at: int) -> int:
    """A place before another where a token surely begins, as near as one is known."""
    if facts.broken:
        return 0
    return max((start for table in facts.tables.values() for start in table.starts if start <= at), default=0)


def _is_free_in_yaml(facts: FileFacts, edit: Edit) -> bool:
    """Whether a text of YAML says the same with a comment more, and has that comment."""
    after = SourceText(apply_edits(facts.source.data, [edit]))
    start = edit.span.start + len(edit.new_text) - len(edit.new_text.lstrip(" "))
    if not any(span.start == start or span.start < edit.span.start < span.end for span in find_comments(after.data)):
        return False
    try:
        read = read_interface(facts.path, facts.place, after)
    except YamlBoundError:
        return False
    return read.tables == facts.tables and read.broken == facts.broken
