"""What a person wants to know of the thing under the pointer, as Markdown or as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cursus_registry.checks.fields import FIELD_DOCS, STRATEGIES, TOLERANCES
from cursus_registry.components.find import find_class, find_component_files
from cursus_registry.facts.values import Value
from cursus_registry.features.place import Place, declared_name, find_place
from cursus_registry.files.uris import to_uri
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.project import Snapshot
from cursus_registry.resolution.candidates import Resolution, resolve
from cursus_registry.resolution.effective import DERIVED, EffectiveField, effective_entry, plain_value
from cursus_registry.resolution.view import Status, mentions_of
from cursus_registry.text import Span

_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-!|<>~&])")
_BLANK = re.compile(r"\s+")
_LONGEST = 300
_MOST_OTHERS = 10


@dataclass(frozen=True, slots=True)
class Hover:
    """What is shown, and for which stretch of the text."""

    span: Span
    markdown: str
    plain: str


def hover(snapshot: Snapshot, path: str, offset: int) -> Hover | None:
    """A step's effective entry with where each field comes from and who else declares it; a field's meaning."""
    place = find_place(snapshot, path, offset)
    if place is None:
        return None
    name = declared_name(place)
    if name is not None:
        return _of_step(snapshot, path, place, name)
    if place.field is not None and place.field.name in FIELD_DOCS:
        return _of_field(snapshot, place, place.field.name)
    return None


def _of_step(snapshot: Snapshot, path: str, place: Place, name: str) -> Hover | None:
    resolution = resolve(snapshot.view, name, place.workspace, _MOST_OTHERS)
    row = _declared_here(resolution, path, place) or resolution.chosen
    if row is None:
        if resolution.status is not Status.MISSING and not resolution.candidates:
            return None
        blocks = [_title(name, "not a step here"), [_text(f"{resolution.reason}.")]]
        blocks.append([_text(f"Did you mean {', '.join(resolution.suggestions)}?")] if resolution.suggestions else [])
        return _hover(place.span, blocks)
    fields = effective_entry(snapshot.view, row)
    description = fields.get("description")
    blocks = [
        _title(row.name, _role(row)),
        [_text(_shown(description.value))] if description else [],
        list(_table(fields)),
        list(_others(resolution, row)),
        list(_components(snapshot, row, fields)),
        list(_mentions(snapshot, row)),
    ]
    return _hover(place.span, blocks)


def _role(row: Declaration) -> str:
    if row.registry_type is RegistryType.CORE:
        return "core step"
    if row.registry_type is RegistryType.PACK:
        return "step of a pack"
    kind = "override in" if row.registry_type is RegistryType.OVERRIDE else "step of"
    return f"{kind} workspace {row.namespace}"


def _declared_here(resolution: Resolution, path: str, place: Place) -> Declaration | None:
    """The declaration that the place itself is: a registry key speaks of its own entry."""
    item = place.item
    if item is None:
        return None
    for candidate in resolution.candidates:
        row = candidate.row
        if (row.path, row.variable, row.ordinal) == (path, item.table.variable, item.ordinal):
            return row
    return None


_Line = tuple[str, str]
"""A line as Markdown and as plain text."""


def _hover(span: Span, blocks: Iterable[list[_Line]]) -> Hover:
    filled = [block for block in blocks if block]
    markdown = "\n\n".join("\n".join(line for line, _ in block) for block in filled)
    plain = "\n\n".join("\n".join(line for _, line in block if line) for block in filled)
    return Hover(span, markdown, plain)


def _title(name: str, what: str) -> list[_Line]:
    return [(f"**{_escape(name)}** — {_escape(what)}", f"{name} — {what}")]


def _text(text: str) -> _Line:
    return _escape(text), text


def _table(fields: dict[str, EffectiveField]) -> Iterator[_Line]:
    yield "| field | value | from |", ""
    yield "|---|---|---|", ""
    for name, field in fields.items():
        if name == "description":
            continue
        value, source = _shown(field.value), "by its name" if field.namespace == DERIVED else field.namespace
        hidden = f" (instead of {_shown(field.hidden)})" if field.hidden not in {None, field.value} else ""
        markdown = f"| {_escape(name)} | {_escape(value)} | {_escape(source + hidden)} |"
        yield markdown, f"{name}: {value} — {source}{hidden}"


def _others(resolution: Resolution, row: Declaration) -> Iterator[_Line]:
    others = [found for found in resolution.candidates if found.row is not row]
    if others:
        yield "Also declared:", "Also declared:"
        yield "", ""
    for found in others:
        verdict = f"wins here: {found.reason}" if found.chosen else found.reason
        text = f"{found.row.qualified_name} ({found.row.registry_type.value}): {verdict}"
        yield f"- {_escape(text)}", f"- {text}"
    if resolution.left_out:
        yield f"- and {resolution.left_out} more", f"- and {resolution.left_out} more"


def _components(snapshot: Snapshot, row: Declaration, fields: dict[str, EffectiveField]) -> Iterator[_Line]:
    workspace = None if row.namespace == "core" else row.namespace
    places: dict[str, str] = {}
    for kind, field in (("builder", "builder_step_name"), ("config", "config_class")):
        value = fields[field].value if field in fields else None
        found = find_class(snapshot.view.index, value, workspace) if isinstance(value, str) else None
        if found is not None:
            places[kind] = found.path
    files = find_component_files(snapshot.view.index, row.name, workspace)
    for kind in ("spec", "contract", "script"):
        if kind in files:
            places[kind] = files[kind]
    if places:
        shown = {kind: path.removeprefix(snapshot.root).lstrip("/") for kind, path in places.items()}
        links = ", ".join(f"[{kind}](<{to_uri(path)}>)" for kind, path in places.items())
        yield f"Components: {links}", f"Components: {', '.join(f'{kind} {path}' for kind, path in shown.items())}"


def _mentions(snapshot: Snapshot, row: Declaration) -> Iterator[_Line]:
    count = sum(1 for _ in mentions_of(snapshot.view, row))
    if count:
        text = f"Looked up {count} time{'s' if count != 1 else ''}."
        yield text, text


def _of_field(snapshot: Snapshot, place: Place, name: str) -> Hover:
    blocks = [_title(name, "metadata" if place.is_metadata else "field")]
    documentation = FIELD_DOCS[name]
    blocks.append([(documentation, documentation.replace("`", ""))])
    allowed = _allowed(snapshot, name)
    if allowed:
        blocks.append([(f"One of {', '.join(f'`{one}`' for one in allowed)}.", f"One of {', '.join(allowed)}.")])
    return _hover(place.span, blocks)


def _allowed(snapshot: Snapshot, name: str) -> tuple[str, ...]:
    if name == "sagemaker_step_type":
        return snapshot.view.base.step_types
    if name in {"conflict_resolution_strategy", "default_resolution_strategy"}:
        return STRATEGIES
    return TOLERANCES if name == "conflict_tolerance" else ()


def _shown(value: Value) -> str:
    plain = plain_value(value)
    text = _BLANK.sub(" ", plain if isinstance(plain, str) else "unknown" if plain is None else repr(plain))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _escape(text: str) -> str:
    """A text of the user's that no Markdown can be made of."""
    return _MARKDOWN.sub(r"\\\1", _BLANK.sub(" ", text))
