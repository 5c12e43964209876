"""A value in `WORKSPACE_METADATA` that is of the wrong type, or none of the words that are allowed.

`developer_id`, `version` and `description` are strings; `dependencies`, `preferred_frameworks` and
`environment_preferences` are lists of strings; `default_resolution_strategy` is a strategy and `conflict_tolerance` is
`low`, `medium` or `high`. Other keys are your own.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
STEP_OVERRIDES = {}
WORKSPACE_METADATA = {
    "developer_id": "alice",
    "preferred_frameworks": "dgl",
#                           ^^^^^ error[CUR403]
    "conflict_tolerance": "lowest",
#                         ^^^^^^^^ error[CUR403]
}
```

## Fix

Write a value of the type, or one of the words, that the message names.
"""

from collections.abc import Iterator

from cursus_registry.checks.fields import (
    METADATA_KEYS,
    METADATA_LISTS,
    STRATEGIES,
    TOLERANCES,
    is_list,
    is_list_of_strings,
    is_of_metadata_type,
)
from cursus_registry.checks.fixing import change_to
from cursus_registry.checks.lists import placed_items
from cursus_registry.checks.model import Context, Finding, Severity
from cursus_registry.facts.entry import Field
from cursus_registry.facts.values import UNKNOWN, Value, value_type
from cursus_registry.resolution.names import nearest
from cursus_registry.text import Span

CODE = "CUR403"
NAME = "invalid-metadata"
SEVERITY = Severity.ERROR
_WORDS = {"default_resolution_strategy": STRATEGIES, "conflict_tolerance": TOLERANCES}


def check(context: Context) -> Iterator[Finding]:
    """One finding on each value, or item of a list, that cannot be."""
    if context.metadata is None:
        return
    stated = zip(context.metadata.entry.fields, context.metadata.entry.values, strict=True)
    if all(name not in METADATA_KEYS or _fits(name, value) for name, value in stated):
        return
    for field in context.metadata.entry.items():
        if field.name not in METADATA_KEYS or field.value is UNKNOWN:
            continue
        span = context.metadata.value_span(field)
        if field.name in METADATA_LISTS:
            yield from _in_list(context, field, span)
        elif not isinstance(field.value, str):
            yield Finding(span, f"'{field.name}' must be a string, this is of type {value_type(field.value)}")
        elif field.name in _WORDS and field.value not in _WORDS[field.name]:
            yield _unknown_word(context, field.value, span, _WORDS[field.name])


def _fits(key: str, value: Value) -> bool:
    known = _WORDS.get(key)
    return is_of_metadata_type(key, value) and (known is None or value is UNKNOWN or value in known)


def _in_list(context: Context, field: Field, span: Span) -> Iterator[Finding]:
    if is_list_of_strings(field.value):
        return
    if not is_list(field.value):
        yield Finding(span, f"'{field.name}' must be a list of strings, this is of type {value_type(field.value)}")
        return
    for item, place in placed_items(context, field.value, span):
        if not isinstance(item, str) and item is not UNKNOWN:
            yield Finding(place, f"'{field.name}' must hold strings only, this is of type {value_type(item)}")


def _unknown_word(context: Context, word: str, span: Span, known: tuple[str, ...]) -> Finding:
    near = nearest(word, known)
    hint = f"; did you mean '{near}'?" if near else ""
    fixes = change_to(context.facts, span, near) if near else ()
    return Finding(span, f"'{word}' is none of {', '.join(known)}{hint}", fixes=fixes)
