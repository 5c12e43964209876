"""The same name is a step and an override of one workspace.

The override wins, and whether it inherits from the step or from the core depends on the core. Only one of the two
can be meant.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "GraphSampling": {"sagemaker_step_type": "Processing", "description": "Samples a graph"},
}
STEP_OVERRIDES = {
    "GraphSampling": {"description": "Samples a large graph"},
#   ^^^^^^^^^^^^^^^ error[CUR203]
}
```

## Fix

Keep one of the two.
"""

from collections.abc import Iterator

from cursus_registry.checks.fixing import fix_of
from cursus_registry.checks.model import Context, Finding, Fix, Item, Severity
from cursus_registry.edits.entries import remove_entry
from cursus_registry.index.declaration import Declaration, RegistryType

CODE = "CUR203"
NAME = "step-and-override"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """One finding on the name of each such override."""
    steps = context.view.own(context.workspace).steps
    for item in context.items_of(RegistryType.OVERRIDE):
        step = steps.get(item.entry.name)
        if step is not None:
            message = f"'{item.entry.name}' is a step of this workspace as well as an override; keep one of them"
            related = (context.related(step, "the step is here"),)
            yield Finding(item.name_span, message, related, fixes=_fixes(context, item, step))


def _fixes(context: Context, item: Item, step: Declaration) -> tuple[Fix, ...]:
    """Keep the one or the other; the override only if it has something to override then."""
    keep_step = fix_of("Keep the step", remove_entry(context.facts, item.table, item.ordinal), "manual")
    steps = [other for other in context.items_of(RegistryType.WORKSPACE) if other.entry.name == item.entry.name]
    base = context.view.base
    if len(steps) > 1 or (base.complete and item.entry.name not in base.steps):
        return keep_step
    remove_step = remove_entry(context.facts, context.facts.tables[step.variable], step.ordinal)
    return (*keep_step, *fix_of("Keep the override", remove_step, "manual"))
