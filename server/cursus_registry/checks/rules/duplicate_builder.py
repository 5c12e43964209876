"""Two steps of one table name the same builder class.

The look-up from a builder back to its step keeps one of them only.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "GraphSampling": {
        "sagemaker_step_type": "Processing",
        "builder_step_name": "GraphStepBuilder",
        "description": "Samples a graph",
    },
    "GraphPruning": {
#   ^^^^^^^^^^^^^^ warning[CUR207]
        "sagemaker_step_type": "Processing",
        "builder_step_name": "GraphStepBuilder",
        "description": "Prunes a graph",
    },
}
```

## Fix

Give each step a builder of its own.
"""

from collections.abc import Iterator

from cursus_registry.checks.fields import derived_value
from cursus_registry.checks.model import Context, Finding, Item, Related, Severity
from cursus_registry.facts.entry import Shape
from cursus_registry.index.declaration import RegistryType

CODE = "CUR207"
NAME = "duplicate-builder"
SEVERITY = Severity.WARNING
_FIELD = "builder_step_name"


def check(context: Context) -> Iterator[Finding]:
    """One finding on the name of each later step with a builder that an earlier one has."""
    seen: dict[str, Item] = {}
    for item in sorted(context.items, key=lambda item: item.start):
        builder = _builder(context, item)
        if not builder:
            continue
        earlier = seen.setdefault(builder, item)
        if earlier.entry.name != item.entry.name:
            message = f"'{item.entry.name}' has the same builder as '{earlier.entry.name}': {builder}"
            other = Related(context.facts.path, earlier.name_span, f"'{earlier.entry.name}' is here")
            yield Finding(item.name_span, message, (other,))


def _builder(context: Context, item: Item) -> str | None:
    """The builder that the entry has in the effective table, if that can be told."""
    if item.entry.shape is not Shape.MAPPING:
        return None
    stated = item.entry.as_dict().get(_FIELD)
    if stated is not None or not item.entry.complete:
        return stated.strip() if isinstance(stated, str) else None
    if item.registry_type is RegistryType.WORKSPACE:
        return derived_value(item.entry.name, _FIELD)
    below = context.view.base.steps.get(item.entry.name) if item.registry_type is RegistryType.OVERRIDE else None
    inherited = context.view.entry(below).as_dict().get(_FIELD) if below else None
    return inherited if isinstance(inherited, str) else None
