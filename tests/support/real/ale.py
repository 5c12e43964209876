"""Vim with ALE, both as Debian has them."""

from __future__ import annotations

import json
import re
import socket
import subprocess
from pathlib import Path
from typing import Any, ClassVar

from support.real.editor import SNIPPETS, found
from support.real.vi import CTRL, Vi


class Ale(Vi):
    """Vim 9 with ALE 3. The test is the other end of a channel, through which Vim can be asked."""

    name = "Vim with ALE"
    page = "vim.md"
    snippet = "ale.vim"
    hovers_are = "plain text"
    names_come = "`Ctrl-X Ctrl-O`"
    definition_by = "`gd`"
    renames_by = "`:ALERename`"
    renames_in = "checkout"  # it gives the name to :edit as it is
    refusal = "No rename result received from server"  # it keeps the sentence for itself
    positions = "ASCII lines only"
    restarts_by = "`:ALEStopAllLSPs`, `:ALELint`"
    after_crash_by = "`:ALELint`"
    may_leave_with: ClassVar = [[]]

    def __init__(self, folder: Path, root: Path) -> None:
        self._listener = socket.create_server(("127.0.0.1", 0))
        self._listener.settimeout(20)
        self._asked = 0
        super().__init__(folder, root)

    @classmethod
    def program(cls) -> str:
        """Vim with channels."""
        return found("/usr/bin/vim.nox")

    @classmethod
    def version(cls) -> str:
        """Vim's as it says it itself, ALE's as Debian does: it does not say it."""
        said = subprocess.run(
            [cls.program(), "--version"], capture_output=True, text=True, check=True, timeout=20
        ).stdout
        asked = ["dpkg-query", "--show", "--showformat", "${Version}", "vim-ale"]
        ale = subprocess.run(asked, capture_output=True, text=True, check=True, timeout=20).stdout
        vim = re.findall(r"IMproved (\S+)", said)[0]
        return f"{vim} with {ale.partition('-')[0]}"

    def command(self) -> list[str]:
        """With the snippet as the only configuration."""
        helper = Path(__file__).with_suffix(".vim")
        return [
            *(self.program(), "-N", "-i", "NONE", "-n", "-u", str(SNIPPETS / self.snippet)),
            *("--cmd", "filetype plugin on", "-c", f"source {helper}"),
        ]

    def ready(self) -> bool:
        """Whether it has called."""
        self._channel, _ = self._listener.accept()
        self._channel.settimeout(20)
        self._answers = self._channel.makefile("rb")
        return True

    def look(self, what: str, *arguments: Any) -> Any:
        """By a message that Vim evaluates and answers."""
        self._asked -= 1
        self._channel.sendall(json.dumps(["call", "DriveLook", [what, [*arguments]], self._asked]).encode() + b"\n")
        number, answer = json.loads(self._answers.readline())
        assert number == self._asked
        assert answer != "ERROR", f"Vim could not look at {what}\n{self.terminal.screen()}"
        return answer

    def hover(self, word: str) -> str:
        """Press K, and read the preview window."""
        self.normal()
        self.put_cursor(word)
        self.terminal.type("K")
        seen = self.until(lambda: self.look("preview"), bool)
        self.enter("pclose")
        return str(seen)

    def go_to_definition(self, word: str) -> None:
        """By the snippet's keys."""
        self.normal()
        self.put_cursor(word)
        self.terminal.type("gd")

    def rename(self, word: str, new: str) -> None:
        """By ALE's command, over the name that is proposed."""
        self.normal()
        self.put_cursor(word)
        self.terminal.type(":ALERename\r")
        self.until(lambda: self.look("mode"), lambda mode: mode == "c")
        self.terminal.type(f"{CTRL['U']}{new}\r")
        self.until(lambda: self.look("mode"), lambda mode: mode == "n")

    def restart(self) -> None:
        """Stop all of ALE's servers; what is linted next starts a new one, once Vim has noticed that the old one has gone."""
        self.enter("ALEStopAllLSPs")
        self.until(self.servers.living, lambda living: not living)
        self.after_crash()

    def after_crash(self) -> None:
        """Lint again."""
        self.until(lambda: self.look("running"), lambda running: running == 0)
        self.enter("ALELint")

    def column_in(self, line: str, column: int) -> int:
        """ALE takes what it is told for bytes, and it is told UTF-16 units."""
        units = len(line[: column - 1].encode("utf-16-le")) // 2
        return len(line.encode()[:units].decode(errors="ignore")) + 1

    def end(self) -> None:
        """Close the channel, too."""
        super().end()
        self._answers.close()
        self._channel.close()
        self._listener.close()

    def _environment(self) -> dict[str, str]:
        host, port = self._listener.getsockname()
        return {**super()._environment(), "DRIVE_ADDRESS": f"{host}:{port}"}
