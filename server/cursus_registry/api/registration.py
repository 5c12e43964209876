"""Steps registered while a program runs: behind the text of a registry in memory, or in its file.

What is only in memory is laid over its file again whenever that has changed. It must not know how a step is looked up.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from cursus_registry.api.definitions import StepDefinition
from cursus_registry.api.errors import RegistryError, RegistryLoadError, RegistryValidationError
from cursus_registry.api.memory import MemoryEntry, with_entries
from cursus_registry.api.names import check_name
from cursus_registry.api.saving import save as save_change
from cursus_registry.api.state import State
from cursus_registry.edits.apply import Change
from cursus_registry.edits.core_entry import core_target
from cursus_registry.edits.literals import interface_text
from cursus_registry.edits.put import put_entry
from cursus_registry.facts.model import FileFacts
from cursus_registry.facts.read import read_file, read_source
from cursus_registry.facts.registry import CORE_TABLE, OVERRIDES, STEP_TABLES
from cursus_registry.files import FileSystem, Overlay, Stamp
from cursus_registry.layout import INTERFACE_SUFFIX, FileKind
from cursus_registry.project import Snapshot
from cursus_registry.project.registries import Registries
from cursus_registry.project.trial import alone, try_out
from cursus_registry.text import SourceText

_Look: TypeAlias = tuple[bool, Stamp | None]


@dataclass(slots=True)
class _Laid:
    """The entries over one file, whose they are, and how the file looked when they were laid; None if it was young."""

    workspace: str | None
    entries: list[MemoryEntry] = field(default_factory=list)
    look: _Look | None = None


class Registrar:
    """Puts entries into registries, in memory or on the disk. All of it under the lock of the state."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._laid: dict[str, _Laid] = {}
        state.before_look = self._lay_again

    def register(self, definition: StepDefinition, workspace: str | None, *, save: bool) -> bool:
        """See `UnifiedRegistryManager.register_step`."""
        fields = _fields(definition.name, definition)
        with self._state.held() as registries:
            snapshot = self._snapshot(workspace, save=save)
            if workspace is None and definition.name in snapshot.view.base.steps:
                return False
            if workspace is None:
                entry = MemoryEntry((CORE_TABLE,), definition.name, fields)
                path = _core_file(snapshot, definition.name, save=save)
            else:
                entry = MemoryEntry(STEP_TABLES, definition.name, fields)
                path = _file_of(registries, snapshot, workspace)
            self._put(registries, path, workspace, entry, save=save)
        definition.registry_type = "core" if workspace is None else "workspace"
        definition.workspace_id = workspace
        return True

    def override(self, name: str, definition: StepDefinition, workspace: str, *, save: bool) -> bool:
        """See `UnifiedRegistryManager.override_step`."""
        fields = _fields(name, definition)
        with self._state.held() as registries:
            snapshot = self._snapshot(workspace, save=save)
            if name not in snapshot.view.base.steps:
                return False
            path = _file_of(registries, snapshot, workspace)
            self._put(registries, path, workspace, MemoryEntry((OVERRIDES,), name, fields), save=save)
        definition.name, definition.registry_type = name, "override"
        definition.workspace_id, definition.override_source = workspace, "workspace"
        return True

    def _snapshot(self, workspace: str | None, *, save: bool) -> Snapshot:
        """The state to judge by; before something is saved, that of the disk now."""
        if save:
            self._state.refresh()
        return self._state.workspace(workspace)

    def _put(self, registries: Registries, path: str, workspace: str | None, entry: MemoryEntry, *, save: bool) -> None:
        """Put an entry in, unless the rules find an error more then."""
        facts = _facts_on_disk(registries, path)
        others = [one for one in self._laid[path].entries if not entry.replaces(one)] if path in self._laid else []
        entries = others if save else [*others, entry]
        changed = _edited(facts, entry) if save else facts
        text = _with_entries(changed, entries) if entries else changed.source
        self._judge(workspace, path, text, entry)
        if save:
            before = facts.source if registries.project.files.below.is_file(path) else None
            verb = "override" if entry.variables == (OVERRIDES,) else "register"
            what = f"{verb} {entry.name} in {workspace or 'core'}"
            save_change(registries, Change(path, before, changed.source), what)
        self._lay(registries, path, _Laid(workspace, entries))

    def _judge(self, workspace: str | None, path: str, text: SourceText, entry: MemoryEntry) -> None:
        """Raises RegistryValidationError for what the rules call an error, by the core and this workspace alone."""
        trial = try_out(alone(self._state.workspace(workspace), workspace), {path: text})
        new = [one.finding.message for one in trial.errors if one.path == path]
        if new:
            raise RegistryValidationError(f"{entry.name!r} cannot be registered", new, path=path)

    def _lay(self, registries: Registries, path: str, laid: _Laid) -> None:
        """The text on the disk with entries behind it; without any, or over a broken text, the disk counts."""
        files = registries.project.files
        laid.look = _look_at(files.below, path)
        text = _laid_text(registries, path, laid)
        if text is None:
            files.close(path)
        else:
            files.open(path, text.data)
        if laid.entries:
            self._laid[path] = laid
        else:
            self._laid.pop(path, None)
        registries.project.take([path])
        self._state.forget()

    def _lay_again(self, registries: Registries) -> None:
        """Files are being looked at: entries go over what has changed below them."""
        below = registries.project.files.below
        for path, laid in list(self._laid.items()):
            is_gone = laid.workspace is not None and registries.folder_of(laid.workspace) is None
            look = _look_at(below, path)
            if look is None or look != laid.look or is_gone:
                self._lay(registries, path, laid)


def _fields(name: str, definition: StepDefinition) -> Mapping[str, Any]:
    """The entry of a definition, if its name can be that of a step. Raises RegistryValidationError."""
    try:
        check_name(name)
    except ValueError as error:
        raise RegistryValidationError(f"{name!r} cannot be registered", [str(error)]) from None
    return definition.to_legacy_format()


def _look_at(below: FileSystem, path: str) -> _Look | None:
    """Whether a file is there, and by what it is known again; None if it could change without showing it."""
    is_there, stamp = below.is_file(path), below.stamp(path)
    return None if is_there and stamp is None else (is_there, stamp)


def _edited(facts: FileFacts, entry: MemoryEntry) -> FileFacts:
    """A registry with an entry in its text. Raises RegistryError where it cannot be edited."""
    try:
        if facts.path.endswith(INTERFACE_SUFFIX):
            source: SourceText | None = SourceText.from_str(interface_text(entry.name, entry.fields))
        else:
            source = put_entry(facts, entry.variables, entry.name, entry.fields)
    except ValueError as error:
        raise _without_literal(facts.path, entry, error) from None
    if source is None:
        what = f"the table for {entry.name!r} is put together in a way that cannot be edited"
        raise RegistryError(what, path=facts.path, advice="write the entry by hand")
    return read_source(facts.path, facts.place, source).facts


def _with_entries(facts: FileFacts, entries: list[MemoryEntry]) -> SourceText:
    try:
        return with_entries(facts, entries)
    except ValueError as error:
        raise _without_literal(facts.path, entries[-1], error) from None


def _without_literal(path: str, entry: MemoryEntry, error: ValueError) -> RegistryValidationError:
    return RegistryValidationError(f"{entry.name!r} cannot be registered", [str(error)], path=path)


def _laid_text(registries: Registries, path: str, laid: _Laid) -> SourceText | None:
    if not laid.entries or (laid.workspace is not None and registries.folder_of(laid.workspace) is None):
        return None
    try:
        return with_entries(_facts_on_disk(registries, path), laid.entries)
    except RegistryError:
        return None  # whoever asks for this registry is told what is wrong with it


def _facts_on_disk(registries: Registries, path: str) -> FileFacts:
    """What a file says on the disk; nothing if there is none. Raises RegistryLoadError if it is no whole text."""
    place = registries.project.place(path)
    read = read_file(Overlay(registries.project.files.below), path, place)
    if read is None:
        return read_source(path, place, SourceText(b"")).facts
    if read.facts.broken or not read.facts.readable:
        fault = next((one.message for one in read.facts.problems), "the file does not parse")
        raise RegistryLoadError(fault, path=path, advice="mend the file first; nothing was changed")
    return read.facts


def _file_of(registries: Registries, snapshot: Snapshot, workspace: str) -> str:
    """The registry of a workspace, or where it is to be."""
    known = snapshot.view.index.workspaces.get(workspace)
    layout, root = registries.project.layout, registries.project.root.rstrip("/")
    return known or f"{root}/{layout.registries_of(workspace)[0]}"


def _core_file(snapshot: Snapshot, name: str, *, save: bool) -> str:
    """The file of the core that an entry goes into: one that could be edited or, in memory, any that has tables.

    Raises RegistryError if there is none.
    """
    index = snapshot.view.index
    path = core_target(index, name)
    if path is None and not save:
        path = next((path for path in reversed(index.core) if index.files[path].place.kind is FileKind.CORE), None)
    if path is None:
        raise RegistryError(
            "the core of this project has no table, and no interface files, that could be edited",
            advice="register the step in a workspace",
        )
    return path
