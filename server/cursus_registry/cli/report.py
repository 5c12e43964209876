"""What `check` found, before it is printed in one format or another."""

from __future__ import annotations

from dataclasses import dataclass, field

from cursus_registry.checks.model import Severity
from cursus_registry.features.diagnostics import Diagnostic
from cursus_registry.text import SourceText


@dataclass(slots=True)
class Report:
    """All diagnostics with the texts they stand in, and what was looked at. `root` is what paths are shown below."""

    root: str
    diagnostics: list[Diagnostic] = field(default_factory=list)
    sources: dict[str, SourceText] = field(default_factory=dict)
    files: int = 0
    workspaces: int = 0
    steps: int = 0

    def shown_path(self, path: str) -> str:
        """A path relative to the root with `/`; absolute if it is outside."""
        prefix = f"{self.root.rstrip('/')}/"
        return path.removeprefix(prefix)

    def sort(self) -> None:
        """By path, place and code, whatever order they were found in."""
        self.diagnostics.sort(key=lambda found: (self.shown_path(found.path), found.range, found.code, found.message))

    def count(self, severity: Severity) -> int:
        """How many diagnostics have a severity."""
        return sum(found.severity is severity for found in self.diagnostics)
