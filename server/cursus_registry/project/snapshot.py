"""What a project gives away: one state of it, how far its index is, what other settings change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from cursus_registry.checks.model import Finding
from cursus_registry.checks.run import check_file, is_judged
from cursus_registry.facts.model import FileFacts
from cursus_registry.files import FileSystem, Memory
from cursus_registry.files.paths import seen_below, seen_from
from cursus_registry.layout import Layout
from cursus_registry.profiling import span
from cursus_registry.project.sources import layout_of
from cursus_registry.resolution.view import View
from cursus_registry.settings import Settings


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One state of a project, immutable: what every reader gets.

    `unreadable` are the folders not listed, with the reason. `files` is where further texts can be read from.
    """

    root: str
    revision: int
    view: View
    settings: Settings
    settings_file: FileFacts | None = None
    unreadable: Mapping[str, str] = field(default_factory=dict)
    files: FileSystem = field(default_factory=Memory, compare=False, repr=False)

    @property
    def layout(self) -> Layout:
        """Where the project has its registries."""
        return layout_of(self.settings, self.root)

    def relative(self, path: str) -> str:
        """A path as seen from the root."""
        return seen_from(self.root, path)

    def shown(self, path: str) -> str:
        """A path as people are told it: as seen from the root, but whole where it lies elsewhere."""
        return seen_below(self.root, path)

    def facts(self, path: str) -> FileFacts | None:
        """The facts of a file, if it belongs to the project or holds its settings."""
        if self.settings_file is not None and self.settings_file.path == path:
            return self.settings_file
        return self.view.index.files.get(path)

    def check(self, path: str) -> list[Finding]:
        """The findings in one file; none in a file that is not the project's."""
        facts = self.facts(path)
        with span("check a file"):
            return check_file(self.view, facts, self.root, self.settings) if facts else []

    def judged(self) -> list[str]:
        """The files that can have findings, sorted; the settings file may lie above the root."""
        files = self.view.index.files
        paths = {path for path, facts in files.items() if is_judged(facts)}
        return sorted(paths | ({self.settings_file.path} if self.settings_file else set()))


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an index is: files read, and files known so far."""

    done: int
    total: int


class Reconfigured(Enum):
    """What other settings change."""

    NOTHING = "nothing"
    FINDINGS = "findings"
    FILES = "files"
