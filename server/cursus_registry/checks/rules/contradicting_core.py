"""Two sources of the core declare one step with different fields.

Which of them counts depends on the order in which they are read. Fields that only one of the two states do not
contradict each other.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {
    "Package": {
#   ^^^^^^^^^ error[CUR212]
        "config_class": "PackageConfig",
        "builder_step_name": "PackageStepBuilder",
        "spec_type": "Package",
        "sagemaker_step_type": "Processing",
        "description": "Packs a model",
    },
}
#- /src/cursus/registry/step_names_original.py
STEP_NAMES = {
    "Package": {
#   ^^^^^^^^^ error[CUR212]
        "config_class": "PackagingConfig",
        "builder_step_name": "PackageStepBuilder",
        "spec_type": "Package",
        "sagemaker_step_type": "Processing",
        "description": "Packs a model",
    },
}
```

## Fix

Make the entries equal, or keep one of them.
"""

from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from cursus_registry.checks.meaning import surely_differ
from cursus_registry.checks.model import Context, Finding, Item, Severity, shown_related
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.resolution.effective import EffectiveField, effective_entry

CODE = "CUR212"
NAME = "contradicting-core"
SEVERITY = Severity.ERROR


def check(context: Context) -> Iterator[Finding]:
    """One finding on the name of each core step that another source declares otherwise."""
    if len(context.view.index.core) < 2:
        return
    for item in context.items_of(RegistryType.CORE):
        rows = [
            row for row in context.view.index.names.get(item.entry.name, ()) if row.registry_type is RegistryType.CORE
        ]
        own = next((row for row in rows if _is_row_of(item, row, context.facts.path)), None)
        if own is not None and len(rows) > 1:
            yield from _compare(context, item, own, [row for row in rows if row.path != own.path])


def _is_row_of(item: Item, row: Declaration, path: str) -> bool:
    return (row.path, row.variable, row.ordinal) == (path, item.table.variable, item.ordinal)


def _compare(context: Context, item: Item, own: Declaration, others: list[Declaration]) -> Iterator[Finding]:
    fields = effective_entry(context.view, own)
    different = {row: names for row in others if (names := _differing(fields, effective_entry(context.view, row)))}
    if not different:
        return
    related, more = shown_related(
        [
            context.related(row, f"{' and '.join(names)} {'differ' if len(names) > 1 else 'differs'} here")
            for row, names in different.items()
        ]
    )
    names = list(dict.fromkeys(name for found in different.values() for name in found))
    files = ", ".join(dict.fromkeys(PurePosixPath(row.path).name for row in different))
    message = f"the core contradicts itself: '{own.name}' has another {' and '.join(names)} in {files}{more}"
    yield Finding(item.name_span, message, related)


def _differing(left: Mapping[str, EffectiveField], right: Mapping[str, EffectiveField]) -> list[str]:
    return [name for name in left if name in right and surely_differ(left[name].value, right[name].value)]
