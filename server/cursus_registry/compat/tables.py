"""The old tables by name, live, and what the functions beside them read. Nothing is read before somebody asks.

The manager that is asked is imported at the first question.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from threading import Lock
from typing import TYPE_CHECKING, Any

from cursus_registry.api.errors import RegistryError
from cursus_registry.compat.live import Content, LiveTable, live_table

if TYPE_CHECKING:
    from cursus_registry.api.manager import UnifiedRegistryManager
    from cursus_registry.api.tables import LegacyTable

Entry = dict[str, Any]
STEPS = "STEP_NAMES"
_FIELDS = {"BUILDER_STEP_NAMES": "builder_step_name", "SPEC_STEP_TYPES": "spec_type"}
_CONFIGS = "CONFIG_STEP_REGISTRY"
STEP_TABLES = (STEPS, _CONFIGS, *_FIELDS)
"""The tables of `step_names`."""
HYPERPARAMETERS = "HYPERPARAMETER_REGISTRY"

_live: dict[str, LiveTable] = {}
_lock = Lock()


def manager() -> UnifiedRegistryManager:
    """The default manager. Raises RegistryLoadError if there is no project here."""
    from cursus_registry.api.context import get_global_registry_manager  # noqa: PLC0415 - costs a quarter of a second

    return get_global_registry_manager()


def in_force(asked: UnifiedRegistryManager, workspace_id: str | None) -> str | None:
    """The workspace that a question without one is about; None for the core (see `workspace_in_force`)."""
    from cursus_registry.api.context import workspace_in_force  # noqa: PLC0415 - see above

    return workspace_in_force(asked, workspace_id)


def steps(workspace_id: str | None = None) -> Mapping[str, Entry]:
    """`STEP_NAMES` of the workspace that counts, for readers only. Raises WorkspaceRegistryError, RegistryLoadError."""
    return content_of(STEPS, workspace_id).table


def content_of(name: str, workspace_id: str | None = None, asked: UnifiedRegistryManager | None = None) -> Content:
    """A table of the workspace that counts, as it is now: the same object until something changes."""
    asked = asked or manager()
    return _content(asked, name, in_force(asked, workspace_id))


def hyperparameters_of(workspace: str | None) -> Content:
    """The classes of hyperparameters of one workspace, or of the core, whatever counts here."""
    return _content(manager(), HYPERPARAMETERS, workspace)


def _content(asked: UnifiedRegistryManager, name: str, workspace: str | None) -> Content:
    state = asked.state
    snapshot = state.hyperparameters(workspace) if name == HYPERPARAMETERS else state.workspace(workspace)
    return state.made(("compat", name, workspace), snapshot, lambda: _make(name, asked, workspace))


def field(step_name: str, name: str, workspace_id: str | None) -> str:
    """One field of a step, a text. Raises ValueError with the nearest names if there is no such step or field."""
    from cursus_registry.api.functions import get_step_field  # noqa: PLC0415 - see above

    found: str = get_step_field(step_name, name, workspace_id, manager=manager())
    return found


def described(workspace_id: str | None) -> str:
    """The workspace that counts, in words."""
    workspace = in_force(manager(), workspace_id)
    return f"workspace: {workspace}" if workspace else "core registry"


def known_step_types(workspace_id: str | None) -> set[str]:
    """The SageMaker types that a step may have in the workspace that counts."""
    from cursus_registry.resolution.tables import known_step_types  # noqa: PLC0415 - see above

    asked = manager()
    snapshot = asked.state.workspace(in_force(asked, workspace_id))
    return set(known_step_types(snapshot.view.base, snapshot.settings.sagemaker_step_types))


def pack_collisions() -> dict[str, str]:
    """The names of pack steps that hide one of the core."""
    from cursus_registry.api.packs import pack_collisions  # noqa: PLC0415 - see above

    return pack_collisions(manager().state)


def add_pack(folder: str) -> None:
    """Add the interface files of a folder (see `api.packs`)."""
    from cursus_registry.api.packs import add_pack  # noqa: PLC0415 - see above

    add_pack(manager().state, folder)


def live(name: str) -> LiveTable:
    """The table of that name that follows the context and the files; always the same object."""
    with _lock:
        table = _live.get(name)
        if table is None:
            table = _live[name] = live_table(partial(content_of, name))
            return table
    table.follow()
    return table


def follow() -> None:
    """The context has changed: what is inside the live tables that were asked for follows it."""
    for table in list(_live.values()):
        table.follow()


def _make(name: str, asked: UnifiedRegistryManager, workspace: str | None) -> Content:
    from cursus_registry.api.tables import copied, legacy_table  # noqa: PLC0415 - see above

    if name == HYPERPARAMETERS:
        from cursus_registry.api.hyperparameters import hyperparameter_table  # noqa: PLC0415 - few ask for it

        return _of_entries(hyperparameter_table(asked.state, workspace), copied)
    entries = legacy_table(asked.state, workspace)
    if name == STEPS:
        return _of_entries(entries, copied)
    if name == _CONFIGS:
        pairs = ((entry.get("config_class"), step) for step, entry in entries.entries.items())
        return _of_texts({config: step for config, step in pairs if isinstance(config, str)})
    field = _FIELDS[name]
    return _of_texts({step: entry[field] for step, entry in entries.entries.items() if field in entry})


def _of_entries(entries: LegacyTable, copied: Callable[[Any], Any]) -> Content:
    return Content(entries.entries, entries.copy, copied)


def _of_texts(table: dict[str, Any]) -> Content:
    return Content(table, table.copy, lambda value: value)


def register(name: str, entry: Entry, workspace_id: str | None) -> str:
    """Register a step in memory, in the workspace that counts, else in the core; why it was not taken, if it was not.

    Raises WorkspaceRegistryError, RegistryLoadError.
    """
    from cursus_registry.api.legacy import from_legacy_format  # noqa: PLC0415 - see above

    asked = manager()
    workspace = in_force(asked, workspace_id)
    if name in steps(workspace):
        return f"the step {name!r} is there already"
    try:
        asked.register_step(from_legacy_format(name, entry), workspace)
    except ValueError as error:  # pydantic's, for a blank name
        return f"the step {name!r} cannot be registered: {error}"
    except RegistryError as error:
        return str(error)
    follow()
    return ""
