"""A workspace step has the name of a core step.

In this workspace it hides the core step whole: nothing of the core entry is inherited. If that is meant, an override
says so and keeps the fields that it does not change. An entry that states a `conflict_resolution_strategy` shows
that the collision is known; then this is an information.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {
    "Package": {
        "config_class": "PackageConfig",
        "builder_step_name": "PackageStepBuilder",
        "spec_type": "Package",
        "sagemaker_step_type": "Processing",
        "description": "Packs a model",
    },
}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "Package": {"sagemaker_step_type": "Processing", "description": "Packs it faster"},
#   ^^^^^^^^^ warning[CUR202]
}
```

## Fix

Move the entry to `STEP_OVERRIDES` (what it leaves out is inherited from then on), rename it, or state a strategy.
"""

from collections.abc import Iterator

from cursus_registry.checks.hyperparameters import hyperparameter_places
from cursus_registry.checks.model import Context, Finding, Fix, Item, Related, Severity
from cursus_registry.edits.entries import move_entry
from cursus_registry.facts.registry import OVERRIDES
from cursus_registry.index.declaration import RegistryType

CODE = "CUR202"
NAME = "shadows-core"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """One finding on the name of each step that base has as well."""
    for item in context.items_of(RegistryType.WORKSPACE):
        below = context.view.base.steps.get(item.entry.name)
        if below is None:
            continue
        stated = "conflict_resolution_strategy" in item.entry.fields
        message = f"'{item.entry.name}' hides the core step of that name; an override would inherit from it"
        severity = Severity.INFORMATION if stated else None
        related = (context.related(below, "the core step is here"),)
        yield Finding(item.name_span, message, related, fixes=_fixes(context, item), severity=severity)
    for item in context.hyperparameters if context.workspace is not None else ():
        name = item.entry.name
        for other in hyperparameter_places(context.view, name):
            if other.workspace is None:
                place = Related(other.path, other.span, "the core's is here")
                yield Finding(item.name_span, f"'{name}' hides the core's hyperparameters of that name", (place,))


def _fixes(context: Context, item: Item) -> tuple[Fix, ...]:
    """The move to the overrides, where no other entry of that name is in the way."""
    if context.names[item.entry.name] > 1:
        return ()
    edits = move_entry(context.facts, item.table, item.ordinal, (OVERRIDES,))
    return (Fix(f"Move to {OVERRIDES}", "unsafe", edits),) if edits else ()
