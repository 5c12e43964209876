"""From edits to the fixes that offer them; knows no rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from cursus_registry.checks.fields import REQUIRED, STRATEGIES, is_of_type
from cursus_registry.checks.model import Context, Fix, Item
from cursus_registry.edits.entries import is_whole, rewrite_string
from cursus_registry.edits.scalars import is_interface
from cursus_registry.edits.scalars import written as quoted_scalar
from cursus_registry.facts.entry import Entry
from cursus_registry.facts.model import FileFacts, Mention
from cursus_registry.facts.registry import STEP_TABLES
from cursus_registry.index.declaration import RegistryType
from cursus_registry.resolution.names import VALID_CHARACTERS
from cursus_registry.resolution.view import View
from cursus_registry.text import Edit, Span

_BASE = frozenset({RegistryType.CORE, RegistryType.PACK})


def change_to(facts: FileFacts, span: Span, text: str, applicability: str = "unsafe") -> tuple[Fix, ...]:
    """The fix that puts another string in the place of one; none where no plain string literal stands."""
    return fix_of(f"Change to '{text}'", rewrite_string(facts, span, text), applicability)


def change_name(context: Context, item: Item, name: str) -> tuple[Fix, ...]:
    """The fix that gives an entry another name; none where that name is taken, or an override would be of another step.

    A step of the base is seen by everybody, so its name must be free everywhere; a workspace may take one of the base.
    """
    taken = context.view.index.names if _is_of_base(context, item) else context.names
    is_free = not taken.get(name) and not _loses_override(context, item, name)
    fixes = change_to(context.facts, item.name_span, name) if is_free else ()
    return tuple(replace(fix, new_name=name) for fix in fixes)


def _is_of_base(context: Context, item: Item) -> bool:
    overrides_base = item.registry_type is RegistryType.OVERRIDE and item.entry.name in context.view.base.steps
    return overrides_base or item.registry_type in _BASE


def _loses_override(context: Context, item: Item, name: str) -> bool:
    """Whether an override of a workspace's own step would be laid over the base's entry instead."""
    view = context.view
    if item.registry_type is not RegistryType.WORKSPACE or name not in view.base.steps:
        return False
    rows = view.index.names.get(item.entry.name, ())
    return any(row.path == context.facts.path and row.registry_type is RegistryType.OVERRIDE for row in rows)


def look_up_instead(facts: FileFacts, mention: Mention, name: str, written: str) -> tuple[Fix, ...]:
    """The fix that puts another step name in the place of a mentioned one; none if it would need quoting.

    `written` is the part of the mention that is meant as a name: a job type behind it stays.
    """
    end = mention.span.start + len(written.encode("utf-8", "surrogatepass"))
    return write_name(facts, Span(mention.span.start, end), name)


def write_name(facts: FileFacts, span: Span, name: str) -> tuple[Fix, ...]:
    """The fix that writes a name in the place of another one, inside its quotes; none if it would need others."""
    needs_quotes = not VALID_CHARACTERS.match(name) or (is_interface(facts) and quoted_scalar(name) != name)
    return fix_of(f"Change to '{name}'", None if needs_quotes else Edit(span, name))


def fix_of(title: str, edit: Edit | None, applicability: str = "unsafe") -> tuple[Fix, ...]:
    """The fix that makes one edit, if there is one."""
    return (Fix(title, applicability, (edit,)),) if edit else ()


def step_variables(view: View, facts: FileFacts) -> tuple[str, ...]:
    """The variables that may hold a workspace's steps; where it has neither, first the one that most others use."""
    if any(name in facts.tables for name in STEP_TABLES):
        return STEP_TABLES
    others = (view.index.files[path] for path in view.index.workspaces.values())
    used = Counter(name for other in others for name in STEP_TABLES if (table := other.table(name)) and table.entries)
    return tuple(sorted(STEP_TABLES, key=lambda name: (-used[name], name)))


def is_sound_step(view: View, entry: Entry) -> bool:
    """Whether an entry could stand in any workspace without an error of its own."""
    fields = entry.as_dict()
    return (
        is_whole(entry)
        and len(fields) == len(entry.fields)
        and set(REQUIRED[RegistryType.WORKSPACE]) <= set(fields)
        and all(is_of_type(name, value) for name, value in fields.items())
        and fields["sagemaker_step_type"] in view.base.step_types
        and fields.get("conflict_resolution_strategy", STRATEGIES[0]) in STRATEGIES
        and VALID_CHARACTERS.match(entry.name) is not None
    )


def alternatives(fixes: Iterable[Fix]) -> tuple[Fix, ...]:
    """Fixes of one finding: of several a person has to choose one, so they become manual."""
    found = tuple(fixes)
    return found if len(found) < 2 else tuple(replace(fix, applicability="manual") for fix in found)
