"""A registry file does not parse.

The other entries of the file stay known, and only the broken place is marked. At run time, though, Python reads
nothing of the file: the framework sees no step of this workspace, or none at all. One interface file that PyYAML
refuses keeps the framework from all of them.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {
    "Package": {
        "config_class": "PackageConfig"
#                       ^^^^^^^^^^^^^^^ error[CUR001]
        "builder_step_name": "PackageStepBuilder",
        "spec_type": "Package",
        "sagemaker_step_type": "Processing",
        "description": "Packs a model with its inference code",
    },
}
```

## Fix

Write what the message names, here the comma.
"""

from cursus_registry.checks.model import Severity
from cursus_registry.checks.problems import problems_with

CODE = "CUR001"
NAME = "syntax-error"
SEVERITY = Severity.ERROR
check = problems_with(CODE)
