"""The parts of a step for the library: found in the files, as the editor finds them; nothing is run.

It reads no more than the core and the workspace that is asked about. It must not know how a class is loaded.
"""

from __future__ import annotations

from dataclasses import dataclass

from cursus_registry.api.state import State
from cursus_registry.api.tables import visible_rows
from cursus_registry.components.find import CLASS_FIELDS, Component, find_components
from cursus_registry.facts.registry import INTERFACE
from cursus_registry.features.place import components_of
from cursus_registry.index.declaration import Declaration, RegistryType
from cursus_registry.project.source_code import Code
from cursus_registry.resolution.effective import effective_entry
from cursus_registry.resolution.view import View
from cursus_registry.text import SourceText

BUILDER = "builder"


@dataclass(frozen=True, slots=True)
class StepParts:
    """A step's declaration, its parts by kind, the name of its builder, and whether the framework makes that one."""

    row: Declaration
    components: dict[str, Component]
    builder_name: str
    synthesised: bool


def parts_of_step(state: State, step: str, workspace: str | None) -> tuple[View, StepParts | None]:
    """The parts of what a name means in a workspace, else in the core; None if it means nothing.

    Raises WorkspaceRegistryError or RegistryLoadError.
    """
    with state.held():
        code = state.components(workspace)
        row = code.snapshot.view.look_up(step, workspace).declaration
        if row is None:
            return code.snapshot.view, None
        [parts] = _parts_of(state, code, [row], workspace)
        return code.snapshot.view, parts


def parts_of_all(state: State, workspace: str | None) -> dict[str, StepParts]:
    """The parts of every step that can be used in a workspace, else in the core. Raises like `parts_of_step`."""
    with state.held():
        code = state.components(workspace)
        rows = visible_rows(code.snapshot.view, workspace)
        return dict(zip(rows, _parts_of(state, code, list(rows.values()), workspace), strict=True))


def sources_of(code: Code, workspace: str | None) -> dict[str, SourceText]:
    """The texts that can matter to the modules of a workspace, or of the core."""
    states = (code.snapshot, *code.outside)
    files = (facts for state in states for facts in state.view.index.files.values())
    return {facts.path: facts.source for facts in files if facts.place.workspace in {None, workspace}}


def _parts_of(state: State, code: Code, rows: list[Declaration], workspace: str | None) -> list[StepParts]:
    """What the folders of components have; where a class is not in them, it is looked for in all of the code."""
    found = [_find_parts(code, row) for row in rows]
    if any(_misses_a_class(parts) for parts in found):
        code = state.registries.whole_code(workspace)
        found = [_find_parts(code, row) for row in rows]
    return found


def _misses_a_class(parts: StepParts) -> bool:
    builder = parts.components.get(BUILDER)
    return not parts.synthesised and (builder is None or not builder.name)


def _find_parts(code: Code, row: Declaration) -> StepParts:
    view = code.snapshot.view
    components = components_of(code.snapshot, row)
    classes = _stated_classes(view, row)
    for outside in code.outside:
        for kind, part in find_components(outside.view.index, row.name, classes, None).items():
            if kind not in components or (part.name and not components[kind].name):
                components[kind] = part
    name = classes.get(CLASS_FIELDS[BUILDER], f"{row.name}StepBuilder")
    return StepParts(row, components, name, BUILDER not in components and _is_synthesised(view, row))


def _stated_classes(view: View, row: Declaration) -> dict[str, str]:
    fields = effective_entry(view, row)
    stated = {name: fields[name].value for name in CLASS_FIELDS.values() if name in fields}
    return {name: value for name, value in stated.items() if isinstance(value, str)}


def _is_synthesised(view: View, row: Declaration) -> bool:
    """Whether the framework makes the builder: of an interface file, and of an override that keeps its builder."""
    if row.registry_type is RegistryType.OVERRIDE and view.entry(row).find(CLASS_FIELDS[BUILDER]) is None:
        base = view.base.steps.get(row.name)
        return base is not None and base.variable == INTERFACE
    return row.variable == INTERFACE
