"""A builder class whose name does not end in `StepBuilder`.

Builders are found by that ending, and the step's name is what stands before it. The abstract core steps `Base` and
`Processing` are exempt.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "GraphSampling": {
        "sagemaker_step_type": "Processing",
        "builder_step_name": "GraphSamplingBuilder",
#                            ^^^^^^^^^^^^^^^^^^^^^^ warning[CUR502]
        "description": "Samples a graph",
    },
}
```

## Fix

Rename the class, and write its new name here.
"""

from cursus_registry.checks.model import Severity
from cursus_registry.checks.suffixes import must_end_in

CODE = "CUR502"
NAME = "builder-suffix"
SEVERITY = Severity.WARNING
check = must_end_in("StepBuilder", "builder_step_name", "step|build(?:er)?")
