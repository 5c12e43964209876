"""A name or a workspace id holds other characters than letters, digits, `_` and `-`, or the id is reserved.

Names become parts of class, file and job names. The ids `core` and `pack` are namespaces of their own. A name that
only looks as if it were of letters and digits is for CUR211.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "Graph Sampling": {"sagemaker_step_type": "Processing", "description": "Samples a graph"},
#   ^^^^^^^^^^^^^^^^ error[CUR505]
}
```

## Fix

Rename the step, or the workspace's folder.
"""

from collections.abc import Iterator

from cursus_registry.checks.model import Context, Finding, Severity
from cursus_registry.layout import RESERVED_NAMESPACES
from cursus_registry.resolution.names import VALID_CHARACTERS
from cursus_registry.text.look_alikes import plain_spelling

CODE = "CUR505"
NAME = "invalid-characters"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """One finding on each name, and one on the first line for the folder's name."""
    for item in context.items:
        name = item.entry.name
        if VALID_CHARACTERS.match(name):
            continue
        read = plain_spelling(name).strip()
        if read and not VALID_CHARACTERS.match(read):
            message = f"'{name}' holds other characters than letters, digits, '_' and '-'"
            yield Finding(item.name_span, message)
    workspace = context.workspace
    if not context.is_workspace or workspace is None:
        return
    if workspace in RESERVED_NAMESPACES:
        yield Finding(
            context.first_line(),
            f"'{workspace}' is reserved and cannot be a workspace's id; rename its folder",
        )
    elif not VALID_CHARACTERS.match(workspace):
        message = f"the workspace id '{workspace}' holds other characters than letters, digits, '_' and '-'"
        yield Finding(context.first_line(), f"{message}; rename its folder")
