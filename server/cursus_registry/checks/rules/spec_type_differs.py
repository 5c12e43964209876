"""`spec_type` is not the name of the step.

Specifications are led back to their steps by this name. Another one is allowed, and often a rename that was not
finished. The abstract core steps `Base` and `Processing` are exempt.

In a hyperparameter registry the `class_name` must equal the key; there another one is a warning.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "GraphSampling": {
        "sagemaker_step_type": "Processing",
        "spec_type": "GraphSample",
#                    ^^^^^^^^^^^^^ information[CUR504]
        "description": "Samples a graph",
    },
}
```

## Fix

Write the step's name.
"""

from collections.abc import Iterator

from cursus_registry.checks.fields import ABSTRACT_STEPS
from cursus_registry.checks.fixing import change_to
from cursus_registry.checks.model import Context, Finding, Severity
from cursus_registry.resolution.names import VALID_CHARACTERS

CODE = "CUR504"
NAME = "spec-type-differs"
SEVERITY = Severity.INFORMATION
_FIELD = "spec_type"


def check(context: Context) -> Iterator[Finding]:
    """One finding on each such value."""
    for item in context.stating(_FIELD):
        name, value = item.entry.name, item.entry.value(_FIELD)
        if value == name or not isinstance(value, str) or not value.strip() or name in ABSTRACT_STEPS:
            continue
        field = item.entry.find(_FIELD)
        if field is not None and VALID_CHARACTERS.match(name):
            span = item.value_span(field)
            fixes = change_to(context.facts, span, name)
            yield Finding(span, f"the spec type '{value}' is not the step's name, '{name}'", fixes=fixes)
    for item in context.hyperparameters:
        field = item.entry.find("class_name")
        if field is not None and isinstance(field.value, str) and field.value.strip() not in {"", item.entry.name}:
            span = item.value_span(field)
            fixes = change_to(context.facts, span, item.entry.name)
            message = f"the class '{field.value}' is registered as '{item.entry.name}', and the two must be equal"
            yield Finding(span, message, fixes=fixes, severity=Severity.WARNING)
