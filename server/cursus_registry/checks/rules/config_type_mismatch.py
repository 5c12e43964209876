"""A config file that maps a step to another config class than the registry.

The framework makes the configuration of a step as the class that the file names, and the step's builder expects the one
that the registry names. A JSON file has no comments; `per-file-ignores` in the settings allows it there.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {
    "Package": {
        "config_class": "PackageConfig",
        "builder_step_name": "PackageStepBuilder",
        "spec_type": "Package",
        "sagemaker_step_type": "Processing",
        "description": "Packs a model",
    },
}
#- /configs/fraud.json
{
  "metadata": {
    "config_types": {
      "Package_training": "PayloadConfig"
#                          ^^^^^^^^^^^^^ warning[CUR306]
    }
  }
}
```

## Fix

Write the class that the registry has, or correct the registry.
"""

from collections.abc import Iterator

from cursus_registry.checks.fixing import write_name
from cursus_registry.checks.mentions import is_test
from cursus_registry.checks.model import Context, Finding, Severity
from cursus_registry.facts.values import Value
from cursus_registry.index.declaration import Declaration
from cursus_registry.resolution.effective import effective_entry, entry_below

CODE = "CUR306"
NAME = "config-type-mismatch"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """One finding on each such class."""
    view = context.view
    if not context.facts.config_types or not view.indexed or is_test(context):
        return
    for found in context.facts.config_types:
        row = view.look_up(found.step, context.workspace).declaration
        expected = _class_of(context, row) if row else None
        if row is None or not isinstance(expected, str) or not expected.strip():
            continue
        if found.class_name.rpartition(".")[2] != expected:
            where = "the core" if row.namespace == "core" else row.namespace
            message = f"the config class of '{row.name}' is '{expected}' in {where}, not '{found.class_name}'"
            related = (context.related(row, f"'{row.name}' of {where}"),)
            yield Finding(found.span, message, related, fixes=write_name(context.facts, found.span, expected))


def _class_of(context: Context, row: Declaration) -> Value:
    """The config class as it counts; None if a field that was not read could say otherwise."""
    rows = [row, *(below for below in [entry_below(context.view, row)] if below)]
    if not all(context.view.entry(one).complete for one in rows):
        return None
    field = effective_entry(context.view, row).get("config_class")
    return field.value if field else None
