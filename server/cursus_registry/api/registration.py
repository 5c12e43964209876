"""Steps registered while a program runs: written into the text of a registry in memory, or into its file.

The engine reads the changed text as it reads a file, so that a registered step collides, is overridden and looked up
like any other. It must not know how a step is looked up.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from cursus_registry.api.definitions import StepDefinition
from cursus_registry.api.errors import RegistryError, RegistryValidationError
from cursus_registry.api.names import check_name
from cursus_registry.api.saving import save_text
from cursus_registry.api.state import State
from cursus_registry.checks.model import Severity
from cursus_registry.edits.literals import entry_literal
from cursus_registry.edits.tables import insert_block, insert_table, remove_entry
from cursus_registry.facts.model import FileFacts, Table
from cursus_registry.facts.read import read_file, read_source
from cursus_registry.facts.registry import CORE_TABLE, OVERRIDES, STEP_TABLES
from cursus_registry.files import Overlay, Stamp
from cursus_registry.project import Snapshot
from cursus_registry.project.registries import Registries
from cursus_registry.text import Edit, SourceText, apply_edits


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is to stand in a table: in the first of these variables that is one, else in a new one."""

    variables: tuple[str, ...]
    name: str
    fields: dict[str, Any]


class Registrar:
    """Puts entries into registries. What is only in memory is put in again when its file has changed."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._entries: dict[str, list[_Entry]] = defaultdict(list)
        self._below: dict[str, Stamp | None] = {}
        state.before_look = self._put_in_again

    def register(self, definition: StepDefinition, workspace: str | None, *, save: bool) -> bool:
        """See `UnifiedRegistryManager.register_step`."""
        with self._state.held() as registries:
            snapshot = self._state.workspace(workspace)
            if workspace is None and definition.name in snapshot.view.base.steps:
                return False
            path = _core_file(snapshot) if workspace is None else _file_of(registries, snapshot, workspace)
            variables = (CORE_TABLE,) if workspace is None else STEP_TABLES
            self._put(registries, path, _Entry(variables, definition.name, definition.to_legacy_format()), save=save)
        definition.registry_type = "core" if workspace is None else "workspace"
        definition.workspace_id = workspace
        return True

    def override(self, name: str, definition: StepDefinition, workspace: str, *, save: bool) -> bool:
        """See `UnifiedRegistryManager.override_step`."""
        with self._state.held() as registries:
            snapshot = self._state.workspace(workspace)
            if name not in snapshot.view.base.steps:
                return False
            path = _file_of(registries, snapshot, workspace)
            self._put(registries, path, _Entry((OVERRIDES,), name, definition.to_legacy_format()), save=save)
        definition.name, definition.registry_type = name, "override"
        definition.workspace_id, definition.override_source = workspace, "workspace"
        return True

    def _put(self, registries: Registries, path: str, entry: _Entry, *, save: bool) -> None:
        """Put an entry in, and see what the rules say of it; what they call an error is not taken."""
        try:
            check_name(entry.name)
        except ValueError as error:
            raise RegistryValidationError(f"{entry.name!r} cannot be registered", [str(error)], path=path) from None
        before = self._errors(registries, path)
        files = registries.project.files
        kept = files.read(path, _MOST).data if files.is_open(path) else None
        others = self._entries[path]
        mine = [*(one for one in others if (one.variables, one.name) != (entry.variables, entry.name)), entry]
        self._lay(registries, path, mine)
        new = [message for message in self._errors(registries, path) if message not in before]
        if new:
            self._restore(registries, path, kept)
            raise RegistryValidationError(f"{entry.name!r} cannot be registered: {new[0]}", new, path=path)
        if not save:
            self._entries[path] = mine
            return
        self._restore(registries, path, kept)
        source = _source_on_disk(registries, path)
        save_text(registries, path, source, with_entry(registries, path, source, entry), f"register {entry.name}")
        self._lay(registries, path, [one for one in mine if one is not entry])

    def _errors(self, registries: Registries, path: str) -> list[str]:
        snapshot = registries.project.snapshot
        return [found.message for found in snapshot.check(path) if found.severity is Severity.ERROR]

    def _lay(self, registries: Registries, path: str, entries: list[_Entry]) -> None:
        """The text on the disk with entries in it, in memory; none of them: the disk counts again."""
        files = registries.project.files
        source = _source_on_disk(registries, path)
        self._below[path] = files.below.stamp(path)
        self._entries[path] = entries
        for entry in entries:
            source = with_entry(registries, path, source, entry)
        if entries:
            files.open(path, source.data)
        else:
            files.close(path)
        registries.project.take([path])
        self._state.forget()

    def _restore(self, registries: Registries, path: str, kept: bytes | None) -> None:
        files = registries.project.files
        if kept is None:
            files.close(path)
        else:
            files.open(path, kept)
        registries.project.take([path])
        self._state.forget()

    def _put_in_again(self, registries: Registries) -> None:
        """Files have been looked at: what has changed below an entry in memory is read, and gets the entry again."""
        for path, entries in list(self._entries.items()):
            if entries and registries.project.files.below.stamp(path) != self._below.get(path):
                self._lay(registries, path, entries)


_MOST = 100_000_000


def with_entry(registries: Registries, path: str, source: SourceText, entry: _Entry) -> SourceText:
    """A text with one entry more, or another one in the place of that of its name. Raises RegistryError."""
    place = registries.project.place(path)
    facts = read_source(path, place, source).facts
    found = _table(facts, entry.variables)
    ordinal = None if found is None else _last(found, entry.name)
    if found is not None and ordinal is not None:
        source = _edited(source, remove_entry(facts, found, ordinal), path, entry)
        facts = read_source(path, place, source).facts
        found = _table(facts, entry.variables)
    try:
        block = entry_literal(entry.name, entry.fields)
    except ValueError as error:
        raise RegistryValidationError(f"{entry.name!r} cannot be registered", [str(error)], path=path) from None
    edit = insert_table(facts, entry.variables[0], block) if found is None else insert_block(facts, found, block)
    return _edited(source, edit, path, entry)


def _edited(source: SourceText, edit: Edit | None, path: str, entry: _Entry) -> SourceText:
    if edit is None:
        what = f"the table for {entry.name!r} is not a plain dictionary, and cannot be edited"
        raise RegistryError(what, path=path, advice="write the entry by hand")
    return SourceText(apply_edits(source.data, (edit,)))


def _table(facts: FileFacts, variables: tuple[str, ...]) -> Table | None:
    known = [facts.tables[name] for name in variables if name in facts.tables]
    return next((one for one in known if one.alias_of is None and one.span.end), None)


def _last(table: Table, name: str) -> int | None:
    return max((at for at, entry in enumerate(table.entries) if entry.name == name), default=None)


def _source_on_disk(registries: Registries, path: str) -> SourceText:
    """The text of a file as it is on the disk; an empty one if there is none. Raises RegistryError."""
    read = read_file(Overlay(registries.project.files.below), path, registries.project.place(path))
    if read is None:
        return SourceText(b"")
    if not read.facts.readable:
        raise RegistryError("the file cannot be read", path=path, advice="look what is there")
    return read.facts.source


def _file_of(registries: Registries, snapshot: Snapshot, workspace: str) -> str:
    """The registry of a workspace, or where it is to be."""
    known = snapshot.view.index.workspaces.get(workspace)
    layout, root = registries.project.layout, registries.project.root.rstrip("/")
    return known or f"{root}/{layout.registries_of(workspace)[0]}"


def _core_file(snapshot: Snapshot) -> str:
    """The file of the core that has the table. Raises RegistryError if there is none that can be edited."""
    files, base = snapshot.view.index.files, snapshot.view.base
    for path in reversed(snapshot.view.index.core):
        table = files[path].tables.get(CORE_TABLE)
        if table is not None and table.alias_of is None and table.span.end and path not in base.access_modules:
            return path
    raise RegistryError("the core has no table STEP_NAMES that could be edited", advice="add an interface file")
