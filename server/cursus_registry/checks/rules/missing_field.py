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

Write the field. In the core, the names of classes can be inserted as they follow from the step's name; what only you
know is inserted empty, to be filled in.
"""

from collections.abc import Iterator

from cursus_registry.checks.fields import REQUIRED, REQUIRED_BESIDE_DERIVED, REQUIRED_OF_HYPERPARAMETERS, derived_value
from cursus_registry.checks.fixing import fix_of
from cursus_registry.checks.model import Context, Finding, Fix, Item, Severity
from cursus_registry.edits.entries import insert_field
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
                    yield _finding(
                        context, item, field, None if item.derives else derived_value(item.entry.name, field)
                    )
    for item in context.hyperparameters:
        if item.entry.shape is Shape.MAPPING and item.entry.complete:
            for field in REQUIRED_OF_HYPERPARAMETERS:
                if field not in item.entry.fields:
                    yield _finding(context, item, field, derived_value(item.entry.name, field))


def _finding(context: Context, item: Item, field: str, derived: str | None) -> Finding:
    return Finding(item.name_span, _message(item, field, derived), fixes=_fixes(context, item, field, derived))


def _fixes(context: Context, item: Item, field: str, derived: str | None) -> tuple[Fix, ...]:
    """Where only a person knows the value, an empty one to be filled in."""
    edit = insert_field(context.facts, item.table, item.ordinal, field, derived or "")
    if derived:
        return fix_of(f"Insert '{field}': '{derived}'", edit)
    return fix_of(f"Insert '{field}', to be filled in", edit, "manual")


def _message(item: Item, field: str, derived: str | None) -> str:
    hint = f"; by its name it would be '{derived}'" if derived else ""
    return f"'{item.entry.name}' lacks the required field '{field}'{hint}"
