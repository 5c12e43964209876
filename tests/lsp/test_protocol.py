"""Every request is answered once, whatever it is and whatever happens; nothing pops up; the server lives on."""

import asyncio
import inspect
import json
import logging

import pygls.workspace
import pytest
from lsprotocol import types as lsp
from pygls.exceptions import JsonRpcException

from cursus_registry.lsp.create import create_server
from cursus_registry.lsp.inbox import Inbox
from cursus_registry.lsp.protocol import Connection, JsonAnswer, Protocol
from cursus_registry.lsp.server import Server
from support import clients
from support.pipe import initialize, news, packed, request

PLACE = {"textDocument": {"uri": "file:///a.py"}, "position": {"line": 0, "character": 0}}


class Line:
    """A server without a process: messages go in, whatever it sends is kept."""

    def __init__(self, server):
        self.server = server
        self.sent = []
        self.codes = []
        self.turns = []
        server.protocol.connect(
            Connection(lambda body: self.sent.append(json.loads(body)), self.codes.append, lambda _: None)
        )
        self.inbox = Inbox(server.protocol, self.turns.append, lambda: None)

    def put(self, *messages):
        """Messages arrive in one piece; their turn has not come."""
        self.inbox.feed(b"".join(one if isinstance(one, bytes) else packed(one) for one in messages))

    def run(self):
        while self.turns:
            self.turns.pop()()

    def say(self, *messages):
        """What is sent after messages that have come and had their turn."""
        mark = len(self.sent)
        self.put(*messages)
        self.run()
        return self.sent[mark:]

    def code(self, message):
        (answer,) = self.say(message)
        assert answer["id"] == message["id"]
        return answer["error"]["code"]


@pytest.fixture
def line():
    line = Line(Server())
    line.say(initialize())
    return line


@pytest.fixture
def whole():
    line = Line(create_server())
    line.say(initialize())
    return line


# Faults of the client's


@pytest.mark.parametrize("method", ["no/such", "$/no/such", "textDocument/rename/", "exit", "initialized", ""])
def test_requests_that_nobody_knows_are_refused(line, method):
    assert line.code(request(1, method)) == -32601


@pytest.mark.parametrize("method", ["initialized", "textDocument/didOpen", "$/cancelRequest", "exit"])
def test_news_under_an_id_is_refused_and_nothing_happens(whole, method):
    assert whole.code(request(1, method, {})) == -32601
    assert whole.codes == []


@pytest.mark.parametrize("method", ["no/such", "$/no/such", "textDocument/hover", "shutdown", "initialize", ""])
def test_notifications_that_nobody_knows_are_ignored(whole, method, caplog):
    assert whole.say(news(method, {"a": 1})) == []
    assert "result" in whole.say(request(1, "shutdown"))[0]
    assert caplog.text == ""


@pytest.mark.parametrize(
    "params",
    [
        None,
        [],
        5,
        "x",
        {},
        {**PLACE, "position": None},
        {**PLACE, "position": {"line": "0", "character": 0}},
        {**PLACE, "position": {"line": 0.5, "character": 0}},
        {**PLACE, "position": {"line": True, "character": 0}},
        {**PLACE, "position": {"line": -1, "character": 0}},
        {**PLACE, "position": {"line": 10**400, "character": 0}},
        {**PLACE, "textDocument": {"uri": None}},
        {**PLACE, "textDocument": {"uri": 5}},
        {**PLACE, "textDocument": "file:///a.py"},
    ],
)
def test_wrong_parameters_are_told_and_nothing_runs(whole, params):
    (answer,) = whole.say(request(1, "textDocument/hover", params))
    assert answer["error"]["code"] == -32602
    assert answer["error"]["message"].startswith("textDocument/hover: ")
    assert len(answer["error"]["message"]) < 400


@pytest.mark.parametrize("text", [None, 5, ["x"], {}])
def test_a_document_without_a_text_is_not_opened(whole, text, caplog):
    document = {"uri": "file:///a.py", "languageId": "python", "version": 1, "text": text}
    assert whole.say(news("textDocument/didOpen", {"textDocument": document})) == []
    assert whole.server.session.documents.get("file:///a.py") is None
    assert "textDocument/didOpen is ignored" in caplog.text


def test_what_is_no_message_is_answered(line):
    bodies = [b"{", b"[]", b"{}", b'{"jsonrpc":"2.0","id":7,"method":5}']
    assert [(one["id"], one["error"]["code"]) for one in line.say(*map(packed, bodies))] == [
        (None, -32700),
        (None, -32600),
        (None, -32600),
        (7, -32600),
    ]


def test_initialize_survives_a_client_that_is_newer_than_we_are(caplog):
    line = Line(create_server())
    capabilities = {
        "textDocument": {
            "documentSymbol": {
                "symbolKind": {"valueSet": [1, 999, 2, 1000]},
                "hierarchicalDocumentSymbolSupport": True,
            },
            "hover": {"contentFormat": "markdown"},
            "completion": 5,
        },
        "general": {"positionEncodings": ["utf-9", "utf-8"], "markdown": {"parser": None}},
        "window": [],
        "brandNew": {"jsonrpc": "2.0"},
    }
    (answer,) = line.say(initialize(capabilities=capabilities, processId="x", trace="loud", workspaceFolders=[5]))
    assert answer["result"]["capabilities"]["positionEncoding"] == "utf-8"
    assert "initialize is read without a part of it" in caplog.text
    symbols = line.server.session.client.text_document.document_symbol
    assert symbols.hierarchical_document_symbol_support
    assert list(symbols.symbol_kind.value_set) == [lsp.SymbolKind.File, lsp.SymbolKind.Module]


@pytest.mark.parametrize("params", [None, [], {}, {"capabilities": 5}])
def test_initialize_that_cannot_be_read_is_refused_and_may_be_said_again(params):
    line = Line(create_server())
    assert line.code(request(1, "initialize", params)) == -32602
    assert line.code(request(2, "textDocument/hover", PLACE)) == -32002
    assert "result" in line.say(initialize())[0]


def test_parameters_that_look_like_a_message_are_parameters(line):
    seen = []

    @line.server.feature("test/echo")
    def echo(params):
        seen.append(params)

    inner = {"jsonrpc": "2.0", "id": 5, "method": "shutdown"}
    line.say(news("test/echo", {"inner": inner}))
    assert seen == [{"inner": inner}]


# Faults of ours


def test_an_answer_that_fails_is_told_in_a_line_and_logged_at_length(line, caplog):
    @line.server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def answer(params):
        raise ValueError("boom")

    (got,) = line.say(request(1, "textDocument/hover", PLACE))
    assert got["error"] == {"code": -32603, "message": "textDocument/hover failed: ValueError: boom"}
    assert "textDocument/hover failed at revision None" in caplog.text
    assert "Traceback" in caplog.text
    assert "boom" in line.say(request(2, "textDocument/hover", PLACE))[0]["error"]["message"]


def test_a_notification_that_fails_is_logged_and_nothing_is_sent(line, caplog):
    @line.server.feature(lsp.TEXT_DOCUMENT_DID_SAVE)
    def answer(params):
        raise ValueError("boom")

    assert line.say(news("textDocument/didSave", {"textDocument": {"uri": "file:///a.py"}})) == []
    assert "boom" in caplog.text
    assert "result" in line.say(request(1, "shutdown"))[0]


@pytest.mark.parametrize("result", [{1, 2}, object(), float("nan"), JsonAnswer({1}), [lsp.Hover(object())], {(1,): 1}])
def test_a_result_that_is_no_json_is_a_fault_of_ours(line, result):
    line.server.feature(lsp.TEXT_DOCUMENT_HOVER)(lambda params: result)
    assert line.code(request(1, "textDocument/hover", PLACE)) == -32603


def test_an_answer_may_refuse_in_its_own_words(line, caplog):
    @line.server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def answer(params):
        raise JsonRpcException("not now", -32803)

    assert line.say(request(1, "textDocument/hover", PLACE))[0]["error"] == {"code": -32803, "message": "not now"}
    assert caplog.text == ""


def test_a_fault_of_pygls_is_no_window(line, caplog):
    line.server.report_server_error(ValueError("boom"), Server)
    assert line.sent[1:] == []
    assert "boom" in caplog.text


# Taken back


def test_a_request_that_is_taken_back_before_its_turn_never_runs(line):
    ran = []

    @line.server.feature(lsp.TEXT_DOCUMENT_HOVER)
    def answer(params):
        ran.append(params)

    hovers = [request(number, "textDocument/hover", PLACE) for number in (1, "1", 3)]
    sent = line.say(*hovers, news("$/cancelRequest", {"id": "1"}), news("$/cancelRequest", {"id": 3}))
    assert [(one["id"], one.get("error", {}).get("code")) for one in sent] == [("1", -32800), (3, -32800), (1, None)]
    assert len(ran) == 1


@pytest.mark.parametrize("params", [None, [], {}, {"id": None}, {"id": 99}, {"id": [1]}, {"id": True}, {"id": "hello"}])
def test_taking_back_what_is_unknown_does_no_harm(line, params, caplog):
    assert line.say(news("$/cancelRequest", params), request(1, "shutdown")) == [
        {"jsonrpc": "2.0", "id": 1, "result": None}
    ]
    assert line.say(news("$/cancelRequest", {"id": 1})) == []
    assert caplog.text == ""


@pytest.mark.asyncio
@pytest.mark.parametrize(("stubborn", "outcome"), [(False, "error"), (True, "result")])
async def test_a_request_that_runs_is_taken_back_and_answered_once(line, stubborn, outcome):
    @line.server.feature(lsp.TEXT_DOCUMENT_HOVER)
    async def answer(params):
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            if not stubborn:
                raise

    assert line.say(request(1, "textDocument/hover", PLACE)) == []
    await asyncio.sleep(0)
    assert line.code(request(1, "textDocument/hover", PLACE)) == -32600
    mark = len(line.sent)
    line.say(news("$/cancelRequest", {"id": 1}), news("$/cancelRequest", {"id": 1}))
    await asyncio.sleep(0.01)
    (got,) = line.sent[mark:]
    assert got["id"] == 1
    assert outcome in got


@pytest.mark.asyncio
async def test_shutdown_takes_back_all_that_runs(line):
    @line.server.feature(lsp.TEXT_DOCUMENT_HOVER)
    async def answer(params):
        await asyncio.sleep(60)

    asked = line.server.protocol.send_request("client/registerCapability", lsp.RegistrationParams([]))
    line.say(*(request(number, "textDocument/hover", PLACE) for number in range(50)))
    await asyncio.sleep(0)
    line.say(request("end", "shutdown"), news("exit"))
    await asyncio.sleep(0.01)
    answers = {one["id"]: one for one in line.sent if "method" not in one}
    assert [answers[number]["error"]["code"] for number in range(50)] == [-32800] * 50
    assert answers["end"]["result"] is None
    assert asked.cancelled()
    assert line.codes == [0]


# Questions of ours


def ask_client(line):
    future = line.server.protocol.send_request(
        "window/showMessageRequest", lsp.ShowMessageRequestParams(lsp.MessageType.Info, "?")
    )
    return future, line.sent[-1]["id"]


@pytest.mark.parametrize(
    ("answer", "result"),
    [({"result": {"title": "yes"}}, lsp.MessageActionItem("yes")), ({"result": None}, None), ({}, None)],
)
def test_the_client_answers(line, answer, result):
    future, number = ask_client(line)
    assert line.say({"jsonrpc": "2.0", "id": number, **answer}) == []
    assert future.result(0) == result
    assert line.say({"jsonrpc": "2.0", "id": number, **answer}) == []


@pytest.mark.parametrize(
    "answer", [{"error": {"code": -1, "message": "no"}}, {"error": 5}, {"error": {}}, {"result": 5}]
)
def test_the_client_refuses_or_answers_nonsense(line, answer):
    future, number = ask_client(line)
    assert line.say({"jsonrpc": "2.0", "id": number, **answer}) == []
    assert isinstance(future.exception(0), JsonRpcException)


def test_answers_to_nothing_do_no_harm(line, caplog):
    for number in (1, 1.5, "x"):
        assert line.say({"jsonrpc": "2.0", "id": number, "result": 5}, {"jsonrpc": "2.0", "id": number}) == []
    assert caplog.text == ""


# What pygls must not do


@pytest.mark.asyncio
async def test_pygls_never_has_a_document_and_none_of_its_text_code_runs(whole, monkeypatch, caplog):
    caplog.set_level(logging.ERROR)

    def reached(*_, **__):
        raise AssertionError("pygls' documents are reached")

    for part in (pygls.workspace.Workspace, pygls.workspace.TextDocument, pygls.workspace.PositionCodec):
        for name in [name for name, value in vars(part).items() if callable(value)]:
            monkeypatch.setattr(part, name, reached)
    document = {"uri": "file:///a.py", "languageId": "python", "version": 1, "text": "a\u2028b\fc"}
    versioned = {"uri": "file:///a.py", "version": 2}
    beyond = {"start": {"line": 0, "character": 99}, "end": {"line": 0, "character": 99}}
    notebook = {"uri": "file:///a.ipynb", "notebookType": "jupyter", "version": 1, "cells": []}
    folder = {"uri": "file:///nowhere", "name": "nowhere"}
    sent = whole.say(
        news("textDocument/didChange", {"textDocument": versioned, "contentChanges": []}),
        news("workspace/didChangeWorkspaceFolders", {"event": {"added": [], "removed": [folder]}}),
        news("notebookDocument/didOpen", {"notebookDocument": notebook, "cellTextDocuments": [document]}),
        news("window/workDoneProgress/cancel", {"token": "unknown"}),
        news("$/setTrace", {"value": "verbose"}),
        request(1, "textDocument/hover", PLACE),
    )
    whole.server.session.documents.open("file:///a.py", 1, document["text"])
    changes = lsp.TextDocumentContentChangePartial(lsp.Range(lsp.Position(0, 99), lsp.Position(0, 99)), "Z")
    assert beyond["start"]["character"] == changes.range.start.character
    whole.server.session.documents.change("file:///a.py", 2, [changes], whole.server.session.encoding)
    assert whole.server.session.documents.get("file:///a.py").source.data.decode() == "a\u2028b\fcZ"
    assert [one["id"] for one in sent] == [1]
    assert caplog.text == ""
    with pytest.raises(RuntimeError, match="workspace is not available"):
        _ = whole.server.workspace


def test_news_takes_effect_before_the_next_message_is_looked_at(whole):
    later = [
        method
        for method, answer in whole.server.protocol.fm.features.items()
        if method in lsp.METHOD_TO_TYPES
        and lsp.METHOD_TO_TYPES[method][1] is None
        and inspect.iscoroutinefunction(answer)
    ]
    assert later == []


# What the server says that it can

PROVIDERS = {
    "completionProvider": "textDocument/completion",
    "hoverProvider": "textDocument/hover",
    "definitionProvider": "textDocument/definition",
    "declarationProvider": "textDocument/declaration",
    "typeDefinitionProvider": "textDocument/typeDefinition",
    "implementationProvider": "textDocument/implementation",
    "referencesProvider": "textDocument/references",
    "documentHighlightProvider": "textDocument/documentHighlight",
    "documentSymbolProvider": "textDocument/documentSymbol",
    "codeActionProvider": "textDocument/codeAction",
    "codeLensProvider": "textDocument/codeLens",
    "documentLinkProvider": "textDocument/documentLink",
    "workspaceSymbolProvider": "workspace/symbol",
    "renameProvider": "textDocument/rename",
    "foldingRangeProvider": "textDocument/foldingRange",
    "selectionRangeProvider": "textDocument/selectionRange",
    "executeCommandProvider": "workspace/executeCommand",
    "callHierarchyProvider": "textDocument/prepareCallHierarchy",
    "typeHierarchyProvider": "textDocument/prepareTypeHierarchy",
    "semanticTokensProvider": "textDocument/semanticTokens/full",
    "inlayHintProvider": "textDocument/inlayHint",
    "diagnosticProvider": "textDocument/diagnostic",
    "signatureHelpProvider": "textDocument/signatureHelp",
    "notebookDocumentSync": "notebookDocument/didOpen",
}
RESOLVES = {
    "completionProvider": "completionItem/resolve",
    "codeActionProvider": "codeAction/resolve",
    "codeLensProvider": "codeLens/resolve",
    "documentLinkProvider": "documentLink/resolve",
    "inlayHintProvider": "inlayHint/resolve",
    "workspaceSymbolProvider": "workspaceSymbol/resolve",
}
NOTHING_TO_SAY = {"positionEncoding", "textDocumentSync", "workspace"}


def test_the_server_says_that_it_can_what_it_answers_and_nothing_else():
    line = Line(create_server())
    (answer,) = line.say(initialize(capabilities=clients.as_json(clients.vscode())))
    said = answer["result"]["capabilities"]
    registered = {method for method in line.server.protocol.fm.features if method in lsp.METHOD_TO_TYPES}
    commands = {"workspace/executeCommand"} if line.server.protocol.fm.commands else set()
    assert {PROVIDERS[name] for name in said if name not in NOTHING_TO_SAY} == (registered | commands) & set(
        PROVIDERS.values()
    )
    resolving = {
        RESOLVES[name] for name, value in said.items() if isinstance(value, dict) and value.get("resolveProvider")
    }
    assert resolving == registered & set(RESOLVES.values())
    assert said["textDocumentSync"] == {
        "openClose": True,
        "change": 2,
        "save": False,
    }
    assert said["workspace"]["workspaceFolders"] == {"supported": True, "changeNotifications": True}


def test_what_pygls_forgets_is_said_as_soon_as_it_is_registered():
    server = Server()
    server.feature(lsp.TEXT_DOCUMENT_COMPLETION)(lambda params: None)
    server.feature(lsp.COMPLETION_ITEM_RESOLVE)(lambda params: params)
    server.feature(lsp.TEXT_DOCUMENT_CODE_ACTION)(lambda params: None)
    server.feature(lsp.CODE_ACTION_RESOLVE)(lambda params: params)
    server.command("test.run")(lambda: 5)
    line = Line(server)
    able = {"textDocument": {"completion": {}, "codeAction": {}}}
    said = line.say(initialize(capabilities=able))[0]["result"]["capabilities"]
    assert said["completionProvider"]["resolveProvider"]
    assert said["codeActionProvider"]["resolveProvider"]
    assert said["executeCommandProvider"] == {"commands": ["test.run"]}
    assert line.say(request(1, "workspace/executeCommand", {"command": "test.run"}))[0]["result"] == 5
    assert line.code(request(2, "workspace/executeCommand", {"command": "test.walk"})) == -32602
    assert line.code(request(3, "workspace/executeCommand", {"command": "test.run", "arguments": [1]})) == -32602


def test_a_server_without_commands_announces_none(line):
    assert "executeCommandProvider" not in line.sent[0]["result"]["capabilities"]
    assert line.code(request(1, "workspace/executeCommand", {"command": "x"})) == -32601
    assert isinstance(line.server.protocol, Protocol)
