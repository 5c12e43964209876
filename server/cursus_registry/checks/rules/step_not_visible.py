"""A name of a step that only another workspace has: in a look-up, a DAG, a config file.

Workspaces do not see each other: at run time the name is unknown here. In `compatible_sources` it is a hint.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {
    "Package": {
        "config_class": "PackageConfig",
        "builder_step_name": "PackageStepBuilder",
        "spec_type": "Package",
        "sagemaker_step_type": "Processing",
        "description": "Packs a model",
    },
}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "GraphSampling": {"sagemaker_step_type": "Processing", "description": "Samples a graph"},
}
#- /pipelines/fraud.py
from cursus.registry.step_names import get_config_class_name

config = get_config_class_name("GraphSampling")
#                               ^^^^^^^^^^^^^ warning[CUR302]
```

## Fix

Copy the entry into this workspace (offered where the look-up stands in one), promote it to the core, or name the
workspace in the call.
"""

from collections.abc import Iterator

from cursus_registry.checks.fixing import alternatives, is_sound_step, step_variables
from cursus_registry.checks.mentions import missing_mentions, severity_of
from cursus_registry.checks.model import MOST_RELATED, Context, Finding, Fix, Severity
from cursus_registry.edits.entries import copy_entry
from cursus_registry.edits.file_edits import FileEdits
from cursus_registry.index.declaration import Declaration

CODE = "CUR302"
NAME = "step-not-visible"
SEVERITY = Severity.WARNING
MOST_OFFERED = 3


def check(context: Context) -> Iterator[Finding]:
    """One finding on each such name."""
    for mention, workspace in missing_mentions(context):
        rows = [row for name in context.prefixes(mention.name) for row in context.view.elsewhere(name, workspace)]
        if not rows:
            continue
        where = f"from workspace {workspace}" if workspace else "outside its workspace"
        more = f" and {len(rows) - 1} more" if len(rows) > 1 else ""
        message = f"'{rows[0].name}' cannot be seen {where}: only workspace {rows[0].namespace}{more} has it"
        related = tuple(context.related(row, f"step of workspace {row.namespace}") for row in rows[:MOST_RELATED])
        fixes = alternatives(fix for row in rows[:MOST_OFFERED] for fix in _copy(context, row, workspace))
        yield Finding(mention.span, message, related, fixes=fixes, severity=severity_of(mention))


def _copy(context: Context, row: Declaration, workspace: str | None) -> Iterator[Fix]:
    """An entry without faults of its own, copied into the registry of the workspace in which it is looked up."""
    files = context.view.index.files
    path = context.view.index.workspaces.get(workspace) if workspace else None
    if path is None or not is_sound_step(context.view, context.view.entry(row)):
        return
    variables = step_variables(context.view, files[path])
    edit = copy_entry(files[row.path], context.view.table_of(row), row.ordinal, files[path], variables)
    if edit is None:
        return
    title = f"Copy '{row.name}' of workspace {row.namespace} into workspace {workspace}"
    if path == context.facts.path:
        yield Fix(title, "unsafe", (edit,))
    else:
        yield Fix(title, "unsafe", (), (FileEdits(path, files[path].source, (edit,)),))
