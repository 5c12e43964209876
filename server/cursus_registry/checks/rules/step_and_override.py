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

from cursus_registry.checks.model import Context, Finding, Severity
from cursus_registry.index.declaration import RegistryType

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
            yield Finding(item.name_span, message, (context.related(step, "the step is here"),))
