"""A registry file could not be read.

It is too large (over 2 MB, an interface file over 1 MB), nested too deeply, not decodable, or not a readable file. Nothing that it declares is
known, and nothing is called missing that it could hold.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
# coding: no-such-encoding
# <- warning[CUR007]
```

## Fix

The message says what was found and what to do.
"""

from cursus_registry.checks.model import Severity
from cursus_registry.checks.problems import problems_with

CODE = "CUR007"
NAME = "file-skipped"
SEVERITY = Severity.WARNING
check = problems_with(CODE)
