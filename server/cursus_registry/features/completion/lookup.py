"""Step names in calls and look-ups of Python, whole or half-typed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from cursus_registry.facts.mentions import read_mentions
from cursus_registry.facts.model import FileFacts, Mention, Surface
from cursus_registry.facts.registry_calls import DAG_CLASS, NAMES, has_any_name, names_in_use
from cursus_registry.facts.scopes import module_scope
from cursus_registry.features.completion.model import Completions
from cursus_registry.features.completion.steps import Slot, step_names
from cursus_registry.features.completion.token import TypedToken, token_at, typed_token
from cursus_registry.index.callee import function_of
from cursus_registry.layout import FileKind
from cursus_registry.project import Snapshot
from cursus_registry.syntax.lexer import tokens
from cursus_registry.syntax.python import parse_python
from cursus_registry.text import Span

_NEARBY_BYTES = 20_000
_LONGEST_NAME = 200
_DEEPEST = 5
_NAME_BEFORE = re.compile(rb"((?<![\w\x80-\xff])[\w\x80-\xff]++|\))[ \t]*+\Z")
_MEMBERSHIP = re.compile(rb"[ \t]*+(?:not[ \t]++)?in\b")
_SIGNS = re.compile(rb"\"(?:[^\"\\\r\n]|\\.)*+\"|'(?:[^'\\\r\n]|\\.)*+'|#[^\r\n]*+|[()\[\]{}]")
_CLOSING = {b"(": b")", b"[": b"]", b"{": b"}"}
_WITH_NODES = frozenset({"add_node", DAG_CLASS})


class _Bracket(NamedTuple):
    """A bracket that is still open, and the name before it; `)` stands for what a call gives."""

    sign: bytes
    name: bytes


def complete_lookup(snapshot: Snapshot, facts: FileFacts, data: bytes, offset: int) -> Completions | None:
    """The steps that can be named at an offset, if a step's name is being typed there."""
    line = data.rfind(b"\n", 0, offset) + 1
    stop = data.find(b"\n", offset)
    code = list(tokens(data, line, stop if stop >= 0 else len(data)))
    under = token_at(data, code, offset)
    typed = typed_token(data, under, offset) if under else None
    may_be_torn = facts.broken and facts.place.kind is not FileKind.NOTEBOOK
    for mention in facts.mentions:
        if mention.span.contains(offset) and not (may_be_torn and typed and typed.span != mention.span):
            token = TypedToken(mention.span, mention.name, "", "")
            return _names(snapshot, facts, (mention, facts.mentions), token, _before(data, token, offset))
    if under is None or typed is None or not has_any_name(data):
        return None
    brackets = _open_brackets(data, under.start)
    if not _MEMBERSHIP.match(data, under.end) and not _is_handed_over(data, brackets):
        return None
    string = Span(under.start, under.end)
    mended = _mended(facts, data, typed, string, [_CLOSING[bracket.sign] for bracket in brackets])
    return _names(snapshot, facts, mended, typed, _before(data, typed, offset)) if mended else None


def _open_brackets(data: bytes, start: int) -> list[_Bracket]:
    """The brackets around a place, the innermost first: by signs alone; none in strings and comments."""
    begin = data.rfind(b"\n", 0, max(0, start - _NEARBY_BYTES)) + 1
    opened: list[re.Match[bytes]] = []
    for match in _SIGNS.finditer(data, begin, start):
        if match.group() in _CLOSING:
            opened.append(match)
        elif match.group() in b")]}" and opened:
            opened.pop()
    nearest = opened[: -_DEEPEST - 1 : -1]
    return [_Bracket(one.group(), _name_before(data, one.start())) for one in nearest]


def _name_before(data: bytes, at: int) -> bytes:
    name = _NAME_BEFORE.search(data, max(0, at - _LONGEST_NAME), at)
    return name[1] if name else b""


def _is_handed_over(data: bytes, brackets: Iterable[_Bracket]) -> bool:
    """Whether a string can be handed to something of ours: lists and tuples around it belong to it."""
    name = next((bracket.name for bracket in brackets if bracket.name), b"")
    return name == b")" or (bool(name) and _is_of_ours(data, name))


def _is_of_ours(data: bytes, written: bytes) -> bool:
    """Whether a name is one of ours, or may be what the text calls one of them."""
    name = written.decode("utf-8", "replace")
    if name in NAMES:
        return True
    word = re.escape(written)
    bound = re.search(rb"\bas\s{1,9}" + word + rb"\b|\b" + word + rb"\s{0,9}[:=]", data)
    return bound is not None and name in names_in_use(data).names


def _mended(
    facts: FileFacts, data: bytes, typed: TypedToken, string: Span, closing: list[bytes]
) -> tuple[Mention, tuple[Mention, ...]] | None:
    """The mention that the half-typed string would be, were it and its brackets closed, and all others."""
    place = facts.place
    head, rest = data[: string.start], data[string.end :]
    start = string.start + 1
    for count in range(len(closing) + 1 if typed.after else 1):
        inside = b"x" if typed.after else data[typed.span.start : typed.span.end]
        text = head + b'"' + inside + b'"' + b"".join(closing[:count]) + rest
        found = read_mentions(module_scope(parse_python(text).root, text, place.module, is_package=place.is_package))
        for mention in found:
            if mention.span.start == start:
                return mention, found
    return None


def _before(data: bytes, token: TypedToken, offset: int) -> str:
    """What is typed of a token before the cursor."""
    return data[token.span.start : offset].decode("utf-8", "replace")


def _names(
    snapshot: Snapshot,
    facts: FileFacts,
    found: tuple[Mention, tuple[Mention, ...]],
    token: TypedToken,
    before: str,
) -> Completions | None:
    mention, others = found
    told, workspace = snapshot.view.workspace_of(facts, mention)
    if not told or not snapshot.view.is_certain(mention):
        return None
    nodes = _nodes(snapshot, mention, others)
    items = step_names(snapshot, workspace, Slot(token.typed, before, token.written), nodes)
    return Completions(token.span, items, workspace=workspace)


def _nodes(snapshot: Snapshot, mention: Mention, others: Iterable[Mention]) -> Iterator[str]:
    """The nodes of the file's DAGs, where an edge between them, or the settings of one, are being typed."""
    if mention.surface is not Surface.DAG_CALL or function_of(mention.callee[0]) == "add_node":
        return
    for other in others:
        is_node = other.surface is Surface.DAG_CALL and function_of(other.callee[0]) in _WITH_NODES
        if is_node and other.span != mention.span and snapshot.view.is_certain(other):
            yield other.name
