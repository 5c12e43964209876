"""An editor without a screen: open, type, hover, complete, and wait for diagnostics. Knows no registry."""

from __future__ import annotations

import os
from collections.abc import Collection
from pathlib import Path
from time import perf_counter
from typing import NamedTuple

import psutil

from client import PATIENCE, Answer, Arrival, Client, Json, WrongAnswerError

PUBLISH = "textDocument/publishDiagnostics"
_LONG_PATIENCE = 120


class Place(NamedTuple):
    """A position in a text, from 0."""

    line: int
    character: int

    def as_json(self) -> Json:
        """As the protocol writes it."""
        return self._asdict()


class Published(NamedTuple):
    """The diagnostics of a file as they were last published."""

    at: float
    version: int | None
    diagnostics: list[Json]

    def codes(self) -> set[str]:
        """The codes in it."""
        return {str(found["code"]) for found in self.diagnostics}


class Document:
    """An open file: the text as the server has it."""

    def __init__(self, path: Path) -> None:
        self.uri = path.as_uri()
        self.text = path.read_text("utf-8")
        self.version = 1

    def find(self, text: str, after: str = "", skip: int = 0) -> Place:
        """Where a text stands, the first time after another one; `skip` characters into it."""
        start = self.text.index(text, self.text.index(after)) + skip
        return Place(self.text.count("\n", 0, start), start - (self.text.rfind("\n", 0, start) + 1))

    def replace(self, place: Place, length: int, text: str) -> Json:
        """Change the text, within a line; the notification that tells of it."""
        lines = self.text.split("\n")
        line = lines[place.line]
        lines[place.line] = line[: place.character] + text + line[place.character + length :]
        self.text = "\n".join(lines)
        self.version += 1
        end = Place(place.line, place.character + length)
        return {
            "textDocument": {"uri": self.uri, "version": self.version},
            "contentChanges": [{"range": {"start": place.as_json(), "end": end.as_json()}, "text": text}],
        }


class Editor(Client):
    """A client that speaks LSP."""

    def __init__(self, command: list[str], folder: Path, log: Path) -> None:
        super().__init__(command, folder, log)
        self.folder = folder
        self.published: dict[str, Published] = {}

    def initialize(self) -> float:
        """Shake hands; the seconds from the start of the process to the server's reply."""
        uri = self.folder.as_uri()
        params = {
            "processId": os.getpid(),
            "rootUri": uri,
            "workspaceFolders": [{"uri": uri, "name": self.folder.name}],
            "capabilities": _CAPABILITIES,
        }
        answer = self.request("initialize", params)
        if not answer.result.get("capabilities", {}).get("textDocumentSync"):
            raise WrongAnswerError("initialize: the server does not want to be told of edits")
        self.notify("initialized", {})
        return answer.at - self.started

    def open(self, path: Path) -> Document:
        """Open a Python file."""
        document = Document(path)
        item = {"uri": document.uri, "languageId": "python", "version": 1, "text": document.text}
        self.notify("textDocument/didOpen", {"textDocument": item})
        return document

    def close_document(self, document: Document) -> None:
        """Close a file without saving it."""
        self.notify("textDocument/didClose", {"textDocument": {"uri": document.uri}})

    def type(self, document: Document, place: Place, length: int, text: str) -> tuple[Published, float]:
        """Edit, and wait for the file's diagnostics of that version; the seconds between."""
        sent = self.notify("textDocument/didChange", document.replace(place, length, text))
        found = self.wait_published(document)
        return found, found.at - sent

    def wait_published(self, document: Document) -> Published:
        """The diagnostics of the document as it is now. Raises WrongAnswerError if their version is another."""
        before = self.published.get(document.uri)
        end = perf_counter() + PATIENCE
        while True:
            self.noticed(self.take(end, f"diagnostics of version {document.version}"))
            found = self.published.get(document.uri)
            if found is None or found is before:
                continue
            if found.version == document.version:
                return found
            if found.version is None or found.version > document.version:  # an older one may still be on its way
                raise WrongAnswerError(f"diagnostics of version {found.version}, not {document.version}")

    def hover(self, document: Document, place: Place) -> Answer:
        """The text shown at a place, as the result."""
        answer = self._ask("textDocument/hover", document, place)
        contents = answer.result["contents"] if answer.result else ""
        return answer._replace(result=contents["value"] if isinstance(contents, dict) else str(contents))

    def complete(self, document: Document, place: Place) -> Answer:
        """The completion list at a place, as the result."""
        answer = self._ask("textDocument/completion", document, place)
        items = answer.result or []
        whole = {"isIncomplete": False, "items": items} if isinstance(items, list) else items
        return answer._replace(result=whole)

    def references(self, document: Document, place: Place) -> Answer:
        """The places of what stands at a place, declarations included, as the result."""
        position = {"textDocument": {"uri": document.uri}, "position": place.as_json()}
        answer = self.request("textDocument/references", {**position, "context": {"includeDeclaration": True}})
        return answer._replace(result=answer.result or [])

    def lenses(self, document: Document) -> Answer:
        """What stands over the entries of a document, not yet counted, as the result."""
        answer = self.request("textDocument/codeLens", {"textDocument": {"uri": document.uri}})
        return answer._replace(result=answer.result or [])

    def prepare_rename(self, document: Document, place: Place) -> Answer:
        """The name that could be changed at a place, as the result."""
        answer = self._ask("textDocument/prepareRename", document, place)
        return answer._replace(result=answer.result["placeholder"] if answer.result else None)

    def settle(self, quiet: float, expected: Collection[str] = ()) -> None:
        """Wait until something was published for each of some URIs, and then nothing arrived for `quiet` seconds."""
        end = perf_counter() + _LONG_PATIENCE
        waiting = set(expected)
        while waiting := waiting - self.published.keys():
            self.noticed(self.take(end, f"the first diagnostics of {len(waiting)} files"))
        self.wait_until_quiet(quiet, _LONG_PATIENCE)

    def memory(self) -> int:
        """The bytes that the process and its children hold."""
        process = psutil.Process(self.process.pid)
        return sum(one.memory_info().rss for one in [process, *process.children(recursive=True)])

    def noticed(self, arrival: Arrival) -> None:
        """Remember diagnostics."""
        if arrival.message.get("method") == PUBLISH:
            params = arrival.message["params"]
            self.published[params["uri"]] = Published(arrival.at, params.get("version"), params["diagnostics"])

    def _ask(self, method: str, document: Document, place: Place) -> Answer:
        return self.request(method, {"textDocument": {"uri": document.uri}, "position": place.as_json()})


_FORMATS = ["markdown", "plaintext"]
_CAPABILITIES: Json = {
    "general": {"positionEncodings": ["utf-16"]},
    "window": {"workDoneProgress": True},
    "workspace": {
        "workspaceFolders": True,
        "configuration": True,
        "didChangeWatchedFiles": {"dynamicRegistration": True},
    },
    "textDocument": {
        "synchronization": {"didSave": True},
        "publishDiagnostics": {"relatedInformation": True, "versionSupport": True, "codeDescriptionSupport": True},
        "hover": {"contentFormat": _FORMATS},
        "rename": {"prepareSupport": True},
        "completion": {
            "contextSupport": True,
            "completionItem": {
                "documentationFormat": _FORMATS,
                "resolveSupport": {"properties": ["documentation", "detail"]},
            },
        },
    },
}
