"""Two workspaces declare a step of the same name.

Each sees only its own, so the same pipeline means different steps in different hands, and neither can be promoted to
the core without breaking the other. Overrides of one core step in many workspaces are no collision. If every
declaration states a `conflict_resolution_strategy`, or the name is pinned in the settings, this is an information.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "GraphSampling": {"sagemaker_step_type": "Processing", "description": "Samples nodes"},
#   ^^^^^^^^^^^^^^^ warning[CUR204]
}
#- /developer_workspaces/developers/bob/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "GraphSampling": {"sagemaker_step_type": "Processing", "description": "Samples edges"},
#   ^^^^^^^^^^^^^^^ warning[CUR204]
}
```

## Fix

Rename the step in one of the workspaces, or state in each how the collision is to be settled, or pin the name:
`pins = { GraphSampling = "alice" }`.
"""

from collections.abc import Iterator

from cursus_registry.checks.hyperparameters import hyperparameter_places
from cursus_registry.checks.model import MOST_RELATED, Context, Finding, Item, Related, Severity
from cursus_registry.index.declaration import Declaration, RegistryType

CODE = "CUR204"
NAME = "workspace-collision"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """One finding on the name of each step that another workspace declares as a step."""
    for item in context.items_of(RegistryType.WORKSPACE):
        claims = context.view.claims(item.entry.name)
        others = claims.others(context.workspace, MOST_RELATED)
        if not others:
            continue
        related = tuple(context.related(row, f"step of workspace {row.namespace}") for row in others)
        count = len(claims.namespaces) - (context.workspace in claims.namespaces)
        message = f"'{item.entry.name}' is also a step of {_named(others, count)}"
        is_known = claims.settled or item.entry.name in context.settings.pins
        severity = Severity.INFORMATION if is_known else None
        yield Finding(item.name_span, message, related, severity=severity)
    for item in context.hyperparameters if context.workspace is not None else ():
        yield from _of_hyperparameters(context, item)


def _of_hyperparameters(context: Context, item: Item) -> Iterator[Finding]:
    name = item.entry.name
    found = [place for place in hyperparameter_places(context.view, name) if place.workspace is not None]
    others = [place for place in found if place.workspace != context.workspace]
    if others:
        ids = list(dict.fromkeys(str(place.workspace) for place in others))
        shown = others[:MOST_RELATED]
        related = tuple(Related(one.path, one.span, f"of workspace {one.workspace}") for one in shown)
        message = f"'{name}' is also a hyperparameter class of {_workspaces(ids, len(ids))}"
        yield Finding(item.name_span, message, related)


def _named(others: list[Declaration], count: int) -> str:
    """The other workspaces: up to three by their ids, else two and a number."""
    return _workspaces(list(dict.fromkeys(row.namespace for row in others)), count)


def _workspaces(ids: list[str], count: int) -> str:
    if count == 1:
        return f"workspace {ids[0]}"
    if count <= 3:
        return f"workspaces {', '.join(ids[:-1])} and {ids[-1]}"
    return f"workspaces {', '.join(ids[:2])} and {count - 2} others"
