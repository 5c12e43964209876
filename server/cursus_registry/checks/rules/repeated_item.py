"""The same item stands twice in a list.

The second one changes nothing. It is greyed out.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "GraphSampling": {
        "sagemaker_step_type": "Processing",
        "description": "Samples a graph",
        "job_types": ["training", "testing", "training"],
#                                            ^^^^^^^^^^ hint[CUR109]
    },
}
```

## Fix

Remove the second one.
"""

from collections.abc import Iterator

from cursus_registry.checks.fields import LIST_FIELDS, METADATA_LISTS, is_list
from cursus_registry.checks.fixing import fix_of
from cursus_registry.checks.lists import placed_items
from cursus_registry.checks.model import Context, Finding, Item, Severity, Tag
from cursus_registry.edits.entries import remove_item
from cursus_registry.facts.entry import Field
from cursus_registry.facts.values import Value

CODE = "CUR109"
NAME = "repeated-item"
SEVERITY = Severity.HINT


def check(context: Context) -> Iterator[Finding]:
    """One finding on each later item that equals an earlier one."""
    for name in LIST_FIELDS:
        for item in context.stating(name):
            if _has_repeated(item.entry.value(name)):
                yield from _in_entry(context, item, (name,))
    if context.metadata and any(_has_repeated(value) for value in context.metadata.entry.values):
        yield from _in_entry(context, context.metadata, METADATA_LISTS)


def _has_repeated(value: Value) -> bool:
    if not is_list(value) or len(set(value.items)) == len(value.items):
        return False
    texts = [item for item in value.items if isinstance(item, str)]
    return len(set(texts)) != len(texts)


def _in_entry(context: Context, item: Item, names: tuple[str, ...]) -> Iterator[Finding]:
    for field in item.entry.items():
        if field.name in names and _has_repeated(field.value):
            yield from _in_field(context, item, field)


def _in_field(context: Context, item: Item, field: Field) -> Iterator[Finding]:
    seen: set[Value] = set()
    span = item.value_span(field)
    for number, (value, place) in enumerate(placed_items(context, field.value, span)):
        if isinstance(value, str) and value in seen:
            fixes = fix_of(f"Remove the second '{value}'", remove_item(context.facts, span, number), "safe")
            message = f"'{value}' stands twice in '{field.name}'"
            yield Finding(place, message, tags=(Tag.UNNECESSARY,), fixes=fixes)
        elif isinstance(value, str):
            seen.add(value)
