"""Standard input and output as a pipe really is: damaged, full, shared with libraries that print."""

import json
import sys
import time
from pathlib import Path

import pytest

from support.editor import TWO, write_fixture
from support.pipe import SERVER, Pipe, initialize, news, packed, request

HOVER = {"textDocument": {"uri": "file:///nowhere.py"}, "position": {"line": 0, "character": 0}}


@pytest.fixture
def wire(tmp_path):
    with Pipe(tmp_path / "log") as wire:
        wire.start()
        yield wire


def hover(number):
    return request(number, "textDocument/hover", HOVER)


def with_head(head, message):
    body = json.dumps(message).encode()
    return head.replace(b"%d", str(len(body)).encode()) + body


@pytest.mark.parametrize(
    "head",
    [
        b"content-length:%d\r\n\r\n",
        b"Content-Length: %d\n\n",
        b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\nContent-Length: %d\r\n\r\n",
    ],
)
def test_headers_of_other_clients(wire, head):
    wire.send(with_head(head, hover(1)), hover(2))
    assert wire.answer(1)["result"] is None
    assert wire.answer(2)["result"] is None
    assert wire.log() == ""


@pytest.mark.parametrize(
    ("head", "codes"),
    [
        (b"Content-Length: 5\r\n\r\n", [-32700, -32700]),
        (b"Content-Length: garbage\r\n\r\n", [-32700]),
        (b"Content-Length: -1\r\n\r\n", [-32700]),
        (b"Content-Length: 99999999999\r\n\r\n", [-32700]),
        (b"Content-Type: x\r\n\r\n", [-32700]),
        (b"", [-32700]),
    ],
)
def test_a_wrong_header_costs_its_message_alone(wire, head, codes):
    wire.send(with_head(head, hover(1)), hover(2))
    answers = [wire.next() for _ in range(len(codes) + 1)]
    assert [(one["id"], one["error"]["code"]) for one in answers[:-1]] == [(None, code) for code in codes]
    assert answers[-1] == {"jsonrpc": "2.0", "id": 2, "result": None}


def test_a_length_that_is_too_large_costs_nothing(wire):
    body = json.dumps(hover(1)).encode()
    wire.send(b"Content-Length: %d\r\n\r\n" % (len(body) + 5) + body, hover(2), hover(3))
    assert [wire.next()["id"] for _ in range(3)] == [1, 2, 3]


def test_input_that_ends_in_the_middle_of_a_message_is_told(wire):
    wire.ask(hover(1))
    wire.send(b"Content-Length: 1000\r\n\r\n{")
    wire.process.stdin.close()
    assert wire.ended() == 1
    assert "within a message" in wire.log()
    assert "Traceback" not in wire.log()


def test_no_fault_opens_a_window(wire):
    bodies = [
        b"{",
        b"[]",
        b"5",
        b'{"jsonrpc":"2.0"}',
        b'{"jsonrpc":"2.0","id":1,"method":"textDocument/hover","params":7}',
    ]
    unopened = {"textDocument": {"uri": "file:///nowhere.py", "version": 2}, "contentChanges": [{"text": ""}]}
    wire.send(*map(packed, bodies), news("textDocument/didChange", unopened), hover(2))
    wire.answer(2)
    assert [one for one in wire.seen if "method" in one] == []


def test_a_message_of_many_megabytes_in_and_out(wire):
    text = "# " + "x" * (20 << 20)
    document = {"uri": "file:///nowhere.py", "languageId": "python", "version": 1, "text": text}
    wire.send(news("textDocument/didOpen", {"textDocument": document}), hover(1))
    assert wire.answer(1)["result"] is None


PRINTING = """
import ctypes, os, subprocess, sys
from lsprotocol import types as lsp
from cursus_registry.lsp.protocol import JsonAnswer
from cursus_registry.lsp.create import create_server
from cursus_registry.lsp.descriptors import take_descriptors
from cursus_registry.lsp.greeting import Greeting
from cursus_registry.lsp.stdio import serve
server = create_server()
@server.feature("test/print")
def show(params):
    print("by print", flush=True)
    sys.__stdout__.write("by write")
    sys.__stdout__.flush()
    os.write(1, b"by the system")
    ctypes.CDLL(None).puts(b"by the C library")
    ctypes.CDLL(None).fflush(None)
    subprocess.run([sys.executable, "-c", "print('by a child'); print(repr(input()) if False else 'done')"], check=True)
    return JsonAnswer({"read": [sys.stdin.read(), os.read(0, 10).decode()]})
@server.feature("test/large")
def large(params):
    return JsonAnswer("x" * params["size"])
@server.feature("test/flood")
def flood(params):
    for _ in range(params["count"]):
        server.protocol.notify("window/logMessage", lsp.LogMessageParams(lsp.MessageType.Log, "x" * 1_000_000))
sys.exit(serve(server, take_descriptors(), Greeting(b"", answered=False)))
"""


def test_whatever_prints_and_reads_the_frames_are_alone(tmp_path):
    with Pipe(tmp_path / "log", [sys.executable, "-c", PRINTING]) as wire:
        wire.start()
        wire.send(request(1, "test/print"), hover(2))
        assert wire.answer(1)["result"] == {"read": ["", ""]}
        assert wire.answer(2)["result"] is None
        for words in ("by print", "by write", "by the system", "by the C library", "by a child"):
            assert words in wire.log()


def test_a_client_that_reads_late_gets_all_in_order_and_the_server_does_not_wait(tmp_path):
    with Pipe(tmp_path / "log", [sys.executable, "-c", PRINTING], reading=False) as wire:
        wire.send(initialize(), *(request(number, "test/large", {"size": 300_000}) for number in range(20)))
        marker = tmp_path / "log"
        wire.send(request("print", "test/print"))
        deadline = time.monotonic() + 20
        while "by print" not in marker.read_text():  # it has gone on, though nothing was read
            assert time.monotonic() < deadline
            time.sleep(0.02)
        wire.read()
        assert [wire.next()["id"] for _ in range(22)] == ["hello", *range(20), "print"]
        wire.send(request("end", "shutdown"), news("exit"))
        assert wire.ended() == 0


def test_a_client_that_never_reads_ends_the_server(tmp_path):
    with Pipe(tmp_path / "log", [sys.executable, "-c", PRINTING], reading=False) as wire:
        wire.send(initialize(), news("test/flood", {"count": 400}))
        assert wire.ended() == 1
        assert "more than 256 MB unread" in wire.log()
        assert "Traceback" not in wire.log()


def test_a_log_that_nobody_reads_stops_nothing(tmp_path):
    with Pipe(None) as wire:
        wire.start()
        wire.send(*(news("textDocument/didClose", {"textDocument": number}) for number in range(5000)))
        for number in range(3):
            assert wire.ask(hover(number))["result"] is None
        wire.send(request("end", "shutdown"), news("exit"))
        assert wire.ended() == 0


def test_without_standard_error_the_frames_are_alone(tmp_path):
    command = ["sh", "-c", 'exec "$0" "$@" 2>&-', sys.executable, "-c", PRINTING]
    with Pipe(tmp_path / "log", command) as wire:
        wire.start()
        assert wire.ask(request(1, "test/print"))["result"] == {"read": ["", ""]}
        wire.send(request(2, "shutdown"), news("exit"))
        assert wire.ended() == 0


@pytest.mark.parametrize("closed", ["<&-", ">&-"])
def test_without_input_or_output_it_says_so(tmp_path, closed):
    with Pipe(tmp_path / "log", ["sh", "-c", f'exec "$0" "$@" {closed}', *SERVER]) as wire:
        assert wire.ended() == 2
        assert "needs standard input and output" in wire.log()


def test_a_full_disk_under_the_log_changes_nothing(tmp_path, monkeypatch):
    write_fixture(tmp_path, TWO)
    monkeypatch.setenv("CURSUS_REGISTRY_LOG", "debug")
    monkeypatch.setenv("CURSUS_REGISTRY_PROFILE", ">0")
    with Pipe(Path("/dev/full")) as wire:
        wire.ask(initialize(workspaceFolders=[{"uri": tmp_path.as_uri(), "name": "project"}]))
        wire.send(news("initialized", {}))
        found = wire.ask(request(1, "workspace/symbol", {"query": "Package"}))["result"]
        assert {one["name"] for one in found} == {"Package"}
        wire.ask(request(2, "shutdown"))
        wire.send(news("exit"))
        assert wire.ended() == 0
