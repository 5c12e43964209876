"""One server per kind of editor for all tests of a module, and for each test a checkout of its own."""

import pytest
import pytest_lsp

from support import clients
from support.clients import SERVER, Client
from support.editor import TWO, Editor, write_fixture


@pytest_lsp.fixture(scope="module", params=["vscode", "neovim", "emacs", "nothing"], config=SERVER)
async def client(lsp_client: Client, request, tmp_path_factory):
    first = tmp_path_factory.mktemp("first")
    write_fixture(first, TWO)
    await lsp_client.start_session(getattr(clients, request.param)(), first)
    yield
    await lsp_client.shutdown_session()


@pytest.fixture
def editor(client, tmp_path):
    """The editor on a checkout of its own, which is not opened as a folder yet."""
    write_fixture(tmp_path, TWO)
    editor = Editor(client, tmp_path)
    yield editor
    editor.close_all()
    editor.remove_folder()
