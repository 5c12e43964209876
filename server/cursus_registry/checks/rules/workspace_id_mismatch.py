"""`developer_id` is not the name of the workspace's folder.

The folder's name is the id by which the workspace is found; the metadata never renames it.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
STEP_OVERRIDES = {}
WORKSPACE_METADATA = {"developer_id": "alicia"}
#                                     ^^^^^^^^ warning[CUR401]
```

## Fix

Write the folder's name.
"""

from collections.abc import Iterator

from cursus_registry.checks.fixing import change_to
from cursus_registry.checks.model import Context, Finding, Severity

CODE = "CUR401"
NAME = "workspace-id-mismatch"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """One finding on the value."""
    metadata = context.metadata
    field = metadata.entry.find("developer_id") if metadata else None
    if metadata is None or field is None or not isinstance(field.value, str) or context.workspace is None:
        return
    if field.value != context.workspace:
        span = metadata.value_span(field)
        is_claimed = context.view.index.claims.get(context.workspace.casefold(), ()) != (context.facts.path,)
        fixes = () if is_claimed else change_to(context.facts, span, context.workspace, "safe")
        message = f"'{field.value}' is not the name of this workspace's folder, '{context.workspace}'"
        yield Finding(span, message, fixes=fixes)
