"""An alias, a tag or a merge key in an interface file.

An interface file says plainly what a step is, and is read as it stands. An alias (`*name`) or a merge key (`<<`)
takes a value from somewhere else, and a few lines of them can unfold to gigabytes; a tag (`!name`) asks the reader for
an object of its own, which the framework's safe reader mostly refuses. None of them is followed here: the value counts
as unknown. An anchor that no alias uses is harmless.

## Example

```
#- /src/cursus/steps/interfaces/package.step.yaml
step_type: Package
registry:
  sagemaker_step_type: Processing
  description: &summary Packs a model
contract:
  description: *summary
#              ^^^^^^^^ error[CUR008]
```

## Fix

Write the value out, or remove the tag.
"""

from cursus_registry.checks.model import Severity
from cursus_registry.checks.problems import problems_with

CODE = "CUR008"
NAME = "unsafe-yaml"
SEVERITY = Severity.ERROR
check = problems_with(CODE)
