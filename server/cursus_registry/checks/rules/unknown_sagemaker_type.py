"""`sagemaker_step_type` is none of the known types.

Known are the kinds of steps that SageMaker has, whatever types the core itself uses, and those that the settings
name. The core may coin a type; there, only a slip of one of the usual types is reported. While the core could not be
read in full, workspaces too are told of slips only.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "GraphSampling": {"sagemaker_step_type": "Procesing", "description": "Samples a graph"},
#                                            ^^^^^^^^^^^ error[CUR105]
}
```

## Fix

Take the type that the message names; or, if it is a type of your own, name it in the settings:
`sagemaker-step-types = ["GraphProcessing"]`.
"""

from collections.abc import Iterator

from cursus_registry.checks.fixing import change_to
from cursus_registry.checks.model import Context, Finding, Item, Severity
from cursus_registry.resolution.names import nearest
from cursus_registry.resolution.tables import near_type

CODE = "CUR105"
NAME = "unknown-sagemaker-type"
SEVERITY = Severity.ERROR
_FIELD = "sagemaker_step_type"


def check(context: Context) -> Iterator[Finding]:
    """One finding on each value that is no known type."""
    known = (*context.view.base.step_types, *context.settings.sagemaker_step_types)
    for item in context.stating(_FIELD):
        value = item.entry.value(_FIELD)
        if isinstance(value, str) and value.strip() and value not in known:
            yield from _judge(context, item, value, known)


def _judge(context: Context, item: Item, value: str, known: tuple[str, ...]) -> Iterator[Finding]:
    sure = context.is_workspace and context.view.indexed and context.view.base.complete
    near = near_type(value) if context.is_core else nearest(value, known)
    field = item.entry.find(_FIELD)
    if field is None or not (near or sure):
        return
    span = item.value_span(field)
    fixes = change_to(context.facts, span, near) if near else ()
    hint = f"; did you mean '{near}'?" if near else "; the core uses no such type either"
    yield Finding(span, f"'{value}' is no known SageMaker step type{hint}", fixes=fixes)
