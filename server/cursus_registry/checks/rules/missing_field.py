"""A required field is absent.

A core entry needs all of `sagemaker_step_type`, `builder_step_name`, `config_class`, `spec_type` and `description`.
A workspace step needs `sagemaker_step_type` and `description`; the classes follow its name if they are left out. An
override needs nothing: what it leaves out it inherits.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "GraphSampling": {"description": "Samples a graph"},
#   ^^^^^^^^^^^^^^^ error[CUR101]
}
```

## Fix

Write the field.
"""

from collections.abc import Iterator

from cursus_registry.checks.fields import REQUIRED, REQUIRED_BESIDE_DERIVED, derived_value
from cursus_registry.checks.model import Context, Finding, Item, Severity
from cursus_registry.facts.entry import Shape

CODE = "CUR101"
NAME = "missing-field"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """One finding for each field that an entry lacks, on its name."""
    for item in context.items:
        if item.entry.shape is Shape.MAPPING and item.entry.complete:
            for field in REQUIRED_BESIDE_DERIVED if item.derives else REQUIRED[item.registry_type]:
                if field not in item.entry.fields:
                    yield Finding(item.name_span, _message(item, field))


def _message(item: Item, field: str) -> str:
    derived = derived_value(item.entry.name, field) if not item.derives else None
    hint = f"; by its name it would be '{derived}'" if derived else ""
    return f"'{item.entry.name}' lacks the required field '{field}'{hint}"
