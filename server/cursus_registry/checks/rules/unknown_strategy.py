"""`conflict_resolution_strategy` is none of the strategies.

The strategies are `workspace_priority`, `framework_match`, `environment_match`, `manual`, `highest_priority` and
`core_fallback`. Any other word settles nothing, and the look-up that needs it fails.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "GraphSampling": {
        "sagemaker_step_type": "Processing",
        "description": "Samples a graph",
        "conflict_resolution_strategy": "framework_matches",
#                                       ^^^^^^^^^^^^^^^^^^^ error[CUR106]
    },
}
```

## Fix

Take the strategy that the message names.
"""

from collections.abc import Iterator

from cursus_registry.checks.fields import STRATEGIES
from cursus_registry.checks.fixing import change_to
from cursus_registry.checks.model import Context, Finding, Severity
from cursus_registry.resolution.names import nearest

CODE = "CUR106"
NAME = "unknown-strategy"
SEVERITY = Severity.ERROR
_FIELD = "conflict_resolution_strategy"


def check(context: Context) -> Iterator[Finding]:
    """One finding on each value that is no strategy."""
    for item in context.stating(_FIELD):
        for field in item.entry.items():
            value = field.value
            if field.name != _FIELD or not isinstance(value, str) or not value.strip() or value in STRATEGIES:
                continue
            near = nearest(value, STRATEGIES)
            span = item.value_span(field)
            hint = f"; did you mean '{near}'?" if near else f"; the strategies are {', '.join(STRATEGIES)}"
            fixes = change_to(context.facts, span, near) if near else ()
            yield Finding(span, f"'{value}' is no strategy{hint}", fixes=fixes)
