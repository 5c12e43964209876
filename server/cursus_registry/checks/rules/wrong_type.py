"""A field has a value of the wrong type.

`None`, `True` for a number, and a bare string where a list is due are wrong types; a tuple is a list. Items of lists
are looked at one by one.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
STEP_OVERRIDES = {}
WORKSPACE_STEPS = {
    "GraphSampling": {
        "sagemaker_step_type": "Processing",
        "description": "Samples a graph",
        "job_types": "training",
#                    ^^^^^^^^^^ error[CUR103]
        "priority": True,
#                   ^^^^ error[CUR103]
    },
}
```

## Fix

Write a value of the type that the message names.
"""

from collections.abc import Iterator

from cursus_registry.checks.fields import INTEGER_FIELDS, LIST_FIELDS, is_list, is_of_hyperparameter_type, is_of_type
from cursus_registry.checks.lists import placed_items
from cursus_registry.checks.model import Context, Finding, Item, Severity
from cursus_registry.facts.entry import Field
from cursus_registry.facts.values import UNKNOWN, value_type

CODE = "CUR103"
NAME = "wrong-type"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """One finding on each value, or item of a list, that cannot be."""
    for item in context.items:
        for name, value in zip(item.entry.fields, item.entry.values, strict=True):
            if name is not None and not is_of_type(name, value):
                yield from _findings(context, item, name)
    for item in context.hyperparameters:
        for field in item.entry.items():
            if field.name is not None and not is_of_hyperparameter_type(field.name, field.value):
                message = f"'{field.name}' must be a string, this is of type {value_type(field.value)}"
                yield Finding(item.value_span(field), message)


def _findings(context: Context, item: Item, name: str) -> Iterator[Finding]:
    for field in item.entry.items():
        if field.name == name and not is_of_type(name, field.value):
            yield from _in_field(context, item, field)


def _in_field(context: Context, item: Item, field: Field) -> Iterator[Finding]:
    span = item.value_span(field) if field.value_span.start < field.value_span.end else item.key_span(field)
    if field.name not in LIST_FIELDS or not is_list(field.value):
        wanted = "an integer" if field.name in INTEGER_FIELDS else "a string"
        wanted = "a list of strings" if field.name in LIST_FIELDS else wanted
        yield Finding(span, f"'{field.name}' must be {wanted}, this is of type {value_type(field.value)}")
        return
    for value, place in placed_items(context, field.value, span):
        if not isinstance(value, str) and value is not UNKNOWN:
            yield Finding(place, f"'{field.name}' must hold strings only, this is of type {value_type(value)}")
