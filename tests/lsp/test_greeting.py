"""The early reply to `initialize` says what the whole server would say, to every client."""

import json
import subprocess
import sys
from itertools import combinations

import pytest
from lsprotocol import types as lsp
from pygls.protocol import default_converter

from cursus_registry.lsp.capabilities import known_capabilities
from cursus_registry.lsp.create import create_server
from cursus_registry.lsp.greeting import CONDITIONS, initialize_result, load_known
from cursus_registry.lsp.messages import Request
from cursus_registry.lsp.protocol import Connection, Phase
from cursus_registry.lsp.server import Server
from support import clients
from support.mutations import ODD, places, replaced
from support.wire import initialize


def later(server, client):
    """What the whole server says, as if nothing had been said to it yet."""
    server.protocol.phase = Phase.NEW
    sent = []
    server.protocol.connect(Connection(sent.append, lambda code: None, lambda process: None))
    request = initialize(capabilities=client)
    server.protocol.handle(Request(request["id"], request["method"], request["params"]))
    return json.loads(sent[0])["result"]


def as_json(capabilities):
    return json.loads(json.dumps(default_converter().unstructure(capabilities)))


def able(*names):
    """A client that can these."""
    client = {}
    for name in names:
        inner = client
        *above, last = CONDITIONS[name]
        for one in above:
            inner = inner.setdefault(one, {})
        inner[last] = True
    return client


@pytest.mark.parametrize("name", ["vscode", "neovim", "emacs", "nothing"])
def test_editors_hear_the_same_early_and_late(name):
    client = as_json(getattr(clients, name)())
    assert initialize_result(client, load_known()) == later(create_server(), client)


def test_odd_clients_hear_the_same_early_and_late():
    client = as_json(clients.vscode())
    client["textDocument"]["rename"] = {"prepareSupport": True}
    known, server = json.dumps(load_known()), create_server()
    paths = [path for path in places(client) if path[:1] == ("general",) or path[-1:] == ("prepareSupport",)]
    assert len(paths) > 8
    for path in [*paths, ("textDocument",), ("textDocument", "rename"), ("workspace",)]:
        for odd in [*ODD, ["utf-8"], ["utf-7", "utf-32"], [["utf-8"]], [{}]]:
            bad = replaced(client, path, odd)
            early = initialize_result(json.loads(json.dumps(bad)), json.loads(known))
            assert early == later(server, bad), (path, odd)


def test_what_depends_on_the_client_is_said_to_those_whom_it_concerns():
    def make():
        server = Server()
        everything = lsp.FileOperationRegistrationOptions([lsp.FileOperationFilter(lsp.FileOperationPattern("**"))])
        server.feature(lsp.TEXT_DOCUMENT_RENAME)(lambda params: None)
        server.feature(lsp.TEXT_DOCUMENT_PREPARE_RENAME)(lambda params: None)
        server.feature(lsp.WORKSPACE_WILL_RENAME_FILES, everything)(lambda params: None)
        server.feature(lsp.WORKSPACE_DID_RENAME_FILES, everything)(lambda params: None)
        return server

    known = json.dumps(known_capabilities(make().protocol.fm))
    assert set(json.loads(known)["if"]) == {"prepare rename", "willRename files", "didRename files"}
    for count in range(4):
        for names in combinations(["prepare rename", "willRename files", "didRename files", "willCreate files"], count):
            client = able(*names)
            assert initialize_result(client, json.loads(known)) == later(make(), client), names


def test_the_early_reply_needs_nothing_of_the_protocols_classes():
    code = "import cursus_registry.lsp.start, sys; print({'lsprotocol', 'pygls', 'asyncio', 'tree_sitter'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
