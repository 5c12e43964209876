"""An override of a step that neither the core nor this workspace has.

It still resolves, to itself alone, with no field to inherit: usually a typing slip that makes a silent new step.
Nothing is said while a core source could not be read in full.

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
STEP_OVERRIDES = {
    "Pakage": {"description": "Packs it faster"},
#   ^^^^^^^^ error[CUR205]
}
```

## Fix

Write the name of the step that is meant, or move the entry to the workspace's steps.
"""

from collections.abc import Iterator

from cursus_registry.checks.fields import REQUIRED
from cursus_registry.checks.fixing import alternatives, change_name, step_variables
from cursus_registry.checks.model import Context, Finding, Fix, Item, Severity
from cursus_registry.edits.entries import move_entry
from cursus_registry.index.declaration import RegistryType
from cursus_registry.resolution.names import near_names
from cursus_registry.text import folded

CODE = "CUR205"
NAME = "override-without-base"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """One finding on the name of each such override."""
    view = context.view
    if not view.indexed or not view.base.complete:
        return
    steps = view.own(context.workspace).steps
    for item in context.items_of(RegistryType.OVERRIDE):
        name = item.entry.name
        if name in view.base.steps or name in steps or not name.strip():
            continue
        same = view.base.folded.get(folded(name))
        near = list(dict.fromkeys([*([same] if same else []), *near_names(name, view.base.steps)]))
        hint = f"; did you mean '{near[0]}'?" if near else ""
        message = f"'{name}' overrides nothing: the core has no such step{hint}"
        yield Finding(item.name_span, message, fixes=alternatives(_fixes(context, item, near)))


def _fixes(context: Context, item: Item, near: list[str]) -> Iterator[Fix]:
    """The near names that are not taken; and a step of its own, if the entry says all that a step has to say."""
    for other in near:
        yield from change_name(context, item, other)
    is_full = set(REQUIRED[RegistryType.WORKSPACE]) <= set(item.entry.fields)
    if not is_full or context.names[item.entry.name] > 1:
        return
    edits = move_entry(context.facts, item.table, item.ordinal, step_variables(context.view, context.facts))
    if edits:
        yield Fix("Move to the workspace's steps", "unsafe", edits)
