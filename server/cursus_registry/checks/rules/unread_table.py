"""A table of steps under a name that the framework of this checkout does not read.

Older versions of the framework read `WORKSPACE_STEPS`, newer ones `LOCAL_STEPS`. Where the checkout has the
framework's own source and that asks for only one of the two, a table under the other name has no effect at run time.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /src/cursus/registry/manager.py
def load_steps(module):
    return getattr(module, "LOCAL_STEPS", {})
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
# <- warning[CUR009]
    "GraphSampling": {"sagemaker_step_type": "Processing", "description": "Samples a graph"},
}
```

## Fix

Rename the variable; or keep the old name too, as the other's alias: `LOCAL_STEPS = WORKSPACE_STEPS`.
"""

from collections.abc import Iterator

from cursus_registry.checks.model import Context, Finding, Fix, Severity
from cursus_registry.edits.entries import rename_variable
from cursus_registry.facts.model import Table
from cursus_registry.facts.registry import STEP_TABLES

CODE = "CUR009"
NAME = "unread-table"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """One finding on the variable."""
    framework = context.view.index.framework
    if not context.is_workspace or len(framework) != 1 or not context.view.indexed:
        return
    [(read, _)] = framework.items()
    unread = next((name for name in STEP_TABLES if name != read), "")
    table = context.facts.table(unread)
    if read not in STEP_TABLES or table is None or not table.entries or _is_used(context.facts.table(read)):
        return
    edits = None if context.facts.broken else rename_variable(context.facts, unread, read)
    fixes = (Fix(f"Rename to '{read}'", "safe", edits),) if edits else ()
    message = f"the framework of this checkout reads {read} only, so the steps in {unread} have no effect"
    yield Finding(table.variable_span, message, fixes=fixes)


def _is_used(table: Table | None) -> bool:
    """Whether the table that is read may hold steps, or be the other's alias."""
    return table is not None and bool(table.entries or table.alias_of or not table.complete)
