"""Two steps of one table with the same builder, configuration class or spec type: what the three rules share."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from cursus_registry.checks.fields import derived_value
from cursus_registry.checks.model import Context, Finding, Item, Related
from cursus_registry.facts.entry import Shape
from cursus_registry.facts.values import Value
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.resolution.effective import effective_entry


def shared(field: str, what: str) -> Callable[[Context], Iterator[Finding]]:
    """A check that no two steps of one own table, or of the core, have one value in a field."""

    def check(context: Context) -> Iterator[Finding]:
        """One finding on the name of each later step whose value an earlier one has."""
        seen: dict[str, Item | Declaration] = dict(_of_earlier_files(context, field))
        for item in context.in_order:
            value = effective_value(context, item, field)
            if not value:
                continue
            earlier = seen.setdefault(value, item)
            if earlier is item:
                continue
            name = earlier.name if isinstance(earlier, Declaration) else earlier.entry.name
            if name != item.entry.name:
                message = f"'{item.entry.name}' has the same {what} as '{name}': {value}"
                yield Finding(item.name_span, message, (_related(context, earlier, name),))

    return check


def effective_value(context: Context, item: Item, field: str) -> str | None:
    """The builder, class or spec type that an entry has in the effective table, if that can be told."""
    entry = item.entry
    if entry.shape is not Shape.MAPPING:
        return None
    if field in entry.fields:
        return _text(entry.value(field))
    if not entry.complete:
        return None
    if item.derives:
        return derived_value(entry.name, field)
    below = context.view.base.steps.get(entry.name) if item.registry_type is RegistryType.OVERRIDE else None
    return _text(context.view.entry(below).as_dict().get(field)) if below else None


def _of_earlier_files(context: Context, field: str) -> Iterator[tuple[str, Declaration]]:
    """The values in the core sources before this one, each with the first step that has it."""
    core = context.view.index.core
    if not context.is_core or core[0] == context.facts.path:
        return
    firsts: dict[str, Declaration] = {}
    for path in core[: core.index(context.facts.path)]:
        for row in context.view.index.rows.get(path, ()):
            found = effective_entry(context.view, row).get(field)
            value = _text(found.value) if found else None
            if value:
                firsts.setdefault(value, row)
    yield from firsts.items()


def _related(context: Context, earlier: Item | Declaration, name: str) -> Related:
    if isinstance(earlier, Declaration):
        return context.related(earlier, f"'{name}' is here")
    return Related(context.facts.path, earlier.name_span, f"'{name}' is here")


def _text(value: Value) -> str | None:
    return value.strip() if isinstance(value, str) else None
