"""An editor in the hands of a test: a checkout on disk, documents opened and typed in, answers awaited."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types as lsp

from support.checks import CORE, classes, registry
from support.clients import Client
from support.fixture import CURSOR, Fixture, Note, parse_fixture

ALICE, BOB, PIPELINE = registry("alice"), registry("bob"), "/pipelines/fraud.py"
CORE_PATH = "/src/cursus/registry/step_names.py"
TWO = f"""{CORE}
#- {ALICE}
WORKSPACE_STEPS = {{
    "GraphSampling": {{"sagemaker_step_type": "Processing", "description": "Samples nodes", {classes("GraphSampling")}}},
}}
STEP_OVERRIDES = {{
    "Package": {{"description": "Packs hers"}},
}}
WORKSPACE_METADATA = {{"developer_id": "alice"}}
#- {BOB}
WORKSPACE_STEPS = {{
    "GraphPruning": {{"sagemaker_step_type": "Processing", "description": "Prunes edges", {classes("GraphPruning")}}},
}}
#- {PIPELINE}
from cursus.registry.step_names import get_config_class_name

get_config_class_name("Package")
"""
"""A core and two workspaces at peace, and a pipeline."""

DEADLINE_SECONDS = 30
_SECTIONS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
_Got = TypeVar("_Got")


def write_fixture(root: Path, text: str) -> Fixture:
    """Write a fixture's files below a folder, byte for byte; the fixture tells the places in them."""
    fixture = parse_fixture(text)
    for path, content in fixture.files.items():
        target = root / path.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content.encode())
    return fixture


def contents(root: Path) -> dict[str, bytes]:
    """All files below a folder but the record of what was changed."""
    files = (path for path in root.rglob("*") if path.is_file() and ".cursus-registry" not in path.parts)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


async def until(get: Callable[[], _Got | None], what: Callable[[], object]) -> _Got:
    """What `get` gives as soon as it is not None; `what` tells in the failure what there was instead."""
    end = time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < end:
        if (got := get()) is not None:
            return got
        await asyncio.sleep(0.01)
    raise AssertionError(f"after {DEADLINE_SECONDS} seconds: {what()}")


class Editor:
    """One person's editor on one folder. Columns are given in characters and sent as the session counts them."""

    def __init__(self, client: Client, root: Path) -> None:
        self.client = client
        self.root = root
        self.encoding = lsp.PositionEncodingKind(client.answered.position_encoding or "utf-16").value
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self._mark = len(client.published)

    # Places

    def path(self, path: str) -> Path:
        return self.root / path.lstrip("/")

    def uri(self, path: str) -> str:
        return self.path(path).as_uri()

    def position(self, text: str, line: int, character: int) -> lsp.Position:
        """A place, counted in characters, as the session counts."""
        codec, width = _SECTIONS[self.encoding]
        before = text.split("\n")[line].rstrip("\r")[:character]
        return lsp.Position(line, len(before.encode(codec)) // width)

    def range_of(self, note: Note, text: str) -> lsp.Range:
        """The stretch that a note marks."""
        return lsp.Range(self.position(text, note.line, note.start), self.position(text, note.line, note.end))

    # Folders

    def add_folder(self) -> None:
        self._folders(added=[self._folder()])

    def remove_folder(self) -> None:
        self._folders(removed=[self._folder()])

    def _folder(self) -> lsp.WorkspaceFolder:
        return lsp.WorkspaceFolder(self.root.as_uri(), self.root.name)

    def _folders(self, **change: list[lsp.WorkspaceFolder]) -> None:
        event = lsp.WorkspaceFoldersChangeEvent(**{"added": [], "removed": [], **change})
        self.client.workspace_did_change_workspace_folders(lsp.DidChangeWorkspaceFoldersParams(event))

    # Documents

    def open(self, path: str, text: str | None = None, language: str = "python") -> None:
        text = self.path(path).read_bytes().decode() if text is None else text
        self.texts[path], self.versions[path] = text, 1
        item = lsp.TextDocumentItem(self.uri(path), language, 1, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))

    def type(self, path: str, text: str) -> None:
        """Replace the whole text."""
        self._change(path, lsp.TextDocumentContentChangeWholeDocument(text))
        self.texts[path] = text

    def edit(self, path: str, span: lsp.Range, new: str, after: str) -> None:
        """Replace a stretch; `after` is the text that the editor then shows."""
        self._change(path, lsp.TextDocumentContentChangePartial(span, new))
        self.texts[path] = after

    def close(self, path: str) -> None:
        del self.texts[path], self.versions[path]
        identifier = lsp.TextDocumentIdentifier(self.uri(path))
        self.client.text_document_did_close(lsp.DidCloseTextDocumentParams(identifier))

    def close_all(self) -> None:
        for path in list(self.texts):
            self.close(path)

    def touched(self, path: str, kind: lsp.FileChangeType = lsp.FileChangeType.Changed) -> None:
        """The client's watcher has seen something."""
        event = lsp.FileEvent(self.uri(path), kind)
        self.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams([event]))

    def _change(self, path: str, change: lsp.TextDocumentContentChangeEvent) -> None:
        self.versions[path] += 1
        identifier = lsp.VersionedTextDocumentIdentifier(self.versions[path], self.uri(path))
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(identifier, [change]))

    # What was published

    def mark(self) -> None:
        """From here on everything counts as new."""
        self._mark = len(self.client.published)

    def published(self) -> list[lsp.PublishDiagnosticsParams]:
        """What came since the mark, in order, of this folder."""
        below = self.root.as_uri() + "/"
        return [one for one in self.client.published[self._mark :] if one.uri.startswith(below)]

    async def diagnostics(self, path: str, *codes: str) -> list[lsp.Diagnostic]:
        """The newest list since the mark, as soon as it has these codes and the version of the open text."""
        wanted = sorted(codes)

        def get() -> list[lsp.Diagnostic] | None:
            found = self._newest(path)
            return found if found is not None and sorted(one.code for one in found) == wanted else None

        return await until(
            get, lambda: f"{path} (version {self.versions.get(path)}) wants {wanted}, came: {self._came()}"
        )

    def _newest(self, path: str) -> list[lsp.Diagnostic] | None:
        uri, version = self.uri(path), self.versions.get(path)
        newest = next((one for one in reversed(self.published()) if one.uri == uri), None)
        return list(newest.diagnostics) if newest and newest.version == version else None

    def _came(self) -> list[tuple[str, int | None, list[object]]]:
        return [(one.uri, one.version, [found.code for found in one.diagnostics]) for one in self.published()]

    # Questions

    async def at(self, path: str, text: str) -> dict[str, Any]:
        """Open a text (or type it), wait until it is read, and take its cursor as the parameters of a question."""
        before = text[: text.index(CURSOR)]
        text = text.replace(CURSOR, "", 1)
        if path in self.texts:
            self.type(path, text)
        else:
            self.open(path, text)
        if path.endswith(".py"):  # of other files nothing is published, nor is there anything to read
            await until(lambda: self._newest(path), self._came)
        position = self.position(text, before.count("\n"), len(before.rpartition("\n")[2]))
        return {"text_document": lsp.TextDocumentIdentifier(self.uri(path)), "position": position}

    def accept(self, path: str, item: lsp.CompletionItem) -> str:
        """The text after a completion was chosen."""
        lines = self.texts[path].split("\n")
        edit = item.text_edit
        assert edit.range.start.line == edit.range.end.line
        line = lines[edit.range.start.line]
        codec, width = _SECTIONS[self.encoding]
        data = line.encode(codec)
        start, end = edit.range.start.character * width, edit.range.end.character * width
        lines[edit.range.start.line] = (data[:start] + edit.new_text.encode(codec) + data[end:]).decode(codec)
        return "\n".join(lines)
