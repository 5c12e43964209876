"""The same key stands twice in one table, or the same field twice in one entry.

Python keeps the last one and says nothing. The finding is on the later one; the earlier one is greyed out, because
it has no effect.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "GraphSampling": {"sagemaker_step_type": "Processing", "description": "Samples a graph"},
#   ^^^^^^^^^^^^^^^ hint[CUR201]
    "GraphSampling": {"sagemaker_step_type": "Training", "description": "Trains on a sample"},
#   ^^^^^^^^^^^^^^^ error[CUR201]
}
```

## Fix

Rename one of the two, or remove the earlier one.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from cursus_registry.checks.fixing import fix_of
from cursus_registry.checks.model import Context, Finding, Item, Related, Severity, Tag
from cursus_registry.checks.problems import problems_with
from cursus_registry.edits.entries import remove_entry, remove_field
from cursus_registry.text import Edit, Span

CODE = "CUR201"
NAME = "duplicate-name"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """Two findings for each repetition: an error on the later key, a hint on the one that it hides."""
    for table in context.facts.tables.values():
        keys = ((entry.name, table.name_span(at)) for at, entry in enumerate(table.entries))
        if table.variable != "WORKSPACE_METADATA":
            remove = partial(remove_entry, context.facts, table)
            yield from _repeated(context, f"in {table.variable}", keys, remove)
    for item in (*context.items, *context.hyperparameters):
        yield from _in_entry(context, item)
    if context.metadata:
        yield from _in_entry(context, context.metadata)
    yield from problems_with(CODE)(context)


def _in_entry(context: Context, item: Item) -> Iterator[Finding]:
    names = item.entry.fields
    if len(set(names)) != len(names):
        keys = ((field.name, item.key_span(field)) for field in item.entry.items())
        remove = partial(remove_field, context.facts, item.table, item.ordinal)
        yield from _repeated(context, f"of '{item.entry.name}'", keys, remove)


def _repeated(
    context: Context, where: str, keys: Iterable[tuple[str | None, Span]], remove: Callable[[int], Edit | None]
) -> Iterator[Finding]:
    """`remove` takes a key out by its number, with what belongs to it."""
    seen: dict[str, tuple[int, Span]] = {}
    for at, (name, span) in enumerate(keys):
        if name is None:
            continue
        if name in seen:
            number, place = seen[name]
            fixes = fix_of("Remove the earlier one", remove(number))
            earlier = Related(context.facts.path, place, "the earlier one is here")
            message = f"'{name}' {where} stands twice; the earlier one is lost"
            yield Finding(span, message, (earlier,), fixes=fixes)
            later = Related(context.facts.path, span, "the later one is here")
            message = f"'{name}' {where} has no effect: it is written again below"
            yield Finding(place, message, (later,), (Tag.UNNECESSARY,), fixes, Severity.HINT)
        seen[name] = at, span
