"""What a workspace sees, written out as Python: every step with every field, and where each field comes from.

Valid Python whatever the registries say, and the same text for the same registries. It must not know who shows it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from cursus_registry.facts.values import DictValue, ListValue, OtherValue, Spread, Value
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.project import Snapshot
from cursus_registry.resolution.effective import DERIVED, EffectiveField, effective_entry, entry_below
from cursus_registry.resolution.names import counted
from cursus_registry.text.harmless import harmless

VARIABLE = "EFFECTIVE_STEPS"
_BRACKETS = {"list": ("[", "]"), "tuple": ("(", ")"), "set": ("{", "}")}
_LONGEST_HIDDEN = 60
_LONG_INTEGER_BITS = 1_000  # longer ones are written in hexadecimal, which takes no time to make


def effective_lines(snapshot: Snapshot, workspace: str | None) -> Iterator[str]:
    """The lines of the text; without a workspace it is what the core and the packs declare."""
    view = snapshot.view
    names = sorted(view.visible_names(workspace))  # so that what two workspaces see can be compared line by line
    who = f"workspace {workspace}" if workspace else "a look-up without a workspace"
    yield _comment(f"The {counted(len(names), 'step')} that {who} sees, and the place that each field comes from.")
    yield _comment(f"Made from the registries of {snapshot.root}; nothing reads this text.")
    if not view.is_complete(workspace):
        yield _comment("Not everything could be read: there may be more.")
    yield ""
    yield f"{VARIABLE} = {{"
    for name in names:
        row = view.find(name, workspace)
        if row is not None:
            yield from _entry(snapshot, row)
    yield "}"


def python_text(value: Value) -> str:
    """A value as Python, in one line; what only running could tell is `None`."""
    match value:
        case bool() | None:
            return str(value)
        case str():
            return _string(value)
        case int():
            return hex(value) if value.bit_length() > _LONG_INTEGER_BITS else str(value)
        case float():
            return repr(value) if math.isfinite(value) else f'float("{value}")'
        case ListValue(kind, items):
            return _sequence(kind, [python_text(item) for item in items])
        case DictValue(keys, values, _):
            pairs = zip(keys, values, strict=True)
            return f"{{{', '.join(_pair(key, item) for key, item in pairs if not isinstance(key, Spread))}}}"
    return "None"


def _entry(snapshot: Snapshot, row: Declaration) -> Iterator[str]:
    yield f"    {_string(row.name)}: {{{_remark(_about(snapshot, row))}"
    for name, field in effective_entry(snapshot.view, row).items():
        yield f"        {_string(name)}: {python_text(field.value)},{_remark(_origin(snapshot, row, name, field))}"
    yield "    },"


def _about(snapshot: Snapshot, row: Declaration) -> str:
    """What kind of declaration wins, what it is laid over or hides, and whether all of it could be read."""
    what = _standing(snapshot, row)
    return what if snapshot.view.entry(row).complete else f"{what}; some of it could not be read"


def _standing(snapshot: Snapshot, row: Declaration) -> str:
    view = snapshot.view
    if row.registry_type is RegistryType.OVERRIDE:
        below = entry_below(view, row)
        return f"{row.namespace} overrides {below.namespace}" if below else f"an override of {row.namespace} alone"
    base = view.base.steps.get(row.name)
    if row.registry_type is RegistryType.WORKSPACE:
        return f"{row.namespace}, hides that of {base.namespace}" if base else row.namespace
    return row.namespace


def _origin(snapshot: Snapshot, row: Declaration, name: str, field: EffectiveField) -> str:
    what = "" if _is_known(field.value) else "not known without running it; "
    if field.namespace == DERIVED:
        return f"{what}derived from the name"
    hidden = "" if field.hidden is None or field.hidden == field.value else f"; instead of {_short(field.hidden)}"
    return f"{what}{field.namespace}, {_place(snapshot, row, name)}{hidden}"


def _place(snapshot: Snapshot, row: Declaration, name: str) -> str:
    """The path and line of the declaration that states a field: the row's own, else of what lies below it."""
    view = snapshot.view
    stating: Declaration | None = row
    while stating is not None:
        found = view.entry(stating).find(name)
        if found is not None:
            start = view.table_of(stating).starts[stating.ordinal] + found.key_span.start
            line = view.index.files[stating.path].source.line_at(start) + 1
            return f"{snapshot.shown(stating.path)}:{line}"
        stating = entry_below(view, stating)
    raise LookupError(f"no declaration of {row.name} states {name}")


def _is_known(value: Value) -> bool:
    return value is None or isinstance(value, str | int | float | ListValue | DictValue)


def _short(value: Value) -> str:
    if isinstance(value, OtherValue) or not _is_known(value):
        return "what is not known"
    text = python_text(value)
    return text if len(text) <= _LONGEST_HIDDEN else f"{text[: _LONGEST_HIDDEN - 1]}…"


def _sequence(kind: str, items: list[str]) -> str:
    if kind == "set" and not items:
        return "set()"
    opens, closes = _BRACKETS[kind]
    only = "," if kind == "tuple" and len(items) == 1 else ""
    return f"{opens}{', '.join(items)}{only}{closes}"


def _pair(key: Value, value: Value) -> str:
    return f"{python_text(key)}: {python_text(value)}"


def _string(text: str) -> str:
    """A string literal; what nobody sees, or what cannot be encoded, is escaped."""
    return f'"{"".join(map(_character, text))}"' if not text.isprintable() or {'"', "\\"} & {*text} else f'"{text}"'


def _character(character: str) -> str:
    if character in {'"', "\\"}:
        return f"\\{character}"
    return character if character.isprintable() else repr(character)[1:-1]


def _remark(words: str) -> str:
    return f"  {_comment(words)}"


def _comment(words: str) -> str:
    return f"# {harmless(words)}"
