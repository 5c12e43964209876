"""A field that is nobody's, and nearly the name of one that is missing.

Unknown fields are kept, for they are yours to use. One that is at most two letters from a known field that the entry
does not have is taken for a slip: the value never arrives.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "GraphSampling": {"sagemaker_step_type": "Processing", "description": "Samples", "framwork": "dgl"},
#                                                                                    ^^^^^^^^^^ warning[CUR102]
}
```

## Fix

Spell the field as the message says.
"""

from collections.abc import Callable, Collection, Iterator

from cursus_registry.checks.fields import (
    HYPERPARAMETER_FIELDS,
    KNOWN_FIELDS,
    METADATA_KEYS,
    is_of_hyperparameter_type,
    is_of_metadata_type,
    is_of_type,
)
from cursus_registry.checks.fixing import change_to
from cursus_registry.checks.model import Context, Finding, Item, Severity
from cursus_registry.facts.values import Value
from cursus_registry.resolution.names import nearest

CODE = "CUR102"
NAME = "misspelt-field"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """One finding on each field name that is nearly another."""
    for item in context.items:
        yield from _misspelt(context, item, KNOWN_FIELDS, is_of_type)
    for item in context.hyperparameters:
        yield from _misspelt(context, item, HYPERPARAMETER_FIELDS, is_of_hyperparameter_type)
    if context.metadata:
        yield from _misspelt(context, context.metadata, METADATA_KEYS, is_of_metadata_type)


def _misspelt(
    context: Context, item: Item, known: Collection[str], fits: Callable[[str, Value], bool]
) -> Iterator[Finding]:
    if all(name in known for name in item.entry.fields):
        return
    absent = [name for name in known if name not in item.entry.fields]
    for field in item.entry.items():
        if field.name is None or field.name in known:
            continue
        near = nearest(field.name, absent)
        if near:
            span = item.key_span(field)
            fixes = change_to(context.facts, span, near) if fits(near, field.value) else ()
            yield Finding(span, f"'{field.name}' is no field; did you mean '{near}'?", fixes=fixes)
