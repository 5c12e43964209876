"""Something in a registry that only running the file could tell.

Registries are read and never run. A call, a comprehension or a condition stays unknown, and because a step could be
hidden in it, nothing is called missing in this registry. An access module, a core file that hands on another core
source, is not blamed.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {
    "Package": make_entry("Package"),
#              ^^^^^^^^^^^^^^^^^^^^^ information[CUR003]
}
```

## Fix

Write the value out, or silence the line where the indirection is wanted.
"""

from collections.abc import Iterator

from cursus_registry.checks.model import Context, Finding, Severity
from cursus_registry.checks.problems import problems_with

CODE = "CUR003"
NAME = "not-static"
SEVERITY = Severity.INFORMATION
_unknown_values = problems_with(CODE)


def check(context: Context) -> Iterator[Finding]:
    """What was not read, but for access modules."""
    if context.facts.path not in context.view.base.access_modules:
        yield from _unknown_values(context)
