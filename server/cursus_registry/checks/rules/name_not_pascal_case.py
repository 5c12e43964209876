"""A step name is not in PascalCase.

Class names, specifications and file names are made from the step's name, and a suffix behind `_` is read as a job
type, so an underscore in the name itself misleads every look-up.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "graph_sampling": {"sagemaker_step_type": "Processing", "description": "Samples a graph"},
#   ^^^^^^^^^^^^^^^^ warning[CUR501]
}
```

## Fix

Write the name that the message proposes.
"""

from collections.abc import Iterator

from cursus_registry.checks.fixing import change_name
from cursus_registry.checks.model import Context, Finding, Severity
from cursus_registry.index.declaration import RegistryType
from cursus_registry.resolution.names import PASCAL_CASE, VALID_CHARACTERS, pascal_case

CODE = "CUR501"
NAME = "name-not-pascal-case"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """One finding on each such name; an override's name is the core's affair."""
    for item in context.items:
        name = item.entry.name
        if item.registry_type is RegistryType.OVERRIDE or PASCAL_CASE.match(name) or not VALID_CHARACTERS.match(name):
            continue
        proposed = pascal_case(name, context.view.base.steps if context.is_workspace else ())
        if not PASCAL_CASE.match(proposed):
            yield Finding(item.name_span, f"'{name}' is not in PascalCase; begin it with a letter")
            continue
        fixes = change_name(context, item, proposed)
        yield Finding(item.name_span, f"'{name}' is not in PascalCase; write '{proposed}'", fixes=fixes)
