"""What Neovim and Vim have in common: the keys."""

from __future__ import annotations

from support.real.editor import RealEditor

ESCAPE = "\x1b"
CTRL = {letter: chr(ord(letter) - 64) for letter in "NOPRUXY]"}


class Vi(RealEditor):
    """An editor with the keys of vi."""

    def normal(self) -> None:
        """Leave whatever one was in."""
        self.until(self._escaped, lambda mode: mode == "n")

    def enter(self, command: str) -> None:
        """Type a command after a colon."""
        self.normal()
        self.terminal.type(f":{command}\r")
        self.until(lambda: self.look("mode"), lambda mode: mode == "n")

    def open(self, path: str) -> None:
        """Edit a file, whatever becomes of the one before."""
        self.enter(f"silent edit! {str(self.root / path).translate(_IN_COMMANDS)}")
        self.until(lambda: self.cursor().path, lambda now: now == self.root / path)

    def replace(self, old: str, new: str) -> None:
        """Substitute characters."""
        self._substitute(old, new)
        self.until(self.text, lambda text: new in text, 5)
        self.normal()

    def complete(self, old: str, typed: str, label: str) -> list[str]:
        """Take a name from the menu."""
        self._substitute(old, typed)
        self.until(self.text, lambda text: typed in text, 5)
        self._ask_for_names()
        labels: list[str] = self.until(lambda: self.look("menu"), lambda names: label in names)
        for _ in range(len(labels) + 1):
            if self.look("chosen") == label:
                break
            before = self.look("chosen")
            self.terminal.type(CTRL["N"])
            self.until(lambda: self.look("chosen"), lambda chosen, before=before: chosen != before, 5)
        assert self.look("chosen") == label
        self.terminal.type(CTRL["Y"])
        self.until(lambda: self.look("menu"), lambda names: not names)
        self.normal()
        return labels

    def quit(self) -> None:
        """Leave without saving."""
        self.normal()
        self.terminal.type(":qall!\r")

    def _ask_for_names(self) -> None:
        self.terminal.type(CTRL["X"] + CTRL["O"])

    def _substitute(self, old: str, typed: str) -> None:
        self.normal()
        self.put_cursor(old)
        self.terminal.type(f"{len(old)}s{typed}")

    def _escaped(self) -> str:
        mode: str = self.look("mode")
        if mode != "n":
            self.terminal.type(ESCAPE)
        return mode


_IN_COMMANDS = str.maketrans({letter: f"\\{letter}" for letter in " #%\\|\"'$*[`"})
"""What has a meaning of its own where a command expects the name of a file."""
