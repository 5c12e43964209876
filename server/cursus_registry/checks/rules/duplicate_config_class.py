"""Two steps of one table name the same configuration class.

The look-up from a configuration back to its step keeps one of them only: a pipeline that is configured with that
class builds the other step.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "GraphSampling": {
        "sagemaker_step_type": "Processing",
        "config_class": "GraphConfig",
        "description": "Samples a graph",
    },
    "GraphPruning": {
#   ^^^^^^^^^^^^^^ warning[CUR206]
        "sagemaker_step_type": "Processing",
        "config_class": "GraphConfig",
        "description": "Prunes a graph",
    },
}
```

## Fix

Give each step a configuration class of its own.
"""

from cursus_registry.checks.duplicates import shared
from cursus_registry.checks.model import Severity

CODE = "CUR206"
NAME = "duplicate-config-class"
SEVERITY = Severity.WARNING
check = shared("config_class", "configuration class")
