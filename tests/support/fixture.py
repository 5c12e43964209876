"""A whole project in one string.

`#- /path` starts a file. `<|>` is the cursor. A comment of carets under a line expects a diagnostic on the marked
stretch of that line (`# ^^^^ error[CUR205]`) or names a place (`# ^^^^ target`); `# <- warning[CUR002]` marks what starts
at the left margin, however long it is. Notes never reach the engine: their lines are taken out.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from textwrap import dedent

CURSOR = "<|>"
_FILE = re.compile(r"#- (?P<path>/\S+)\s*\Z")
_NOTE = re.compile(r"\s*#\s*(?P<mark>\^+|<-)\s+(?P<text>\S.*)\Z")
_EXPECTED = re.compile(r"(?P<severity>error|warning|information|hint)\[(?P<code>CUR\d{3})\](?P<message>.*)\Z")


@dataclass(frozen=True, order=True)
class Note:
    """What a line of carets says: a place, and the diagnostic or the name it stands for."""

    path: str
    line: int
    start: int
    end: int | None
    text: str

    @property
    def label(self) -> str:
        match = _EXPECTED.match(self.text)
        return f"{match['severity']}[{match['code']}]" if match else self.text


@dataclass
class Fixture:
    """The files of a project, the notes in them, and the cursor as path, line and character (not bytes)."""

    files: dict[str, str] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    cursor: tuple[str, int, int] | None = None

    @property
    def expected(self) -> list[Note]:
        """The notes that stand for diagnostics."""
        return sorted(note for note in self.notes if _EXPECTED.match(note.text))

    def place(self, name: str) -> Note:
        """The one place of that name."""
        [note] = [note for note in self.notes if note.text == name]
        return note

    def places(self, name: str) -> list[Note]:
        """All places of that name."""
        return sorted(note for note in self.notes if note.text == name)


def parse_fixture(text: str) -> Fixture:
    """Read the fixture language. A text without any `#-` line is one file, /file.py."""
    fixture = Fixture()
    path, lines = "/file.py", []
    for line in dedent(text).strip("\n").split("\n"):
        match = _FILE.match(line)
        if match:
            _finish(fixture, path, lines)
            path, lines = match["path"], []
        else:
            lines.append(line)
    _finish(fixture, path, lines)
    return fixture


def _finish(fixture: Fixture, path: str, lines: list[str]) -> None:
    if not any(line.strip() for line in lines) and path == "/file.py":
        return
    kept: list[str] = []
    for line in lines:
        note = _NOTE.match(line)
        if note and kept:
            start = 0 if note["mark"] == "<-" else note.start("mark")
            end = None if note["mark"] == "<-" else note.end("mark")
            fixture.notes.append(Note(path, len(kept) - 1, start, end, note["text"].strip()))
            continue
        if CURSOR in line:
            fixture.cursor = (path, len(kept), line.index(CURSOR))
        kept.append(line.replace(CURSOR, "", 1))
    fixture.files[path] = "\n".join(kept) + "\n"
