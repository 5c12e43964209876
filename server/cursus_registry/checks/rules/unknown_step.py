"""A look-up of a step that no table has.

The call fails at run time. Names with a job-type suffix (`Package_training`) mean the step before the suffix. Nothing
is said where the code asks for, or expects, absence (`validate_step_name`, `has_step`, `in`, below `pytest.raises` or
`except ValueError`), in tests, and while a registry that could hold the name was not read in full.

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
#- /pipelines/fraud.py
from cursus.registry.step_names import get_config_class_name

config = get_config_class_name("Pakage")
#                               ^^^^^^ warning[CUR301]
```

## Fix

Write the name of a step that is there.
"""

from collections.abc import Iterator

from cursus_registry.checks.fixing import alternatives, look_up_instead
from cursus_registry.checks.mentions import judged_mentions
from cursus_registry.checks.model import Context, Finding, Severity
from cursus_registry.resolution.names import LEGACY_NAMES, near_names
from cursus_registry.resolution.view import Status

CODE = "CUR301"
NAME = "unknown-step"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """One finding on each such name."""
    for mention, workspace in judged_mentions(context):
        view = context.view
        if view.look_up(mention.name, workspace).status is not Status.MISSING:
            continue
        if any(name in LEGACY_NAMES for name in context.prefixes(mention.name)):
            continue
        if any(view.elsewhere(name, workspace) for name in context.prefixes(mention.name)):
            continue
        near = near_names(mention.name, view.visible_names(workspace))
        hint = f"; did you mean '{near[0]}'?" if near else ""
        where = f"workspace {workspace}" if workspace else "the core"
        fixes = alternatives(fix for name in near for fix in look_up_instead(mention, name))
        yield Finding(mention.span, f"there is no step '{mention.name}' in {where}{hint}", fixes=fixes)
