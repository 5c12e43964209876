"""What `check` found, before it is printed in one format or another. It must not know any format."""

from __future__ import annotations

from dataclasses import dataclass, field

from cursus_registry.checks.model import Severity
from cursus_registry.cli.statistics import CodeCount
from cursus_registry.features.diagnostics import Diagnostic
from cursus_registry.files.paths import seen_below
from cursus_registry.text import SourceText


@dataclass(slots=True)
class Report:
    """All diagnostics with the texts they stand in, and what was looked at.

    People are shown paths below `root`, the project or the folder around all projects. Other tools, and terminals in
    which a path is clicked on, are told paths below `base`, the top of the checkout or the working directory, which is
    where they look for files.
    """

    root: str
    base: str
    diagnostics: list[Diagnostic] = field(default_factory=list)
    sources: dict[str, SourceText] = field(default_factory=dict)
    paths: list[str] = field(default_factory=list)
    workspaces: int = 0
    steps: int = 0
    statistics: list[CodeCount] | None = None
    known: int = 0
    """Findings that a baseline knows, and that are not among the diagnostics."""
    stale: int = 0
    """Findings of a baseline that are no longer found."""

    @property
    def files(self) -> int:
        """How many files were judged."""
        return len(self.paths)

    def shown_path(self, path: str) -> str:
        """A path relative to the root with `/`; absolute if it is outside."""
        return seen_below(self.root, path)

    def told_path(self, path: str) -> str:
        """A path relative to the base with `/`; absolute if it is outside."""
        return seen_below(self.base, path)

    def sort(self) -> None:
        """By path, place and code, whatever order they were found in."""
        self.paths.sort(key=self.shown_path)
        self.diagnostics.sort(key=lambda found: (self.shown_path(found.path), found.range, found.code, found.message))

    def count(self, severity: Severity) -> int:
        """How many diagnostics have a severity."""
        return sum(found.severity is severity for found in self.diagnostics)
