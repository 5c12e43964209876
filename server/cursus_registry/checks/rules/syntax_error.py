"""A registry file, a DAG file or a config file does not parse.

The other entries of the file stay known, and only the broken place is marked. At run time, though, Python reads
nothing of the file: the framework sees no step of this workspace, or none at all. One interface file that PyYAML
refuses keeps the framework from all of them. Of JSON files only those are told of that are surely the framework's, and
none in tests, where they may be broken on purpose.

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

from collections.abc import Iterator

from cursus_registry.checks.mentions import is_test
from cursus_registry.checks.model import Context, Finding, Severity
from cursus_registry.checks.problems import problems_with
from cursus_registry.layout import REGISTRIES

CODE = "CUR001"
NAME = "syntax-error"
SEVERITY = Severity.ERROR
_problems = problems_with(CODE)


def check(context: Context) -> Iterator[Finding]:
    """The first broken place of a file; in a Python registry one for each entry that is broken."""
    if context.kind in REGISTRIES or not is_test(context):
        yield from _problems(context)
