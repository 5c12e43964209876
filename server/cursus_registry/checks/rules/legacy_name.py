"""A name that the framework has given up: in a look-up, a DAG, a config file.

`MIMSPackaging`, `MIMSPayload`, `ModelRegistration`, `PytorchTraining` and `PytorchModel` have other names now. In
`compatible_sources` it is a hint.

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

config = get_config_class_name("MIMSPackaging")
#                               ^^^^^^^^^^^^^ warning[CUR303]
```

## Fix

Write the current name.
"""

from collections.abc import Iterator

from cursus_registry.checks.mentions import judged_mentions, severity_of
from cursus_registry.checks.model import Context, Finding, Fix, Severity, Tag
from cursus_registry.resolution.names import LEGACY_NAMES, split_suffix
from cursus_registry.resolution.view import Status
from cursus_registry.text import Edit, Span

CODE = "CUR303"
NAME = "legacy-name"
SEVERITY = Severity.WARNING


def check(context: Context) -> Iterator[Finding]:
    """One finding on each old name that no table declares."""
    for mention, workspace in judged_mentions(context):
        name, _ = split_suffix(mention.name, LEGACY_NAMES.__contains__)
        if name not in LEGACY_NAMES or context.view.look_up(mention.name, workspace).status is Status.RESOLVED:
            continue
        current = LEGACY_NAMES[name]
        span = Span(mention.span.start, mention.span.start + len(name.encode()))
        fix = Fix(f"Change to '{current}'", "safe", (Edit(span, current),))
        message = f"'{name}' is an old name; the step is '{current}' now"
        yield Finding(span, message, tags=(Tag.DEPRECATED,), fixes=(fix,), severity=severity_of(mention))
