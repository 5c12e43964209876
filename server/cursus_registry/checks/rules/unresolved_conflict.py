"""A collision that this workspace's own words cannot settle.

The entry, or the workspace's metadata, states how a name that others declare too is settled, and that way leads
nowhere: `manual` without a pin for the name in the settings, `environment_match` where no candidate is for the
environments that are asked for, or a mere tie under `conflict_tolerance = "low"`. Whoever resolves the name across
workspaces from here gets none of the definitions, or an error. Nothing is said while a registry that could hold
another one was not read in full.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "GraphSampling": {
#   ^^^^^^^^^^^^^^^ error[CUR405]
        "sagemaker_step_type": "Processing",
        "description": "Samples nodes",
        "conflict_resolution_strategy": "manual",
    },
}
#- /developer_workspaces/developers/bob/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "GraphSampling": {"sagemaker_step_type": "Processing", "description": "Samples edges"},
}
```

## Fix

State another strategy; or pin the name in the settings, `pins = { GraphSampling = "alice" }`, for `manual`; or give the
definitions the framework or the environment tags by which they are chosen.
"""

from collections.abc import Iterator

from cursus_registry.checks.model import Context, Finding, Item, Severity, shown_related
from cursus_registry.facts.values import Value
from cursus_registry.resolution.definitions import Definition, Strategy, definitions_of, strategy_of
from cursus_registry.resolution.preferences import preferences_of
from cursus_registry.resolution.strategies import Decision, Stated, find_unsettled

CODE = "CUR405"
NAME = "unresolved-conflict"
SEVERITY = Severity.ERROR
_FIELD = "conflict_resolution_strategy"
_USUAL = "default_resolution_strategy"
# With a definition of one's own these always take that one.
_NEVER_FAIL = frozenset({Strategy.WORKSPACE_PRIORITY, Strategy.CORE_FALLBACK})
_STATED = frozenset({Stated.ENTRY, Stated.METADATA})


def check(context: Context) -> Iterator[Finding]:
    """One finding on the name of each entry whose collision stays open."""
    workspace, view = context.workspace, context.view
    if not context.is_workspace or workspace is None or view.index.workspaces.get(workspace) != context.facts.path:
        return
    states_usual = context.metadata is not None and _USUAL in context.metadata.entry.fields
    usual = preferences_of(view, workspace).strategy if states_usual else None
    for item in context.items if usual else context.stating(_FIELD):
        name = item.entry.name
        strategy = strategy_of(_stated(item)) or usual
        if strategy is None or strategy in _NEVER_FAIL or len(view.index.names.get(name, ())) < 2:
            continue
        decision = find_unsettled(view, name, workspace, context.settings.pins)
        if decision is not None and decision.stated in _STATED and _counts(context, item):
            yield _finding(context, item, decision)


def _stated(item: Item) -> Value:
    return item.entry.value(_FIELD) if _FIELD in item.entry.fields else None


def _counts(context: Context, item: Item) -> bool:
    """Whether this very entry is what the workspace declares: an override comes before a step, the later of two counts."""
    own = context.view.own(context.workspace)
    row = own.overrides.get(item.entry.name) or own.steps.get(item.entry.name)
    return row is not None and (row.variable, row.ordinal) == (item.table.variable, item.ordinal)


def _finding(context: Context, item: Item, decision: Decision) -> Finding:
    name = item.entry.name
    others = [one for one in definitions_of(context.view, name) if one.row.namespace != context.workspace]
    related, more = shown_related([context.related(one.row, _described(one)) for one in others])
    message = f"{decision.strategy}, as {decision.stated.value} states, cannot settle '{name}': {decision.reason}{more}"
    return Finding(item.name_span, message, related)


def _described(definition: Definition) -> str:
    kind = "override" if definition.is_override else "step"
    where = f"workspace {definition.row.namespace}" if definition.in_workspace else f"the {definition.row.namespace}"
    return f"{kind} of {where}"
