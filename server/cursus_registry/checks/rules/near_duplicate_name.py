"""Two names are equal but for case and separators.

To people they are one name; to the registry they are two steps. In a workspace the core's names count as well.

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
    "XgboostTraining": {"sagemaker_step_type": "Training", "description": "Trains it faster"},
#   ^^^^^^^^^^^^^^^^^ warning[CUR209]
}
```

## Fix

Use the other name, or one that people can tell apart.
"""

from collections.abc import Iterator

from cursus_registry.checks.fixing import change_name
from cursus_registry.checks.model import Context, Finding, Item, Related, Severity
from cursus_registry.index.declaration import RegistryType
from cursus_registry.text import folded

CODE = "CUR209"
NAME = "near-duplicate-name"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """One finding on the name of each step that base, or an earlier step of the table, nearly has."""
    base = context.view.base
    seen: dict[str, Item] = {}
    for item in sorted(context.items, key=lambda item: item.start):
        name = item.entry.name
        key = folded(name)
        if not key or item.registry_type is RegistryType.OVERRIDE:
            continue
        earlier = seen.setdefault(key, item)
        below = base.steps.get(base.folded.get(key, "")) if context.is_workspace else None
        if below is not None and name not in base.steps:
            yield _finding(context, item, below.name, context.related(below, f"'{below.name}' is here"))
        elif earlier.entry.name != name:
            other = Related(context.facts.path, earlier.name_span, f"'{earlier.entry.name}' is here")
            yield _finding(context, item, earlier.entry.name, other)


def _finding(context: Context, item: Item, other: str, related: Related) -> Finding:
    message = f"'{item.entry.name}' differs from '{other}' in case or separators only"
    fixes = change_name(context, item, other)
    return Finding(item.name_span, message, (related,), fixes=fixes)
