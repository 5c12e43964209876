"""Step names in look-ups, whole or half-typed."""

from __future__ import annotations

from collections.abc import Iterator

from cursus_registry.facts.mentions import read_mentions
from cursus_registry.facts.model import FileFacts, Mention
from cursus_registry.facts.registry_calls import has_any_name
from cursus_registry.features.completion.model import Completion, CompletionKind, Completions
from cursus_registry.features.completion.token import TypedToken, token_at, typed_token
from cursus_registry.project import Snapshot
from cursus_registry.resolution.effective import effective_entry
from cursus_registry.resolution.names import LEGACY_NAMES
from cursus_registry.resolution.view import View
from cursus_registry.syntax.lexer import Kind, tokens
from cursus_registry.syntax.python import parse_python
from cursus_registry.text import Span

_NEARBY_BYTES = 2_000
_CLOSERS = (b"", b")", b"]", b"))", b")]")


def complete_lookup(snapshot: Snapshot, facts: FileFacts, data: bytes, offset: int) -> Completions | None:
    """The steps that can be named at an offset, if a look-up's name is being typed there."""
    for mention in facts.mentions:
        if mention.span.contains(offset):
            token = TypedToken(mention.span, mention.name, "", "")
            return _names(snapshot, facts, mention, token)
    if not has_any_name(data[max(0, offset - _NEARBY_BYTES) : offset]):
        return None
    line = data.rfind(b"\n", 0, offset) + 1
    stop = data.find(b"\n", offset)
    code = list(tokens(data, line, stop if stop >= 0 else len(data)))
    under = token_at([token for token in code if token.kind in {Kind.STRING, Kind.UNCLOSED}], offset)
    if under is None:
        return None
    typed = typed_token(data, under, offset)
    mended = _mended(facts, data, typed, Span(under.start, under.end))
    return _names(snapshot, facts, mended, typed) if mended else None


def _mended(facts: FileFacts, data: bytes, typed: TypedToken, string: Span) -> Mention | None:
    """The mention that the half-typed string would be, were it and its brackets closed."""
    place = facts.place
    head, rest = data[: string.start], data[string.end :]
    start = string.start + 1
    for closers in _CLOSERS if typed.after else _CLOSERS[:1]:
        text = head + b'"' + (b"x" if typed.after else data[typed.span.start : typed.span.end]) + b'"' + closers + rest
        found = read_mentions(parse_python(text).root, text, place.module, is_package=place.is_package)
        for mention in found:
            if mention.span.start == start:
                return mention
    return None


def _names(snapshot: Snapshot, facts: FileFacts, mention: Mention, token: TypedToken) -> Completions | None:
    told, workspace = snapshot.view.workspace_of(facts, mention)
    if not told or not snapshot.view.is_certain(mention):
        return None
    items = [
        *_visible(snapshot.view, workspace, token),
        *_suffixed(snapshot.view, workspace, token),
        *_legacy(snapshot.view, workspace, token),
    ]
    return Completions(token.span, tuple(items))


def _visible(view: View, workspace: str | None, token: TypedToken) -> Iterator[Completion]:
    for name in view.visible_names(workspace):
        row = view.find(name, workspace)
        if row is None:
            continue
        step_type = view.entry(row).as_dict().get("sagemaker_step_type")
        kind = step_type if isinstance(step_type, str) else ""
        detail = " · ".join(dict.fromkeys(part for part in (row.namespace, row.registry_type.value, kind) if part))
        yield Completion(name, CompletionKind.STEP, token.written(name), detail)


def _suffixed(view: View, workspace: str | None, token: TypedToken) -> Iterator[Completion]:
    """Names with a job type, as they are in use in the project already."""
    index = view.index
    for name in sorted(key for key in index.mentions if "_" in key or "-" in key):
        found = view.look_up(name, workspace)
        if found.declaration is None or not found.suffix or name == token.typed:
            continue
        if any(mention.name == name for path in index.mentions[name] for mention in index.files[path].mentions):
            detail = f"{found.name} as {found.suffix[1:]}"
            yield Completion(name, CompletionKind.STEP, token.written(name), detail)


def _legacy(view: View, workspace: str | None, token: TypedToken) -> Iterator[Completion]:
    for name, current in LEGACY_NAMES.items():
        if view.find(name, workspace) is None and view.find(current, workspace) is not None:
            detail = f"now {current}"
            yield Completion(name, CompletionKind.STEP, token.written(name), detail, deprecated=True)


def step_documentation(view: View, name: str, workspace: str | None) -> str:
    """The description of a step, as it counts in a workspace."""
    row = view.find(name, workspace)
    field = effective_entry(view, row).get("description") if row else None
    return field.value if field and isinstance(field.value, str) else ""
