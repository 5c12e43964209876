"""Which declarations are one step, and where it is used: the base and all overrides of it, or a workspace's own.

A step that a workspace declares under a name of the core is another one. It must not know what anybody does with it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from cursus_registry.facts.model import SAID_BY_REGISTRIES, FileFacts, Mention
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.resolution.effective import entry_below
from cursus_registry.resolution.view import View
from cursus_registry.text import Span

_BASE = frozenset({RegistryType.CORE, RegistryType.PACK})


class Step(NamedTuple):
    """A step by its name and the workspace that declares it: None for the core and the packs."""

    name: str
    workspace: str | None


class StepUse(NamedTuple):
    """Where a step is used: `span` is its name alone, without the job-type suffix of the mention."""

    facts: FileFacts
    mention: Mention
    span: Span


def step_of(view: View, row: Declaration) -> Step:
    """The step that a declaration belongs to; an override to that which it is laid over, else to its workspace's."""
    found = entry_below(view, row) or row
    is_base = found.registry_type in _BASE
    return Step(found.name, None if is_base else found.namespace)


def declarations_of(view: View, step: Step) -> Iterator[Declaration]:
    """All declarations that are this step, in the order of the index."""
    return (row for row in view.index.names.get(step.name, ()) if step_of(view, row) == step)


def uses_of(view: View, step: Step) -> Iterator[StepUse]:
    """Every place that surely means this step, with or without a job-type suffix, by file and place."""
    key = ("uses", step)
    kept: tuple[StepUse, ...] | None = view.kept.get(key)
    if kept is None:
        kept = view.kept[key] = tuple(_find_uses(view, step))
    return iter(kept)


def is_used(view: View, step: Step) -> bool:
    """Whether anything mentions a step, or may: a look-up counts also where its workspace cannot be told.

    What a registry itself says of a step (`compatible_sources`, `variants`) is no use of it.
    """
    for path in view.index.mentions.get(step.name, ()):
        facts = view.index.files[path]
        for mention in facts.mentions:
            if mention.surface in SAID_BY_REGISTRIES or not mention.name.startswith(step.name):
                continue
            if mention.computed_workspace and view.is_certain(mention):
                return True
            if step_meant(view, facts, mention) == step:
                return True
    return False


def step_meant(view: View, facts: FileFacts, mention: Mention) -> Step | None:
    """The step that a mention means; None if that cannot be told, or there is none."""
    told, workspace = view.workspace_of(facts, mention)
    return _step_named(view, mention.name, workspace) if told and view.is_certain(mention) else None


def _find_uses(view: View, step: Step) -> Iterator[StepUse]:
    length = len(step.name.encode("utf-8", "surrogatepass"))
    is_meant = cache(lambda name, workspace: _step_named(view, name, workspace) == step)  # few names, many places
    for path in view.index.mentions.get(step.name, ()):
        facts = view.index.files[path]
        for mention in facts.mentions:
            if not mention.name.startswith(step.name):
                continue
            told, workspace = view.workspace_of(facts, mention)
            if told and is_meant(mention.name, workspace) and view.is_certain(mention):
                yield StepUse(facts, mention, Span(mention.span.start, mention.span.start + length))


def _step_named(view: View, name: str, workspace: str | None) -> Step | None:
    row = view.look_up(name, workspace).declaration
    return None if row is None else step_of(view, row)
