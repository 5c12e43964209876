"""A name of a step that no table has: in a look-up, a DAG, a config file.

The call fails at run time, and so does a pipeline made of such a DAG or configuration. Names with a job-type suffix
(`Package_training`) mean the step before the suffix. Nothing is said where the code asks for, or expects, absence
(`validate_step_name`, `has_step`, `in`, below `pytest.raises` or `except ValueError`), in tests, and while a registry
that could hold the name was not read in full. In the `compatible_sources` of an interface file other things than steps
stand too, and a variant may have a name of its own: there only what is near a step's name is told, of a source as a hint.

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

from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice

from cursus_registry.checks.fixing import alternatives, look_up_instead
from cursus_registry.checks.mentions import is_guess, missing_mentions, severity_of
from cursus_registry.checks.model import Context, Finding, Severity
from cursus_registry.resolution.names import LEGACY_NAMES, edits_between, near_names

CODE = "CUR301"
NAME = "unknown-step"
SEVERITY = Severity.WARNING
MOST_PARTS = 8
MOST_COMPARED = 1_000_000
"""So many pairs of names are compared in a file, so that a hostile one takes no longer than a person waits."""


def check(context: Context) -> Iterator[Finding]:
    """One finding on each such name; where other things than steps stand too, only on what is near one."""
    near_of = _near_steps(context)
    view = context.view
    for mention, workspace in missing_mentions(context):
        if any(name in LEGACY_NAMES for name in context.prefixes(mention.name)):
            continue
        if any(view.elsewhere(name, workspace) for name in context.prefixes(mention.name)):
            continue
        written, near = near_of(mention.name, workspace)
        if is_guess(mention) and not near:
            continue
        hint = f"; did you mean '{near[0]}'?" if near else ""
        where = f"workspace {workspace}" if workspace else "the core"
        fixes = alternatives(fix for name in near for fix in look_up_instead(context.facts, mention, name, written))
        message = f"there is no step '{mention.name}' in {where}{hint}"
        yield Finding(mention.span, message, fixes=fixes, severity=severity_of(mention))


def _near_steps(context: Context) -> Callable[[str, str | None], tuple[str, list[str]]]:
    """For a name and a workspace: the part of the name that is nearest to some steps there, and these.

    The part is all of the name, or what stands before a job type. None when too many names have been asked about.
    """
    visible = cache(lambda workspace: list(context.view.visible_names(workspace)))
    left = MOST_COMPARED

    @cache
    def near(mentioned: str, workspace: str | None) -> tuple[str, list[str]]:
        nonlocal left
        known, parts = visible(workspace), list(islice(context.prefixes(mentioned), MOST_PARTS))
        left -= len(known) * len(parts)
        asked = [(name, near_names(name, known)) for name in parts] if left >= 0 else []
        found = ((name, near) for name, near in asked if near)
        return min(found, key=lambda part: edits_between(part[0], part[1][0]), default=(mentioned, []))

    return near
