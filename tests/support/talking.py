"""A client on a wire that takes edits and shows documents, and remembers what it was asked to do."""

from __future__ import annotations

import json
from typing import Any

from cursus_registry.files import Memory
from cursus_registry.files.uris import to_path, to_uri
from support import clients
from support.fixture import parse_fixture
from support.wire import Wire


class TalkingWire(Wire):
    """One project in the folder `/`; `asked` are the requests of the server with their parameters, in order."""

    def __init__(self, text: str, folders: list[str] | None = None, experimental: Any = None, **more: Any) -> None:
        self.disk = Memory(parse_fixture(text).files)
        self.asked: list[tuple[str, Any]] = []
        self.heard: list[tuple[str, Any]] = []
        self.refuses = ""
        capabilities = clients.vscode()
        capabilities.experimental = experimental
        workspace = capabilities.workspace
        assert workspace is not None
        for name, value in more.items():
            setattr(workspace, name, value)
        super().__init__(self.disk, capabilities, folders or ["/"])
        self.settle()

    def execute(self, command: str, *arguments: Any) -> Any:
        """What a command answers; its error if it has one."""
        number = self.ask(
            "workspace/executeCommand", {"command": f"cursusRegistry.{command}", "arguments": [*arguments]}
        )
        self.settle()
        [answer] = self.answers[number]
        return answer["result"] if "result" in answer else answer["error"]

    def content(self, uri: str, method: str = "workspace/textDocumentContent") -> Any:
        """The text of a virtual document, or the error."""
        number = self.ask(method, {"uri": uri})
        self.settle()
        [answer] = self.answers[number]
        return answer["result"]["text"] if "result" in answer else answer["error"]

    def open(self, path: str, text: str) -> None:
        """Open a document."""
        item = {"uri": to_uri(path), "languageId": "python", "version": 1, "text": text}
        self.tell("textDocument/didOpen", {"textDocument": item})

    def requests(self, method: str) -> list[Any]:
        """The parameters of all requests of the server by one method."""
        return [params for name, params in self.asked if name == method]

    def told(self, method: str) -> list[Any]:
        """The parameters of all notifications of the server by one method."""
        return [params for name, params in self.heard if name == method]

    def _receive(self, body: bytes) -> None:
        message = json.loads(body)
        if "method" in message and "id" not in message:
            self.heard.append((message["method"], message.get("params")))
        super()._receive(body)

    def _serve(self, method: str, params: Any) -> Any:
        self.asked.append((method, params))
        if method == "workspace/applyEdit":
            return {"applied": not self.refuses, "failureReason": self.refuses or None}
        if method == "window/showDocument":
            return {"success": True}
        return super()._serve(method, params)


def made(edit: Any) -> dict[str, str]:
    """The files that an edit makes, with their texts; each is created before it is filled, and never overwritten."""
    files: dict[str, str] = {}
    for change in edit["documentChanges"]:
        if change.get("kind") == "create":
            assert change["options"] == {"overwrite": False, "ignoreIfExists": False}
            files[str(to_path(change["uri"]))] = ""
        else:
            path = str(to_path(change["textDocument"]["uri"]))
            assert files[path] == ""
            files[path] = "".join(one["newText"] for one in change["edits"])
    return files
