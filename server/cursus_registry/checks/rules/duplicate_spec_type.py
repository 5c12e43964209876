"""Two steps of one table name the same `spec_type`.

Specifications are led back to their step by this name, and only one of the two is ever found.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "GraphSampling": {
        "sagemaker_step_type": "Processing",
        "spec_type": "Graph",
        "description": "Samples a graph",
    },
    "GraphPruning": {
#   ^^^^^^^^^^^^^^ warning[CUR208]
        "sagemaker_step_type": "Processing",
        "spec_type": "Graph",
        "description": "Prunes a graph",
    },
}
```

## Fix

Give each step a spec type of its own: usually the name of the step, which it is if the field is left out of a
workspace step.
"""

from cursus_registry.checks.duplicates import shared
from cursus_registry.checks.model import Severity

CODE = "CUR208"
NAME = "duplicate-spec-type"
SEVERITY = Severity.WARNING
check = shared("spec_type", "spec type")
