"""A name or a field is an empty or blank string.

It counts as stated, so nothing is inherited or derived in its place, and it says nothing.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "GraphSampling": {"sagemaker_step_type": "Processing", "description": " "},
#                                                                         ^^^ warning[CUR104]
}
```

## Fix

Write a value, or remove the field.
"""

from collections.abc import Iterator

from cursus_registry.checks.fields import HYPERPARAMETER_FIELDS, STRING_FIELDS
from cursus_registry.checks.model import Context, Finding, Severity

CODE = "CUR104"
NAME = "empty-value"
SEVERITY = Severity.WARNING
_FIELDS = frozenset({*STRING_FIELDS, *HYPERPARAMETER_FIELDS})


def check(context: Context) -> Iterator[Finding]:
    """One finding on each blank name, and each blank value of a field that holds a string."""
    for item in (*context.items, *context.hyperparameters):
        if not item.entry.name.strip():
            yield Finding(item.name_span, "a name must not be blank")
        if not any(isinstance(value, str) and not value.strip() for value in item.entry.values):
            continue
        for field in item.entry.items():
            if field.name in _FIELDS and isinstance(field.value, str) and not field.value.strip():
                yield Finding(item.value_span(field), f"'{field.name}' is blank")
