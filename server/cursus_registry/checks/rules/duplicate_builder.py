"""Two steps of one table name the same builder class.

The look-up from a builder back to its step keeps one of them only.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "GraphSampling": {
        "sagemaker_step_type": "Processing",
        "builder_step_name": "GraphStepBuilder",
        "description": "Samples a graph",
    },
    "GraphPruning": {
#   ^^^^^^^^^^^^^^ warning[CUR207]
        "sagemaker_step_type": "Processing",
        "builder_step_name": "GraphStepBuilder",
        "description": "Prunes a graph",
    },
}
```

## Fix

Give each step a builder of its own.
"""

from cursus_registry.checks.duplicates import shared
from cursus_registry.checks.model import Severity

CODE = "CUR207"
NAME = "duplicate-builder"
SEVERITY = Severity.WARNING
check = shared("builder_step_name", "builder")
