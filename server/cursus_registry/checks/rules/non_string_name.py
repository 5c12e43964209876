"""A step name or a field name is not a string.

Every look-up asks with a string, so an entry under a number or `None` can never be found. In an interface file, `no` is
a boolean and `12:30` a number, as YAML 1.1 has it.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {
    3: {"sagemaker_step_type": "Processing"},
#   ^ error[CUR004]
}
```

## Fix

Put the name in quotes.
"""

from cursus_registry.checks.model import Severity
from cursus_registry.checks.problems import problems_with

CODE = "CUR004"
NAME = "non-string-name"
SEVERITY = Severity.ERROR
check = problems_with(CODE)
