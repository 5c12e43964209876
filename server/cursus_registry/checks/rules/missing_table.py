"""A registry file holds no step table, or a project has no core registry.

A workspace registry declares steps in `WORKSPACE_STEPS` or `LOCAL_STEPS` and overrides in `STEP_OVERRIDES`; the
core declares them in `STEP_NAMES`. A file without any of them adds nothing, which is rarely meant. A core file that
only gives access to another core source is fine. Where a project has no core at all, this is an information, and
nothing is called missing.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
STEPS = {}
# <- warning[CUR002]
```

## Fix

Name the table as the framework reads it, or remove the file.
"""

from collections.abc import Iterator

from cursus_registry.checks.model import Context, Finding, Severity
from cursus_registry.facts.registry import METADATA
from cursus_registry.layout import FileKind

CODE = "CUR002"
NAME = "missing-table"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """One finding on the first line, or one on each workspace file if there is no core."""
    if not (context.is_core or context.is_workspace) or not context.facts.readable:
        return
    if not context.view.index.core and context.is_workspace and context.view.indexed:
        message = (
            "no core registry was found, so nothing is called missing; expected src/cursus/registry/step_names.py"
            " below the project's root"
        )
        yield Finding(context.first_line(), message, severity=Severity.INFORMATION)
    if context.kind not in {FileKind.CORE, FileKind.WORKSPACE}:
        return
    tables = [name for name in context.facts.tables if name != METADATA]
    is_access = context.facts.path in context.view.base.access_modules
    if tables or context.facts.broken or is_access:
        return
    wanted = "STEP_NAMES" if context.is_core else "WORKSPACE_STEPS, LOCAL_STEPS or STEP_OVERRIDES"
    yield Finding(context.first_line(), f"no step table in this registry: assign a dictionary to {wanted}")
