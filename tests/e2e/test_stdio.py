"""The server as an editor starts it."""

import asyncio
import sys

import pytest
import pytest_lsp
from lsprotocol import types as lsp
from pytest_lsp import ClientServerConfig, LanguageClient, client_capabilities

from support.checks import CORE, registry
from support.fixture import parse_fixture

FIXTURE = f"""{CORE}
#- {registry("alice")}
WORKSPACE_STEPS = {{
    "GraphSampling": {{"sagemaker_step_type": "Processing", "description": "Samples nodes"}},
}}
#- {registry("bob")}
WORKSPACE_STEPS = {{
    "GraphPruning": {{"sagemaker_step_type": "Processing", "description": "Prunes edges"}},
}}
"""


@pytest.fixture
def root(tmp_path):
    for path, text in parse_fixture(FIXTURE).files.items():
        target = tmp_path / path.lstrip("/")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)
    return tmp_path


@pytest_lsp.fixture(config=ClientServerConfig(server_command=[sys.executable, "-m", "cursus_registry", "lsp"]))
async def client(lsp_client: LanguageClient, root):
    await lsp_client.initialize_session(
        lsp.InitializeParams(
            capabilities=client_capabilities("neovim@v0.11"),
            workspace_folders=[lsp.WorkspaceFolder(root.as_uri(), "root")],
        )
    )
    yield
    await lsp_client.shutdown_session()


async def wait_for(client, uri, codes, seconds=10):
    """The diagnostics of a file, as soon as they have these codes."""
    found = None
    for _ in range(seconds * 50):
        found = client.diagnostics.get(uri)
        if found is not None and sorted(one.code for one in found) == codes:
            return found
        await asyncio.sleep(0.02)
    raise AssertionError(f"{uri}: wanted {codes}, have {found}")


@pytest.mark.asyncio
async def test_a_collision_shows_while_it_is_typed(client, root):
    alice = root / registry("alice").lstrip("/")
    bob = root / registry("bob").lstrip("/")
    text = bob.read_text()
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(bob.as_uri(), "python", 1, text)))
    await wait_for(client, bob.as_uri(), [])
    changed = text.replace("GraphPruning", "GraphSampling")
    client.text_document_did_change(
        lsp.DidChangeTextDocumentParams(
            lsp.VersionedTextDocumentIdentifier(2, bob.as_uri()),
            [lsp.TextDocumentContentChangeWholeDocument(changed)],
        )
    )
    [found] = await wait_for(client, bob.as_uri(), ["CUR204"])
    assert found.range == lsp.Range(lsp.Position(1, 4), lsp.Position(1, 19))
    assert [other.location.uri for other in found.related_information] == [alice.as_uri()]
    await wait_for(client, alice.as_uri(), ["CUR204"])
