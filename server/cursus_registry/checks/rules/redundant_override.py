"""An override that changes nothing.

Every field that it states is already so in the entry below it, that of the core. It is greyed out. An override
without any field is one, unless the core's entry has a priority or tags: those are not inherited. Nothing is said
while a core source, or a value of either entry, could not be read.

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
#- /developer_workspaces/developers/alice/src/cursus_dev/registry/workspace_registry.py
STEP_OVERRIDES = {
    "Package": {"config_class": "PackageConfig"},
#   ^^^^^^^^^ information[CUR210]
}
```

## Fix

Remove the override, or state in it what shall be different.
"""

from collections.abc import Iterator, Mapping

from cursus_registry.checks.fixing import fix_of
from cursus_registry.checks.meaning import UnknownValueError, meaning
from cursus_registry.checks.model import Context, Finding, Item, Severity, Tag
from cursus_registry.edits.entries import remove_entry
from cursus_registry.facts.entry import Entry, Shape
from cursus_registry.facts.values import Value
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.resolution.effective import OWN_FIELDS, effective_entry

CODE = "CUR210"
NAME = "redundant-override"
SEVERITY = Severity.INFORMATION
# What a workspace's own step need not state.
_CONVENTION = frozenset({"builder_step_name", "config_class", "spec_type"})
_DEFAULTS: Mapping[str, object] = {"priority": ("int", 100)} | dict.fromkeys(
    ("compatibility_tags", "environment_tags"), ("list", ())
)


def check(context: Context) -> Iterator[Finding]:
    """One finding on the name of each such override."""
    view = context.view
    if not context.is_workspace or not view.indexed or not view.base.complete:
        return
    for item in context.items_of(RegistryType.OVERRIDE):
        name = item.entry.name
        below = view.base.steps.get(name) or view.own(context.workspace).steps.get(name)
        if below is None or _says_more(item.entry, view.entry(below)):
            continue
        if not _is_known(item.entry) or not _is_known(view.entry(below)):
            continue
        if _is_laid(context, item) and _changes_nothing(context, item.entry, below):
            edit = remove_entry(context.facts, item.table, item.ordinal)
            fixes = fix_of(f"Remove the override of '{name}'", edit, "safe")
            related = (context.related(below, "the same is said here"),)
            message = f"the override of '{name}' changes nothing"
            yield Finding(item.name_span, message, related, (Tag.UNNECESSARY,), fixes)


def _says_more(entry: Entry, below: Entry) -> bool:
    """Whether a text in the one is not in the other at all: most overrides show at once that they change something."""
    texts = (value for name, value in zip(entry.fields, entry.values, strict=True) if name not in _CONVENTION)
    return any(isinstance(value, str) and value not in below.values for value in texts)


def _is_known(entry: Entry) -> bool:
    return entry.shape is Shape.MAPPING and entry.complete


def _is_laid(context: Context, item: Item) -> bool:
    """Whether this very entry counts: of two of one name the later one does."""
    row = context.view.own(context.workspace).overrides.get(item.entry.name)
    return row is not None and row.ordinal == item.ordinal


def _changes_nothing(context: Context, entry: Entry, below: Declaration) -> bool:
    stated = entry.as_dict()
    present = {name: field.value for name, field in effective_entry(context.view, below).items()}
    names = set(stated) | OWN_FIELDS
    try:
        return all(_canonical(name, stated) == _canonical(name, present) for name in names)
    except UnknownValueError:
        return False


def _canonical(name: str, fields: Mapping[str, Value]) -> object:
    """What a field means; one that is absent has its default."""
    return meaning(fields[name]) if name in fields else _DEFAULTS.get(name)
