"""Very many files at once, a server that is killed, a system that refuses watches: nothing is lost, answers go on."""

import asyncio
import shutil
import statistics
import sys
import time

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pytest_lsp import ClientServerConfig

from support import clients
from support.clients import Client, make_client
from support.editor import BOB, PIPELINE, TWO, Editor, write_fixture

pytestmark = pytest.mark.asyncio(loop_scope="module")
COLLISION = TWO.replace("GraphPruning", "GraphSampling")
LOOKUP = 'from cursus.registry.step_names import get_config_class_name\n\nget_config_class_name("Pakage")\n'
SERVER = ClientServerConfig(server_command=[sys.executable, "-m", "cursus_registry", "lsp"], client_factory=make_client)
GROUPS = 100


@pytest_lsp.fixture(scope="module", params=["vscode", "nothing"], config=SERVER)
async def client(lsp_client: Client, request, tmp_path_factory):
    root = tmp_path_factory.mktemp("bulk")
    write_fixture(root, COLLISION)
    await lsp_client.start_session(getattr(clients, request.param)(), root)
    yield
    shutil.rmtree(root)
    await lsp_client.shutdown_session()


async def test_many_thousand_files_at_once(client):
    editor = Editor(client, client.root)
    editor._mark = 0
    await editor.diagnostics(BOB, "CUR204")
    editor.open(PIPELINE, LOOKUP)
    await editor.diagnostics(PIPELINE, "CUR301")
    done = asyncio.Event()
    hovers = asyncio.create_task(hover_on(editor, done))
    is_watching = bool(editor.client.asked.workspace)
    await asyncio.to_thread(write_many, editor, 40_000 if is_watching else 10_000)
    if is_watching:
        tell(editor)
    end = time.monotonic() + 120
    while sum(1 for uri, found in client.diagnostics.items() if "/many/" in uri and found) < GROUPS:
        assert time.monotonic() < end
        await asyncio.sleep(0.05)
    done.set()
    waited = await hovers
    assert len(waited) > 20
    assert statistics.quantiles(waited, n=20)[-1] < 0.5, f"{max(waited)=}"
    editor.close_all()


def write_many(editor, many):
    for group in range(GROUPS):
        folder = editor.path(f"/many/group_{group}")
        folder.mkdir(parents=True)
        (folder / "use.py").write_text(LOOKUP)
        for number in range(many // GROUPS - 1):
            (folder / f"file_{number}.py").write_text(f"x = {number}\n")


def tell(editor):
    """What a client's watcher would tell: a batch at a time."""
    kind = lsp.FileChangeType.Created
    events = [lsp.FileEvent(path.as_uri(), kind) for path in sorted(editor.path("/many").rglob("*"))]
    for start in range(0, len(events), 500):
        editor.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams(events[start : start + 500]))


async def hover_on(editor, done):
    """How long each of many hovers took."""
    params = lsp.HoverParams(lsp.TextDocumentIdentifier(editor.uri(PIPELINE)), lsp.Position(2, 25))
    waited = []
    while not done.is_set():
        start = time.perf_counter()
        await editor.client.text_document_hover_async(params)
        waited.append(time.perf_counter() - start)
        await asyncio.sleep(0.02)
    return waited
