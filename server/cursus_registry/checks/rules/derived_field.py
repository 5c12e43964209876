"""A workspace step leaves its builder, configuration class or spec type to convention.

That is allowed: the names then follow from the step's name. Whoever looks for the class by its name, though, finds
no place where it is written, and renaming the step silently changes the classes.

## Example

```
#- /src/cursus/registry/step_names.py
STEP_NAMES = {}
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
WORKSPACE_STEPS = {
    "GraphSampling": {"sagemaker_step_type": "Processing", "description": "Samples a graph"},
#   ^^^^^^^^^^^^^^^ hint[CUR110]
}
```

## Fix

Write the names that the message lists.
"""

from collections.abc import Iterator

from cursus_registry.checks.fields import REQUIRED, derived_value
from cursus_registry.checks.fixing import fix_of
from cursus_registry.checks.model import Context, Finding, Item, Severity
from cursus_registry.edits.entries import insert_fields
from cursus_registry.facts.entry import Shape
from cursus_registry.index.declaration import RegistryType
from cursus_registry.resolution.names import VALID_CHARACTERS

CODE = "CUR110"
NAME = "derived-field"
SEVERITY = Severity.HINT
_FIELDS = tuple(name for name in REQUIRED[RegistryType.CORE] if name not in REQUIRED[RegistryType.WORKSPACE])
_DERIVED = frozenset(_FIELDS)


def check(context: Context) -> Iterator[Finding]:
    """One finding on the name of each such step, for all such fields together."""
    for item in context.items_of(RegistryType.WORKSPACE):
        entry = item.entry
        if _DERIVED.issubset(entry.fields):
            continue
        if entry.shape is not Shape.MAPPING or not entry.complete or not VALID_CHARACTERS.match(entry.name):
            continue
        absent = [name for name in _FIELDS if name not in entry.fields]
        yield _finding(context, item, {name: derived_value(entry.name, name) or "" for name in absent})


def _finding(context: Context, item: Item, derived: dict[str, str]) -> Finding:
    edit = insert_fields(context.facts, item.table, item.ordinal, derived)
    fixes = fix_of(f"Write {_listed(list(derived))}", edit, "safe")
    values = _listed([f"{name} is {value}" for name, value in derived.items()])
    return Finding(item.name_span, f"left to convention: {values}", fixes=fixes)


def _listed(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"
