"""`framework_version` is not a version that tools can compare.

Versions are written as Python packages write theirs ([PEP 440](https://peps.python.org/pep-0440/)): `1.7`, `2.0.1`,
`1.0rc1`, also `1.7-1`. A range, a word such as `latest`, or a wildcard is none.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "GraphSampling": {
        "sagemaker_step_type": "Processing",
        "description": "Samples a graph",
        "framework": "dgl",
        "framework_version": "2.x",
#                            ^^^^^ warning[CUR107]
    },
}
```

## Fix

Write the one version that the step is built for.
"""

import re
from collections.abc import Iterator

from cursus_registry.checks.model import Context, Finding, Severity

CODE = "CUR107"
NAME = "invalid-version"
SEVERITY = Severity.WARNING
_FIELD = "framework_version"
_USUAL = re.compile(r"[0-9]+(?:\.[0-9]+)*")


def check(context: Context) -> Iterator[Finding]:
    """One finding on each value that is no version."""
    for item in context.stating(_FIELD):
        for field in item.entry.items():
            value = field.value
            if field.name == _FIELD and isinstance(value, str) and value.strip() and not _is_version(value):
                message = f"'{value}' is no version as Python packages write them (PEP 440), such as 1.7.1"
                yield Finding(item.value_span(field), message)


def _is_version(text: str) -> bool:
    if _USUAL.fullmatch(text):
        return True
    from packaging.version import InvalidVersion, Version  # noqa: PLC0415 - the start of the command waits for it

    try:
        Version(text)
    except InvalidVersion:
        return False
    return True
