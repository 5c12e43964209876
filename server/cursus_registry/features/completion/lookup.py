"""Step names in look-ups, whole or half-typed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from cursus_registry.facts.mentions import read_mentions
from cursus_registry.facts.model import FileFacts, Mention
from cursus_registry.facts.registry_calls import NAMES, has_any_name, names_in_use
from cursus_registry.facts.scopes import module_scope
from cursus_registry.features.completion.model import Completion, CompletionKind, Completions, is_proposable
from cursus_registry.features.completion.token import TypedToken, token_at, typed_token
from cursus_registry.index.declaration import Declaration
from cursus_registry.project import Snapshot
from cursus_registry.resolution.definitions import strings_of
from cursus_registry.resolution.effective import effective_entry, entry_below
from cursus_registry.resolution.names import LEGACY_NAMES, VALID_CHARACTERS
from cursus_registry.resolution.view import View
from cursus_registry.syntax.lexer import Kind, tokens
from cursus_registry.syntax.python import parse_python
from cursus_registry.text import Span

_NEARBY_BYTES = 2_000
_LONGEST_NAME = 200
_NAME_BEFORE = re.compile(rb"((?<![\w\x80-\xff])[\w\x80-\xff]++|\))[ \t]*+\Z")
_MEMBERSHIP = re.compile(rb"[ \t]*+(?:not[ \t]++)?in\b")
_CLOSERS = (b"", b")", b"]", b"))", b")]")


def complete_lookup(snapshot: Snapshot, facts: FileFacts, data: bytes, offset: int) -> Completions | None:
    """The steps that can be named at an offset, if a look-up's name is being typed there."""
    for mention in facts.mentions:
        if mention.span.contains(offset):
            token = TypedToken(mention.span, mention.name, "", "")
            return _names(snapshot, facts, mention, token, _before(data, token, offset))
    if not has_any_name(data[max(0, offset - _NEARBY_BYTES) : offset]):
        return None
    line = data.rfind(b"\n", 0, offset) + 1
    stop = data.find(b"\n", offset)
    code = list(tokens(data, line, stop if stop >= 0 else len(data)))
    under = token_at([token for token in code if token.kind in {Kind.STRING, Kind.UNCLOSED}], offset)
    if under is None or not _may_be_looked_up(data, under.start, under.end):
        return None
    typed = typed_token(data, under, offset)
    mended = _mended(facts, data, typed, Span(under.start, under.end))
    return _names(snapshot, facts, mended, typed, _before(data, typed, offset)) if mended else None


def _may_be_looked_up(data: bytes, start: int, end: int) -> bool:
    """Whether a string stands where a name could: in the brackets of something of ours, or before `in`. Cheap."""
    if _MEMBERSHIP.match(data, end):
        return True
    before = data[max(0, start - _NEARBY_BYTES) : start]
    depth = 0
    for at in range(len(before) - 1, -1, -1):
        sign = before[at]
        if sign in b")]}":
            depth += 1
        elif sign in b"([{" and depth:
            depth -= 1
        elif sign in b"([{":
            name = _NAME_BEFORE.search(before, max(0, at - _LONGEST_NAME), at)
            return name is not None and (name[1] == b")" or _is_of_ours(data, name[1]))
    return False


def _is_of_ours(data: bytes, written: bytes) -> bool:
    """Whether a name is one of ours, or may be what the text calls one of them."""
    name = written.decode("utf-8", "replace")
    if name in NAMES:
        return True
    word = re.escape(written)
    bound = re.search(rb"\bas\s{1,9}" + word + rb"\b|\b" + word + rb"\s{0,9}[:=]", data)
    return bound is not None and name in names_in_use(data)


def _mended(facts: FileFacts, data: bytes, typed: TypedToken, string: Span) -> Mention | None:
    """The mention that the half-typed string would be, were it and its brackets closed."""
    place = facts.place
    head, rest = data[: string.start], data[string.end :]
    start = string.start + 1
    for closers in _CLOSERS if typed.after else _CLOSERS[:1]:
        text = head + b'"' + (b"x" if typed.after else data[typed.span.start : typed.span.end]) + b'"' + closers + rest
        found = read_mentions(module_scope(parse_python(text).root, text, place.module, is_package=place.is_package))
        for mention in found:
            if mention.span.start == start:
                return mention
    return None


def _before(data: bytes, token: TypedToken, offset: int) -> str:
    """What is typed of a token before the cursor."""
    return data[token.span.start : offset].decode("utf-8", "replace")


def _names(
    snapshot: Snapshot, facts: FileFacts, mention: Mention, token: TypedToken, before: str
) -> Completions | None:
    told, workspace = snapshot.view.workspace_of(facts, mention)
    if not told or not snapshot.view.is_certain(mention):
        return None
    rows = {
        name: row
        for name in snapshot.view.visible_names(workspace)
        if is_proposable(name) and (row := snapshot.view.find(name, workspace))
    }
    items = [
        *_visible(snapshot.view, rows, token),
        *_suffixed(snapshot.view, workspace, rows, token, before),
        *_legacy(rows, token),
    ]
    return Completions(token.span, tuple(items), workspace=workspace)


def _visible(view: View, rows: Mapping[str, Declaration], token: TypedToken) -> Iterator[Completion]:
    for name, row in rows.items():
        entry = view.entry(row)
        step_type = entry.value("sagemaker_step_type") if "sagemaker_step_type" in entry.fields else ""
        kind = step_type if isinstance(step_type, str) else ""
        detail = " · ".join(dict.fromkeys(part for part in (row.namespace, row.registry_type.value, kind) if part))
        yield Completion(name, CompletionKind.STEP, token.written(name), detail, step=name)


def _suffixed(
    view: View, workspace: str | None, rows: Mapping[str, Declaration], token: TypedToken, before: str
) -> Iterator[Completion]:
    """Names with a job type: those in use, those of the step's own job types, and any in use behind a typed `_`."""
    names: dict[str, tuple[str, str]] = {}
    in_use: set[str] = set()
    for name in sorted(key for key in view.index.mentions if "_" in key or "-" in key):
        found = view.look_up(name, workspace)
        if found.name not in rows or not found.suffix or name == token.typed or not is_proposable(name):
            continue
        if any(
            mention.name == name for path in view.index.mentions[name] for mention in view.index.files[path].mentions
        ):
            names[name] = found.name, found.suffix[1:]
            in_use.add(found.suffix[1:])
    for step, row in rows.items():
        started = next((mark for mark in "_-" if before.startswith(f"{step}{mark}")), None)
        for suffix in (*_job_types(view, row), *(sorted(in_use) if started else ())):
            names.setdefault(f"{step}{started or '_'}{suffix}", (step, suffix))
    for name, (step, suffix) in names.items():
        if name not in rows:
            yield Completion(name, CompletionKind.STEP, token.written(name), f"{step} as {suffix}", step=name)


def _job_types(view: View, row: Declaration) -> tuple[str, ...]:
    field = effective_entry(view, row).get("job_types") if "job_types" in _fields(view, row) else None
    return tuple(one for one in strings_of(field.value) if VALID_CHARACTERS.match(one)) if field else ()


def _fields(view: View, row: Declaration) -> set[str | None]:
    """The fields of an entry and of the one below it."""
    below = entry_below(view, row)
    return {*view.entry(row).fields, *(view.entry(below).fields if below else ())}


def _legacy(rows: Mapping[str, Declaration], token: TypedToken) -> Iterator[Completion]:
    for name, current in LEGACY_NAMES.items():
        if name not in rows and current in rows:
            detail = f"now {current}"
            yield Completion(name, CompletionKind.STEP, token.written(name), detail, deprecated=True, step=current)
