"""A step of a step pack has the name of a core step.

The pack is laid over the core, so every workspace gets the pack's step and the core's is lost.

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
#- /step_pack/interfaces/package.step.yaml
step_type: Package
#          ^^^^^^^ warning[CUR213]
registry:
  sagemaker_step_type: Processing
  description: Packs a model and signs it
```

## Fix

Rename the pack's step; or, if it is to replace the core's, allow it where it stands.
"""

from collections.abc import Iterator

from cursus_registry.checks.model import Context, Finding, Severity
from cursus_registry.index.declaration import RegistryType

CODE = "CUR213"
NAME = "pack-shadows-core"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """One finding on the name of each step that the core has as well."""
    for item in context.items_of(RegistryType.PACK):
        name = item.entry.name
        rows = context.view.index.names.get(name, ())
        core = next((row for row in rows if row.registry_type is RegistryType.CORE), None)
        if core is not None:
            message = f"'{name}' hides the core step of that name from every workspace"
            yield Finding(item.name_span, message, (context.related(core, "the core step is here"),))
