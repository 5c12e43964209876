"""Emacs with Eglot, both as Debian has them."""

from __future__ import annotations

import base64
import json
import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any, ClassVar

from support.real.editor import SNIPPETS, RealEditor, found

META = "\x1b"
PATIENCE = 5
CTRL = {letter: chr(ord(letter) - 64) for letter in "CDGMUX"}


class Eglot(RealEditor):
    """Emacs 28 with Eglot 1.9, in a terminal. It is asked by its own client."""

    name = "Emacs with Eglot"
    page = "emacs.md"
    snippet = "eglot.el"
    folder_name = "a check out #1 50%"  # of another letter in an address Eglot 1.9 makes raw bytes, and another file
    hovers_are = "plain text"
    names_come = "`M-TAB`"
    definition_by = "`M-.`"
    renames_by = "`M-x eglot-rename`"
    restarts_by = "`M-x eglot-reconnect`"
    after_crash_by = "by itself"
    crashes_after = 5.0  # its own limit (eglot-autoreconnect) is 3 seconds from when it was connected
    may_leave_with: ClassVar = [[]]  # it closes the pipe

    @classmethod
    def program(cls) -> str:
        """Emacs without windows."""
        return found("emacs")

    @classmethod
    def version(cls) -> str:
        """Emacs' as it says it itself, Eglot's by its package."""
        said = subprocess.run(
            [cls.program(), "--version"], capture_output=True, text=True, check=True, timeout=20
        ).stdout
        form = "(progn (package-initialize) (princ (package-version-join (package-desc-version (cadr (assq 'eglot package-alist))))))"
        command = [cls.program(), "--batch", "--eval", form]
        eglot = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60).stdout
        emacs = re.findall(r"GNU Emacs (\S+)", said)[0]
        return f"{emacs} with {eglot}"

    def command(self) -> list[str]:
        """In a home where the snippet is the init file, and nothing is compiled beside."""
        configuration = self.folder / "home" / ".emacs.d"
        configuration.mkdir(parents=True)
        quiet = "(setq native-comp-deferred-compilation nil inhibit-startup-screen t)\n"
        (configuration / "early-init.el").write_text(quiet, encoding="utf-8")
        shutil.copyfile(SNIPPETS / self.snippet, configuration / "init.el")
        clean = "(setq make-backup-files nil auto-save-default nil create-lockfiles nil)"
        listen = f'(progn (setq server-socket-dir {_lisp(str(self.folder))} server-name "socket") (server-start))'
        helper = str(Path(__file__).with_suffix(".el"))
        return [self.program(), "-nw", "--eval", clean, "--load", helper, "--eval", listen]

    def ready(self) -> bool:
        """Whether it listens."""
        return (self.folder / "socket").exists()

    def look(self, what: str, *arguments: Any) -> Any:
        """By `emacsclient`."""
        form = f"(drive-look {_lisp(what)} {_lisp(json.dumps([*arguments]))})"
        command = [found("emacsclient"), "--socket-name", str(self.folder / "socket"), "--eval", form]
        said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=30)
        assert said.returncode == 0, f"{said.stderr}\n{self.terminal.screen()}"
        return json.loads(base64.b64decode(said.stdout.strip().strip('"')))

    def open(self, path: str) -> None:
        """Find a file, and forget what was changed in it."""
        self.call("find-file", str(self.root / path))
        self.until(lambda: self.cursor().path, lambda now: now == self.root / path)
        self.call("delete-other-windows")
        if self.text() != (self.root / path).read_text(encoding="utf-8"):
            self.call("revert-buffer", "yes")
            self.until(self.text, lambda text: text == (self.root / path).read_text(encoding="utf-8"))

    def replace(self, old: str, new: str) -> None:
        """Delete and type."""
        self._type_over(old, new)

    def hover(self, word: str) -> str:
        """What `eldoc` shows in its buffer."""
        self.put_cursor(word)
        for _ in range(PATIENCE):  # what Emacs itself asks for in a pause can come between
            self.call("eldoc")
            end = time.monotonic() + 4
            while word.strip("()\n") not in (seen := self.look("buffer", "*eldoc*")) and time.monotonic() < end:
                time.sleep(0.05)
            if word.strip("()\n") in seen:
                self.call("delete-other-windows")
                return str(seen)
        raise AssertionError(f"nothing is told about {word!r}\n{self.told()}")

    def complete(self, old: str, typed: str, label: str) -> list[str]:
        """Ask for the names, which first adds what all have in common, and type until only one is left."""
        self._type_over(old, typed)
        for _ in range(2):
            self._press_completion()
            if label in (names := self._names()):
                break
        assert label in names, self.told()
        while label not in (text := self.text()):
            common = re.findall(rf"{re.escape(typed)}\w*", text)[0].lstrip("\"'")
            assert label.startswith(common), self.told()
            assert label != common, self.told()
            self.terminal.type(label[len(common)])
            self.until(self.text, lambda now, before=text: now != before)
            self._press_completion()
        return names

    def go_to_definition(self, word: str) -> None:
        """By the keys of xref."""
        self.put_cursor(word)
        self.terminal.type(f"{META}.")

    def rename(self, word: str, new: str) -> None:
        """By Eglot's command."""
        self.put_cursor(word)
        self.begin("eglot-rename", new)

    def agree(self) -> None:
        """It shows the names of the files, and asks."""
        self.until(lambda: self.look("asked"), lambda asked: "Proceed?" in asked)
        self.terminal.type("y")
        self.until(lambda: self.look("minibuffer"), lambda active: not active)

    def restart(self) -> None:
        """By Eglot's own command."""
        self.call("eglot-reconnect")

    def after_crash(self) -> None:
        """Eglot helps itself."""

    def quit(self) -> None:
        """Leave without saving: `yes` to what is asked."""
        self.call("kill-emacs")

    def call(self, command: str, *answers: str) -> None:
        """M-x, and the answers to all that it asks."""
        self.begin(command, *answers)
        if command != "kill-emacs":
            self.until(lambda: self.look("minibuffer"), lambda active: not active)

    def begin(self, command: str, *answers: str) -> None:
        """M-x, and the answers to what it asks first."""
        for answer in (command, *answers):
            if answer is command:
                self.terminal.type(f"{META}x")
            self.until(lambda: self.look("minibuffer"), bool)
            self.terminal.type(f"{answer}\r")

    def _press_completion(self) -> None:
        """Press the key, and wait until something has come of it."""
        before = (self.text(), self._names())
        self.terminal.type(f"{META}\t")
        self.until(lambda: (self.text(), self._names()), lambda now: now != before)

    def _names(self) -> list[str]:
        """The names that are offered: what stands behind the heading."""
        return re.findall(r"\b\w+", self.look("buffer", "*Completions*").partition(":\n")[2])

    def _type_over(self, old: str, new: str) -> None:
        self.put_cursor(old)
        self.terminal.type(f"{CTRL['U']}{len(old)}{CTRL['D']}{new}")
        self.until(self.text, lambda text: new in text)


def _lisp(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
