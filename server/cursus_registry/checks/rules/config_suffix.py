"""A configuration class whose name does not end in `Config`.

Configurations are found by that ending, and saved pipelines tell them from other values by it. The abstract core
steps `Base` and `Processing` are exempt.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "GraphSampling": {
        "sagemaker_step_type": "Processing",
        "config_class": "GraphSamplingConfiguration",
#                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ warning[CUR503]
        "description": "Samples a graph",
    },
}
```

## Fix

Rename the class, and write its new name here.
"""

from cursus_registry.checks.model import Severity
from cursus_registry.checks.suffixes import must_end_in

CODE = "CUR503"
NAME = "config-suffix"
SEVERITY = Severity.WARNING
check = must_end_in("Config", "config_class", "configurations?|configs?|conf|cfg|settings")
