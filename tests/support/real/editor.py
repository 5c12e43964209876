"""A real editor, used as a person uses it: keys are pressed in its terminal, and what it shows is looked at.

How to look is different in each; every subclass says it. Lines and columns count from 1, columns in characters.
"""

from __future__ import annotations

import os
import shutil
import sys
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import Any, ClassVar, NamedTuple, TypeVar

from support.real.terminal import Terminal
from support.real.wire import Servers

ROOT = Path(__file__).resolve().parents[3]
SNIPPETS = ROOT / "docs" / "editors"
T = TypeVar("T")


class Shown(NamedTuple):
    """One finding as the editor has it."""

    line: int
    column: int
    code: str
    message: str


class Cursor(NamedTuple):
    """Where the cursor is."""

    path: Path
    line: int
    column: int


class RealEditor(ABC):
    """One run of an editor with the snippet that its users copy, and nothing else."""

    name: ClassVar[str]
    """As people call it."""
    page: ClassVar[str]
    """Its page below `docs/editors`."""
    snippet: ClassVar[str]
    """The file that the page shows, and that this runs."""

    folder_name: ClassVar[str] = "a check out #1 50% ä"
    """A folder whose name needs care in addresses and in commands."""

    # What it offers, and how. The tests show that it is so.

    diagnostics_are: ClassVar[str] = "pushed"
    hovers_are: ClassVar[str] = "Markdown"
    names_come: ClassVar[str]
    definition_by: ClassVar[str]
    encoding: ClassVar[str] = "utf-16"
    positions: ClassVar[str] = "UTF-16"
    renames_by: ClassVar[str]
    renames_in: ClassVar[str | None] = None
    """The only kind of folder in which it renames in a file that is not open; any kind if there is none."""
    refusal: ClassVar[str] = "which this editor cannot show; run `cursus-registry rename"
    """What is shown of the sentence with which a renaming is refused."""
    restarts_by: ClassVar[str]
    after_crash_by: ClassVar[str]
    crashes_after: ClassVar[float] = 0.0
    """Seconds that a server must have lived for the editor to help itself: one that ends at once is left alone."""
    may_leave_with: ClassVar[list[list[str]]] = [["shutdown", "exit"]]
    other_files: ClassVar[list[str]] = [
        "pipelines/nightly_scoring.dag.json",
        "step_pack/interfaces/package.step.yaml",
        "cursus-registry.toml",
    ]
    """Files of all kinds that it has a name for, and in which something is wrong."""

    def __init__(self, folder: Path, root: Path) -> None:
        self.root = root
        self.folder = folder
        folder.mkdir(exist_ok=True)
        self.servers = Servers(folder / "servers")
        self.servers.stand_in(
            folder / "bin" / "cursus-registry", str(Path(sys.executable).with_name("cursus-registry"))
        )
        folder.chmod(0o700)
        self.terminal = Terminal(self.command(), root, self._environment())
        self.until(self.ready, bool)

    # What each editor does in its own way

    @classmethod
    @abstractmethod
    def program(cls) -> str:
        """The program."""

    @classmethod
    @abstractmethod
    def version(cls) -> str:
        """The version of the program, and of what it needs beside."""

    @abstractmethod
    def command(self) -> list[str]:
        """The program with its arguments."""

    @abstractmethod
    def ready(self) -> bool:
        """Whether it can be looked at."""

    @abstractmethod
    def look(self, what: str, *arguments: Any) -> Any:
        """What one of the functions of the editor's own helper finds; it only looks, or puts the cursor somewhere."""

    @abstractmethod
    def open(self, path: str) -> None:
        """Open a file of the checkout."""

    @abstractmethod
    def replace(self, old: str, new: str) -> None:
        """Type something over what stands in the text, and be done with typing."""

    @abstractmethod
    def hover(self, word: str) -> str:
        """What is shown about a word."""

    @abstractmethod
    def complete(self, old: str, typed: str, label: str) -> list[str]:
        """Type something over what stands in the text, see the names that are offered, and take one of them."""

    @abstractmethod
    def go_to_definition(self, word: str) -> None:
        """Put the cursor on a word and press the keys that lead to its definition."""

    @abstractmethod
    def rename(self, word: str, new: str) -> None:
        """Put the cursor on a word, ask for a renaming, and type the new name."""

    def agree(self) -> None:  # noqa: B027 - most editors do not ask
        """Say yes to a renaming, where the editor asks before it changes a file that is not open."""

    @abstractmethod
    def restart(self) -> None:
        """What a person does to have a new server."""

    @abstractmethod
    def after_crash(self) -> None:
        """What a person does when the server has died; nothing where the editor helps itself."""

    @abstractmethod
    def quit(self) -> None:
        """Leave the editor; what was not saved is lost."""

    # What is the same for all

    def diagnostics(self) -> list[Shown]:
        """What is shown for the file that is open."""
        return sorted(Shown(*one) for one in self.look("diagnostics"))

    def cursor(self) -> Cursor:
        """Where the cursor is."""
        path, line, column = self.look("cursor")
        return Cursor(Path(path), line, column)

    def text(self) -> str:
        """The text of the file that is open, as it stands in the editor."""
        text: str = self.look("text")
        return text

    def messages(self) -> str:
        """What it has told in its own words."""
        text: str = self.look("messages")
        return text

    def text_of(self, path: str) -> str:
        """The text of any file, as the editor has it if it does, else as it is on the disk."""
        text: str | None = self.look("text_of", str(self.root / path))
        return (self.root / path).read_text(encoding="utf-8") if text is None else text

    def column_in(self, line: str, column: int) -> int:
        """The column in which it shows what stands in another one of a line."""
        return column

    def put_cursor(self, word: str, inside: int = 0) -> None:
        """Put the cursor on the first place of a word."""
        before, found, _ = self.text().partition(word)
        assert found, f"{word!r} stands nowhere"
        line = before.count("\n") + 1
        self.look("put_cursor", line, len(before) - (before.rfind("\n") + 1) + 1 + inside)

    def until(self, look: Callable[[], T], good: Callable[[T], Any], seconds: float = 20) -> T:
        """Look again and again until what is seen is good."""
        end = time.monotonic() + seconds
        while not good(seen := look()):
            if time.monotonic() > end:
                raise AssertionError(f"{self.name} still has {seen!r}\n{self.told()}")
            time.sleep(0.05)
        return seen

    def told(self) -> str:
        """What helps to find out what went wrong."""
        logs = [f"server {server.pid}: {server.methods()}\n{server.log()}" for server in self.servers.all()]
        return "\n".join(["the terminal:", self.terminal.screen(), *logs])

    def wait_for_end(self, seconds: float = 20) -> int:
        """The exit code of the editor."""
        return self.terminal.wait(seconds)

    def end(self) -> None:
        """End it, however far it came, and every server that it left."""
        self.terminal.end()
        for server in self.servers.living():
            server.kill(9)

    def _environment(self) -> dict[str, str]:
        """That of a person who has set up nothing: an own home, and the server on the path."""
        ours = {
            name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "NVIM", "VIM", "EMACS"))
        }
        home = self.folder / "home"
        home.mkdir(exist_ok=True)
        path = os.pathsep.join([str(self.folder / "bin"), str(Path(sys.executable).parent), os.environ["PATH"]])
        return {**ours, "HOME": str(home), "PATH": path, "TERM": "screen-256color", "LC_ALL": "C.UTF-8"}


def found(program: str) -> str:
    """A program on the path. Where it is missing the tests fail: the session that runs them installs it."""
    path = shutil.which(program)
    assert path, f"{program} is not installed; `nox -s editors` installs what these tests need"
    return path
