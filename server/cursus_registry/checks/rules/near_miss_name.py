"""A workspace step one letter away from a core step: perhaps a slip that became a new step.

Only names of eight letters or more are compared, since short ones are often alike on purpose.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {
    "XGBoostTraining": {
        "config_class": "XGBoostTrainingConfig",
        "builder_step_name": "XGBoostTrainingStepBuilder",
        "spec_type": "XGBoostTraining",
        "sagemaker_step_type": "Training",
        "description": "Trains a model",
    },
}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "XGBoostTrainng": {"sagemaker_step_type": "Training", "description": "Trains it faster"},
#   ^^^^^^^^^^^^^^^^ information[CUR214]
}
```

## Fix

Use the core's name (then better as an override), or one that differs more.
"""

from collections.abc import Iterator

from cursus_registry.checks.fixing import change_name
from cursus_registry.checks.model import Context, Finding, Severity
from cursus_registry.index.declaration import RegistryType
from cursus_registry.resolution.names import VALID_CHARACTERS
from cursus_registry.resolution.tables import Base
from cursus_registry.text import folded
from cursus_registry.text.look_alikes import skeleton

CODE = "CUR214"
NAME = "near-miss-name"
SEVERITY = Severity.INFORMATION
SHORTEST = 8


def check(context: Context) -> Iterator[Finding]:
    """One finding on the name of each such step."""
    base = context.view.base
    for item in context.items_of(RegistryType.WORKSPACE):
        name = item.entry.name
        if len(name) < SHORTEST - 1 or name in base.steps:
            continue
        other = base.near_miss(name, SHORTEST)
        if other is not None and not _is_said_better(base, name):
            message = f"'{name}' is one letter away from the core step '{other}'"
            related = (context.related(base.steps[other], f"'{other}' is here"),)
            fixes = change_name(context, item, other)
            yield Finding(item.name_span, message, related, fixes=fixes)


def _is_said_better(base: Base, name: str) -> bool:
    """Whether the name differs in case, separators or odd characters only, which other rules tell."""
    return folded(name) in base.folded or not VALID_CHARACTERS.match(name) or skeleton(name) in base.skeletons
