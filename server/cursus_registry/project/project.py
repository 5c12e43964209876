"""The project: reads files, keeps the index, hands out snapshots. Only its owner calls what changes it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator
from functools import partial

from cursus_registry.facts.link import link_facts
from cursus_registry.facts.model import FileFacts
from cursus_registry.facts.read import ReadFile, read_file
from cursus_registry.facts.settings_file import settings_facts
from cursus_registry.facts.values import UNKNOWN, Reference, Value
from cursus_registry.files import FileSystem, Overlay, Stamp
from cursus_registry.index.index import Index, replace_files
from cursus_registry.layout import CORE_SOURCES, READ, REGISTRIES, SKIPPED_FOLDERS, USERS, Place
from cursus_registry.profiling import span
from cursus_registry.project.constants import Constants
from cursus_registry.project.first_look import find_first
from cursus_registry.project.installed import find_core_at, find_installed_core, find_package_folders
from cursus_registry.project.reach import reached_files
from cursus_registry.project.snapshot import Progress, Reconfigured, Snapshot
from cursus_registry.project.sources import absolute_path, is_outside, layout_of
from cursus_registry.project.walk import Found, is_ignored, walk_project
from cursus_registry.resolution.view import View
from cursus_registry.settings import DEFAULTS, Settings, read_settings
from cursus_registry.text import Encoding

_BATCH = 100
"""Files that go into the index at once while a project is read for the first time."""


class Project:
    """One core registry and its workspaces, kept in step with a disk and the buffers over it.

    The settings file is read at once; `settings` are in force in its place, `base` where it says nothing. `answers` is
    true as soon as enough has been read for most questions: the core, and what is open. `interpreter` is the Python, or
    the folder of the environment, that an installed core is looked for beside. `given` makes of settings that were read
    those that are in force.
    """

    def __init__(
        self,
        files: FileSystem,
        root: str,
        settings: Settings | None = None,
        interpreter: str | None = None,
        base: Settings = DEFAULTS,
        given: Callable[[Settings], Settings] = lambda read: read,
    ) -> None:
        self.files = files if isinstance(files, Overlay) else Overlay(files)
        self.root = root
        self.base = base
        self._given = given
        read = read_settings(self.files, root, base=base)
        self.settings = given(read.settings) if settings is None else settings
        self.settings_file = settings_facts(read)
        self.layout = layout_of(self.settings, root)
        self.interpreter = interpreter
        self.unreadable: dict[str, str] = {}
        self.folders: frozenset[str] = frozenset()
        self._reads: dict[str, ReadFile] = {}
        self._external: dict[str, Place] = {}
        self._packages: tuple[str, ...] | None = None
        self._referring: dict[str, FileFacts] = {}
        self._constants = Constants(self.files)
        self._stamps: dict[str, Stamp | None] = {}
        self._moved: list[set[str]] = []
        self._index = Index()
        self._indexed = False
        self.answers = False
        self._revision = 0
        self._view = View(self._index, indexed=False)

    @property
    def snapshot(self) -> Snapshot:
        """The present state."""
        return Snapshot(
            self.root, self._revision, self._view, self.settings, self.settings_file, self.unreadable, self.files
        )

    @property
    def settings_path(self) -> str | None:
        """The file that the settings come from."""
        return self.settings_file.path if self.settings_file else None

    @property
    def settings_mistakes(self) -> list[str]:
        """What is wrong in the settings, each as `path:line:column: message`."""
        file = self.settings_file
        if file is None:
            return []
        places = ((file.source.position(problem.span.start, Encoding.UTF32), problem) for problem in file.problems)
        return [f"{file.path}:{at.line + 1}:{at.character + 1}: {problem.message}" for at, problem in places]

    def relative(self, path: str) -> str:
        """A path as seen from the root."""
        return path.removeprefix(self.root.rstrip("/")).lstrip("/")

    def place(self, path: str) -> Place:
        """What a path stands for in this project."""
        return self._external.get(path) or self.layout.place_of(self.relative(path))

    def reads_outside(self, path: str) -> bool:
        """Whether a path outside the project is, or could be, a file of the core that the settings name there."""
        if path in self._external:
            return True
        named = (absolute_path(core, self.root) for core in self.settings.core if is_outside(core, self.root))
        return any(path == core or path.startswith(f"{core}/") or core.startswith(f"{path}/") for core in named)

    @property
    def folders_outside(self) -> set[str]:
        """The folders of the core's files that lie outside the project."""
        return {path.rpartition("/")[0] for path in self._external}

    @property
    def package_folders(self) -> tuple[str, ...]:
        """The folders with the packages of the project's environment; looked for when the disk is looked over."""
        if self._packages is None:
            self._packages = find_package_folders(self.files, self.root, self.interpreter)
        return self._packages

    def load(self) -> Iterator[Progress]:
        """Read the whole project, a file at a time; nothing is called missing before the last one is read."""
        self._stamps.clear()
        yield from self._go_through()

    def follow(self) -> Generator[Progress, None, set[str]]:
        """Bring everything into step with the disk; the files whose findings may have changed.

        Files are read only if they look different from when they were read; edited ones are in step already.
        """
        if not self._indexed:
            yield from self.load()
            return set(self.snapshot.judged())
        return (yield from self._go_through())

    def _go_through(self) -> Generator[Progress, None, set[str]]:
        moved: set[str] = set()
        self._moved.append(moved)
        changes: dict[str, FileFacts | None] | None = None
        try:
            if not self._indexed:
                yield from self._look_first(moved)
            found = yield from self._walk()
            changes = yield from self._read_all(found.files, moved)
        finally:
            self._moved = [other for other in self._moved if other is not moved]
            if changes is None:
                self._stamps.clear()  # what was read is not in the index
        known = {*found.files, *self._external}
        for path in {*self.files.buffers(), *moved}:  # these may be newer than what was read above
            if self._belongs(path):
                known.add(path)
                changes[path] = self._read(path, self.place(path))
        changes |= dict.fromkeys(set(self._index.files) - known)
        return self._take_over(found, changes)

    def _read_all(
        self, places: dict[str, Place], moved: set[str]
    ) -> Generator[Progress, None, dict[str, FileFacts | None]]:
        """What has changed since it was read; on the first time most of it is in the index already, batch by batch."""
        changes: dict[str, FileFacts | None] = {}
        ordered = sorted(places.items(), key=lambda item: (item[1].kind not in REGISTRIES, item[0]))
        for done, (path, place) in enumerate(ordered, 1):
            if not self._is_as_read(path, place):
                changes[path] = self._read(path, place)
            if len(changes) >= _BATCH and not self._indexed:
                self._put({path: facts for path, facts in changes.items() if path not in moved})
                changes = {}
            yield Progress(done, len(ordered))
        return changes

    def _walk(self) -> Generator[Progress, None, Found]:
        found = Found()
        for found in walk_project(self.files, self.root, self.layout, self.settings):
            yield Progress(0, len(found.files))
        self._packages = None
        has_core = any(place.kind in CORE_SOURCES for place in found.files.values())
        self._external = {} if has_core else self._find_external()
        found.files |= self._external
        return found

    def _is_as_read(self, path: str, place: Place) -> bool:
        facts = self._index.files.get(path)
        stamp = self._stamps.get(path)
        return facts is not None and facts.place == place and stamp is not None and stamp == self.files.stamp(path)

    def _take_over(self, found: Found, changes: dict[str, FileFacts | None]) -> set[str]:
        """What a whole walk has brought; whether everything is known may have changed with it."""
        is_other = not self._indexed or bool(self.unreadable) != bool(found.unreadable)
        self.unreadable = found.unreadable
        self.folders = frozenset(found.folders)
        self._indexed = True
        if not changes and not is_other:
            return set()
        reached = self._replace(changes)
        return {*reached, *self.snapshot.judged()} if is_other else reached

    def _look_first(self, moved: set[str]) -> Iterator[Progress]:
        """Read what most questions are about, so that they are answered long before everything has been read."""
        opened = [path for path in self.files.buffers() if self._belongs(path)]
        first = self.find_sources() | find_first(self.files, self.root, self.layout, opened)
        changes: dict[str, FileFacts | None] = {}
        for path, place in first.items():
            changes[path] = self._read(path, place)
            yield Progress(len(changes), len(first))
        self._put({path: facts for path, facts in changes.items() if path not in moved})
        self.answers = True

    def find_sources(self) -> dict[str, Place]:
        """The files of the core: the project's own, else those outside of it; the packs' with them."""
        first = find_first(self.files, self.root, self.layout, ())
        if not any(place.kind in CORE_SOURCES for place in first.values()):
            self._external = self._find_external()
            first |= self._external
        return first

    def take(self, paths: Iterable[str], *, complete: bool = False) -> None:
        """Read some files into the index, or notice that they are gone. `complete`: no registry is left out now."""
        changes = {path: self._read(path, self.place(path)) if self._belongs(path) else None for path in paths}
        if changes or (complete and not self._indexed):
            self._indexed = self._indexed or complete
            self._put(changes)
        self.answers = True

    def outdated(self, paths: Iterable[str]) -> list[str]:
        """Those of some files that look different from when they were read, or are too young to tell."""
        return [path for path in paths if not self.files.is_open(path) and self._may_differ(path)]

    def _may_differ(self, path: str) -> bool:
        stamp = self.files.stamp(path)
        if stamp is not None or path in self._stamps:
            return stamp is None or stamp != self._stamps.get(path)
        return self.files.is_file(path)

    def load_all(self) -> Snapshot:
        """Read the whole project at once."""
        for _ in self.load():
            pass
        return self.snapshot

    def update(self, paths: Iterable[str]) -> set[str]:
        """Read some files again, or notice that they are gone; the files whose findings may have changed."""
        changes: dict[str, FileFacts | None] = {}
        for path in paths:
            for name in self._at_or_below(path):
                changes[name] = self._read(name, self.place(name)) if self._belongs(name) else None
        for moved in self._moved:
            moved.update(changes)
        reached = self._replace(changes)
        if self._indexed and (external := self._changes_of_external()):
            reached |= self._replace(external)
        return reached

    def configure(self, settings: Settings) -> bool:
        """Other settings, from now on; whether they say otherwise which files are read, so that all must be."""
        before, self.settings = self.settings, settings
        self.layout = layout_of(settings, self.root)
        self._revision += 1
        return not before.reads_like(settings)

    def choose(self, workspace: str | None) -> set[str]:
        """See files outside of all workspaces from one, or from none; the files whose findings may have changed."""
        self._view = self._view.choosing(workspace)
        self._revision += 1
        return self._seen_from_chosen()

    def forget(self) -> None:
        """Drop what was remembered of files and made of them; `load` reads and makes it again."""
        self._reads.clear()
        self._stamps.clear()
        self._constants = Constants(self.files)
        self._packages = None
        self._view = View(self._index, indexed=self._view.indexed).choosing(self._view.chosen)
        self._revision += 1

    def _chosen_registry(self) -> str | None:
        """The registry of the workspace that a person has chosen."""
        return self._index.workspaces.get(self._view.chosen or "")

    def _seen_from_chosen(self) -> set[str]:
        """The files outside of all workspaces that mention steps."""
        paths = {path for paths in self._index.mentions.values() for path in paths}
        return {path for path in paths if self._index.files[path].place.workspace is None}

    def _link(self, before: Index, changes: dict[str, FileFacts | None]) -> dict[str, FileFacts | None]:
        """Follow what registries import from other files, if any of these could have changed."""
        moved = self._constants.forget(changes) or self._index.modules is not before.modules
        linked: dict[str, FileFacts | None] = {
            path: link_facts(facts, partial(self._resolve, facts.place.workspace))
            for path, facts in self._referring.items()
            if moved or path in changes
        }
        if linked:
            self._index = replace_files(self._index, linked)
        return linked

    def _resolve(self, workspace: str | None, reference: Reference) -> Value:
        return self._constants.resolve(self._index, reference, workspace)

    def _find_external(self) -> dict[str, Place]:
        """The files of a core outside the project: where the settings say, else one that is installed."""
        outside = [path for path in self.settings.core if is_outside(path, self.root)]
        found: dict[str, Place] = {}
        for path in outside:
            found |= find_core_at(self.files, absolute_path(path, self.root))
        return found if self.settings.core else find_installed_core(self.files, self.root, self.interpreter)

    def _changes_of_external(self) -> dict[str, FileFacts | None]:
        """What comes or goes because the project has a core of its own now, or no longer has one."""
        own = any(not self._index.files[path].place.external for path in self._index.core)
        if own == (not self._external):
            return {}
        gone = dict.fromkeys(self._external)
        self._external = {} if own else self._find_external()
        return {**gone, **{path: self._read(path, place) for path, place in self._external.items()}}

    def reconfigure(self) -> Reconfigured:
        """Read the settings again; what is wrong in them keeps its last good value."""
        read = read_settings(self.files, self.root, self.settings, self.base)
        self.settings_file = settings_facts(read)
        settings = self._given(read.settings)
        if settings == self.settings:
            self._revision += 1
            return Reconfigured.NOTHING
        return Reconfigured.FILES if self.configure(settings) else Reconfigured.FINDINGS

    def _at_or_below(self, path: str) -> list[str]:
        """The path itself if it is or was a file, and the known files below it if it is or was a folder."""
        if path in self._index.files:
            return [path]
        return [name for name in self._index.files if name.startswith(f"{path}/")] or [path]

    def _belongs(self, path: str) -> bool:
        if path in self._external:
            return True
        inside = path.startswith(f"{self.root.rstrip('/')}/")
        relative = self.relative(path)
        if not inside or SKIPPED_FOLDERS.intersection(relative.split("/")[:-1]) or self.settings.excludes(relative):
            return False
        kind = self.place(path).kind
        if kind in USERS and not self.files.is_open(path):
            return not is_ignored(self.files, self.root, path)
        return kind in READ

    def _read(self, path: str, place: Place) -> FileFacts | None:
        self._stamps[path] = self.files.stamp(path)  # before it is read: what changes meanwhile is read again
        with span("read a file"):
            read = read_file(self.files, path, place, self._reads.get(path))
        if read is None:
            del self._stamps[path]
        if read is None or not self.files.is_open(path):
            self._reads.pop(path, None)
        else:
            self._reads[path] = read
        if read is None or not read.facts.references:
            self._referring.pop(path, None)
            return read.facts if read else None
        self._referring[path] = read.facts
        return link_facts(read.facts, lambda _: UNKNOWN)

    def _replace(self, changes: dict[str, FileFacts | None]) -> set[str]:
        """Put facts into the index; the files whose findings may have changed with them."""
        before, chosen = self._index, self._chosen_registry()
        linked = self._put(changes)
        with span("find what is affected"):
            reached = reached_files(before, self._index, {*changes, *linked}, self.settings)
        is_seen = not {chosen, self._chosen_registry()}.isdisjoint({*changes, *linked})
        return reached | self._seen_from_chosen() if is_seen else reached

    def _put(self, changes: dict[str, FileFacts | None]) -> Iterable[str]:
        """Put facts into the index; the other files whose facts were changed by them."""
        before = self._index
        with span("replace in the index"):
            self._index = replace_files(before, changes)
            linked = self._link(before, changes)
            self._view = View(self._index, self._view, indexed=self._indexed and not self.unreadable)
        self._revision += 1
        return linked
