"""A server that is killed at any moment: the next one shows the same, and nothing is left behind on the disk."""

import sys
import time
from contextlib import suppress
from threading import Timer

import pytest

from client import BenchError, Client
from support.checks import registry
from support.editor import BOB, PIPELINE, TWO, write_fixture
from support.hostile import listing

COMMAND = [sys.executable, "-m", "cursus_registry", "lsp"]
COLLISION = TWO.replace("GraphPruning", "GraphSampling")
EXPECTED = {PIPELINE: ["CUR301"], BOB: ["CUR204"], registry("alice"): ["CUR204"]}


class Listener(Client):
    """A client that keeps what is shown."""

    def __init__(self, root, log):
        self.root, self.shown = root, {}
        super().__init__(COMMAND, root, log)

    def noticed(self, arrival):
        params = arrival.message.get("params", {})
        if "diagnostics" in params:
            path = params["uri"].removeprefix(self.root.as_uri())
            self.shown[path] = sorted(one["code"] for one in params["diagnostics"])

    def begin(self):
        folders = [{"uri": self.root.as_uri(), "name": "project"}]
        self.request("initialize", {"processId": None, "capabilities": {}, "workspaceFolders": folders})
        self.notify("initialized", {})
        text = (self.root / PIPELINE.lstrip("/")).read_text().replace("Package", "Pakage")
        document = {"uri": (self.root / PIPELINE.lstrip("/")).as_uri(), "languageId": "python", "version": 1}
        self.notify("textDocument/didOpen", {"textDocument": {**document, "text": text}})

    def wait(self, expected):
        """Wait until this is shown; the seconds since the process was started."""
        end = self.started + 30
        while {path: codes for path, codes in self.shown.items() if codes} != expected:
            self.noticed(self.take(end, f"{self.shown} is not {expected}"))
        return time.perf_counter() - self.started


@pytest.mark.parametrize("moment", [0.0, 0.1, 0.3, 0.5, 1.0])
def test_the_next_server_shows_the_same(tmp_path, moment):
    root = tmp_path / "project"
    write_fixture(root, COLLISION)
    before = listing(root)
    first = Listener(root, tmp_path / "log")
    try:
        with suppress(BenchError):  # it may be gone before it has said a word
            killer = Timer(moment, first.process.kill)
            killer.start()
            first.begin()
            killer.join()
    finally:
        first.process.kill()
        first.close()
    second = Listener(root, tmp_path / "log")
    try:
        second.begin()
        assert second.wait(EXPECTED) < 10
    finally:
        second.close()
    assert listing(root) == before
    assert "Traceback" not in (tmp_path / "log").read_text()
