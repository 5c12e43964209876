"""The generated projects that are measured: where their files are and which names stand in them."""

from __future__ import annotations

import re
import runpy
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

FIXTURES = Path(__file__).parents[1] / "fixtures"
HEALTHY = FIXTURES / "healthy"
COLLISION = "CUR204"
PIPELINES = 3

_CORE_STEP = re.compile(r'^    "(\w+)": \{', re.MULTILINE)
_MENTIONED = re.compile(r"^    (?:get_\w+|dag\.add_\w+)\((\"\w+\"(?:, \"\w+\")?)\),?$", re.MULTILINE)
_GENERATOR = runpy.run_path(str(FIXTURES / "generate.py"))
SHARED_STEP: str = _GENERATOR["COMMON_STEP"]


@dataclass(frozen=True, slots=True)
class World:
    """A project on disk in which every workspace declares one and the same step, and others of its own."""

    root: Path
    workspaces: int
    steps: int

    @property
    def declarations(self) -> int:
        """The entries of all workspaces' tables, overrides included."""
        return self.workspaces * (self.steps + int(_GENERATOR["OVERRIDES_PER_WORKSPACE"]))

    def registry(self, number: int) -> Path:
        """The registry file of a workspace."""
        workspace = self.root / "developer_workspaces/developers" / str(_GENERATOR["workspace_id"](number))
        return workspace / "src/cursus_dev/registry/workspace_registry.py"

    def registries(self) -> list[Path]:
        """The registry files of all workspaces."""
        return [self.registry(number) for number in range(self.workspaces)]

    def pipeline(self) -> Path:
        """A file that looks up core steps, and makes a graph of some."""
        return self.root / "pipelines" / "pipeline_0000.py"

    def names(self, number: int) -> list[str]:
        """The steps of a workspace, the shared one first."""
        return list(_GENERATOR["step_names"](number, self.steps))

    def core(self) -> Path:
        """The file with the steps of the core."""
        return self.root / "src/cursus/registry/step_names.py"

    def mentions(self) -> Counter[str]:
        """How often each step is mentioned in all pipelines."""
        found: Counter[str] = Counter()
        for path in (self.root / "pipelines").glob("*.py"):
            for names in _MENTIONED.findall(path.read_text("utf-8")):
                found.update(name.strip('"') for name in names.split(", "))
        return found

    def core_names(self) -> list[str]:
        """The steps of the core."""
        return _CORE_STEP.findall(self.core().read_text("utf-8"))


def create_world(root: Path, workspaces: int, steps: int, pipelines: int = PIPELINES) -> World:
    """Write a project; each of its pipelines mentions steps ten times."""
    _GENERATOR["generate"](root, workspaces, steps, pipelines=pipelines)
    return World(root, workspaces, steps)
