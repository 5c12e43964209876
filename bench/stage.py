"""What the measures share: the projects, and servers that are started once and killed in the end."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from client import Json, WrongAnswerError
from editor import Editor
from world import COLLISION, World, create_world

FEW = 10
OURS = [sys.executable, "-m", "cursus_registry"]
BARE_SERVER = [sys.executable, str(Path(__file__).with_name("bare_server.py"))]


@dataclass(frozen=True, slots=True)
class Scale:
    """How large the projects are, and how often each thing is done."""

    workspaces: int
    steps: int
    loads: int
    starts: int
    edits: int
    asked: int
    checks: int
    pipelines: int
    quiet: float  # seconds without a word after which a server counts as idle

    @property
    def size(self) -> str:
        """The size of the large project, as the table says it."""
        return f"{self.workspaces:,} x {self.steps}"


FULL = Scale(workspaces=1000, steps=20, loads=7, starts=5, edits=200, asked=500, checks=7, pipelines=2000, quiet=1.0)
QUICK = Scale(workspaces=50, steps=20, loads=3, starts=1, edits=15, asked=60, checks=2, pipelines=60, quiet=0.2)


class Stage:
    """A folder with a large and a small project; the servers on them, indexed and silent, when first asked for."""

    def __init__(self, folder: Path, scale: Scale) -> None:
        self.folder = folder
        self.scale = scale
        self.large = create_world(folder / "large", scale.workspaces, scale.steps)
        self.small = create_world(folder / "small", FEW, scale.steps)
        self._closing = ExitStack()

    def __enter__(self) -> Stage:
        return self

    def __exit__(self, *_: object) -> None:
        self._closing.close()

    @cached_property
    def large_server(self) -> Editor:
        """Our server on the large project."""
        return self._settled(self.large)

    @cached_property
    def used(self) -> World:
        """A project as large, in which the steps of the core are looked up in very many files."""
        return create_world(self.folder / "used", self.scale.workspaces, self.scale.steps, self.scale.pipelines)

    @cached_property
    def used_server(self) -> Editor:
        """Our server on that project."""
        return self._settled(self.used)

    @cached_property
    def small_server(self) -> Editor:
        """Our server on the small project."""
        return self._settled(self.small)

    def start(self, world: World) -> Editor:
        """Our server, started and not yet spoken to."""
        return self.start_other([*OURS, "lsp"], world.root)

    def start_bare(self, world: World, completions: Json | None = None) -> Editor:
        """The bare server, started and not yet spoken to; its completion answers that list."""
        command = list(BARE_SERVER)
        if completions is not None:
            path = self.folder / "completions.json"
            path.write_text(json.dumps(completions), "utf-8")
            command.append(str(path))
        return self.start_other(command, world.root)

    def start_other(self, command: list[str], root: Path) -> Editor:
        """Any server in a folder, started and not yet spoken to."""
        editor = Editor(command, root, self.folder / "stderr.log")
        self._closing.callback(editor.close)
        return editor

    def _settled(self, world: World) -> Editor:
        editor = self.start(world)
        editor.initialize()
        uris = [path.as_uri() for path in world.registries()]
        editor.settle(self.scale.quiet, uris)
        for uri in uris:
            if COLLISION not in editor.published[uri].codes():
                raise WrongAnswerError(f"{uri}: {COLLISION} is not among its first diagnostics")
        return editor
