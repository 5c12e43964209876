"""The early reply to `initialize` says what the whole server would say, to every client."""

import json
import subprocess
import sys

import pytest

from cursus_registry.lsp.create import create_server
from cursus_registry.lsp.greeting import NEEDED, initialize_result, load_offers
from cursus_registry.lsp.messages import Request
from cursus_registry.lsp.protocol import Connection, Phase
from support import clients
from support.mutations import ODD, places, replaced
from support.pipe import initialize


def later(server, client):
    """What the whole server says, as if nothing had been said to it yet."""
    server.protocol.phase = Phase.NEW
    sent = []
    server.protocol.connect(Connection(sent.append, lambda code: None, lambda process: None))
    request = initialize(capabilities=client)
    server.protocol.handle(Request(request["id"], request["method"], request["params"]))
    return json.loads(sent[0])["result"]


@pytest.mark.parametrize("name", ["vscode", "neovim", "emacs", "nothing"])
def test_editors_hear_the_same_early_and_late(name):
    client = clients.as_json(getattr(clients, name)())
    assert initialize_result(client, load_offers()) == later(create_server(), client)


def test_odd_clients_hear_the_same_early_and_late_and_columns_are_counted_as_they_were_told():
    client, server = clients.as_json(clients.vscode()), create_server()
    paths = [path for path in places(client) if path[:1] == ("general",) or path[-1:] == ("diagnostic",)]
    assert len(paths) > 8
    for path in [*paths, ("textDocument",), ("textDocument", "hover"), ("workspace",)]:
        for odd in [*ODD, ["utf-8"], ["utf-7", "utf-32"], ["utf-8", 3], [["utf-8"]], [{}]]:
            bad = replaced(client, path, odd)
            early = initialize_result(json.loads(json.dumps(bad)), load_offers())
            assert early == later(server, bad), (path, odd)
            told = early["capabilities"]
            assert server.session.encoding.value == told["positionEncoding"]
            assert server.publisher.pulls == ("diagnosticProvider" in told)


def test_a_client_is_offered_what_it_announces():
    nothing = initialize_result({}, load_offers())["capabilities"]
    assert sorted(nothing) == ["executeCommandProvider", "positionEncoding", "textDocumentSync", "workspace"]
    hover = initialize_result({"textDocument": {"hover": {}}}, load_offers())["capabilities"]
    assert sorted(set(hover) - set(nothing)) == ["hoverProvider"]
    assert "completionProvider" not in initialize_result({"textDocument": {"completion": None}}, {})["capabilities"]


def test_every_offer_has_a_condition():
    for_all = {"textDocumentSync", "executeCommandProvider", "workspace", "diagnosticProvider"}
    assert set(load_offers()) - for_all == set(NEEDED)


def test_the_early_reply_needs_nothing_of_the_protocols_classes():
    code = "import cursus_registry.lsp.start, sys; print({'lsprotocol', 'pygls', 'asyncio', 'tree_sitter'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
