"""`WORKSPACE_STEPS` and `LOCAL_STEPS` both hold entries of their own.

The two are an older and a newer name of the same table. Both are read here, but a framework version reads only one
of them, so half of the steps are missing at run time. One being the alias of the other is fine.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "GraphSampling": {"sagemaker_step_type": "Processing", "description": "Samples a graph"},
}
LOCAL_STEPS = {
# <- warning[CUR006]
    "GraphPruning": {"sagemaker_step_type": "Processing", "description": "Prunes a graph"},
}
```

## Fix

Move the entries into one of the tables, and make the other its alias: `LOCAL_STEPS = WORKSPACE_STEPS`.
"""

from collections.abc import Iterator

from cursus_registry.checks.model import Context, Finding, Fix, Related, Severity
from cursus_registry.edits.entries import merge_tables
from cursus_registry.facts.registry import STEP_TABLES

CODE = "CUR006"
NAME = "two-workspace-tables"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """One finding on the later of the two variables."""
    tables = [table for name in STEP_TABLES if (table := context.facts.table(name)) and table.entries]
    if len(tables) < 2:
        return
    earlier, later = sorted(tables, key=lambda table: table.variable_span)
    message = f"{earlier.variable} holds steps as well: one framework version reads only one of the two tables"
    other = Related(context.facts.path, earlier.variable_span, f"{earlier.variable} is here")
    edits = merge_tables(context.facts, later, earlier)
    title = f"Move the entries into {earlier.variable}, and make {later.variable} its alias"
    yield Finding(later.variable_span, message, (other,), fixes=(Fix(title, "unsafe", edits),) if edits else ())
