"""A step that is declared and never mentioned.

Off unless the settings name this code in full (`select = ["CUR", "CUR305"]`, or a severity for it): a framework's steps
are used in projects that nobody sees from here. A mention is a look-up, a node or an edge of a DAG, or a key of a
config file, in any file of the project; the `compatible_sources` of other steps are none. `cursus-registry unused`
lists these steps.

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
    "Payload": {
#   ^^^^^^^^^ information[CUR305]
        "config_class": "PayloadConfig",
        "builder_step_name": "PayloadStepBuilder",
        "spec_type": "Payload",
        "sagemaker_step_type": "Processing",
        "description": "Makes test data",
    },
}
#- /pipelines/fraud.py
from cursus.api.dag import PipelineDAG

dag = PipelineDAG(nodes=["Package_training"])
```

## Fix

Remove the step, or use it.
"""

from collections.abc import Iterator

from cursus_registry.checks.fields import ABSTRACT_STEPS
from cursus_registry.checks.model import Context, Finding, Severity, Tag
from cursus_registry.index.declaration import RegistryType
from cursus_registry.resolution.steps import is_used, step_of

CODE = "CUR305"
NAME = "unused-step"
SEVERITY = Severity.INFORMATION


def check(context: Context) -> Iterator[Finding]:
    """One finding on the name of each such entry."""
    view = context.view
    if not view.indexed:
        return
    rows = {(row.variable, row.ordinal): row for row in view.index.rows.get(context.facts.path, ())}
    for item in context.items:
        row = rows.get((item.table.variable, item.ordinal))
        if row is None or row.registry_type is RegistryType.OVERRIDE or row.name in ABSTRACT_STEPS:
            continue
        if row.name.strip() and not is_used(view, step_of(view, row)):
            yield Finding(item.name_span, f"the step '{row.name}' is never mentioned", tags=(Tag.UNNECESSARY,))
