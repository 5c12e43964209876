"""An entry of a step table is no dictionary.

The value of a step name is a dictionary of fields. A class name alone, as in some older tables, is not read by the
framework any more.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {
    "Package": "PackageStepBuilder",
#              ^^^^^^^^^^^^^^^^^^^^ error[CUR005]
}
```

## Fix

Write the fields: `{"builder_step_name": "PackageStepBuilder", …}`.
"""

from cursus_registry.checks.model import Severity
from cursus_registry.checks.problems import problems_with

CODE = "CUR005"
NAME = "entry-not-a-mapping"
SEVERITY = Severity.ERROR
check = problems_with(CODE)
